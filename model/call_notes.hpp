// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is noted of the calls that a thread began, in the bytes that Thread reserves for it.

#include <cstdint>

#include "model/process.hpp"
#include "model/values.hpp"

namespace wsconform {

/// Not 0 if the socket of the call in flight was non-blocking when it began, and is so still: then
/// the call does not wait.
constexpr std::uint8_t& ends_at_once(Thread& thread) {
    return thread.reserved[0];
}
constexpr std::uint8_t ends_at_once(const Thread& thread) {
    return thread.reserved[0];
}

/// The thread has called gethostbyname with that name.
constexpr void note_asked(Thread& thread, NameId name) {
    thread.reserved[1] |= static_cast<std::uint8_t>(1U << index_of(name));
}
constexpr bool has_asked(const Thread& thread, NameId name) {
    return (static_cast<unsigned>(thread.reserved[1]) & (1U << index_of(name))) != 0;
}

}  // namespace wsconform
