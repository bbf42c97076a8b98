// SPDX-License-Identifier: Apache-2.0

#pragma once

// An exception as it is told: which, at what address, in which functions, and whose it is. It is
// taken down inside the handler, as numbers only, and put into words later.

#include <array>
#include <cstddef>
#include <cstdint>

#include "harness/agent/json.hpp"
#include "harness/agent/modules.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

class Memory;

struct Fault {
    enum class Access { none, read, write, execute };

    std::uint32_t code = 0;
    Access access = Access::none;
    std::uintptr_t address = 0;               ///< That was read, written or executed.
    std::array<std::uintptr_t, 24> frames{};  ///< The innermost first.
    std::size_t depth = 0;
};

/// Walks the stack as far as it makes sense: a broken one ends the walk, not the process.
Fault fault_of(const EXCEPTION_RECORD& record, const CONTEXT& context);

/// Whose code it is that faulted: that of the innermost frame which is not the system's. Nothing is
/// known of a stack that shows none.
enum class Owner { unknown, agent, provider };
Owner owner_of(const Fault& fault);

/// The same in words, without absolute addresses.
Json told(const Fault& fault, const Memory& memory);
/// The first of it in one line. Takes no memory.
void add_words(ShortText& text, const Fault& fault);

}  // namespace wsconform::agent
