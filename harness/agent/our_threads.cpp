// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/our_threads.hpp"

#include <array>
#include <atomic>
#include <cstring>

#include "harness/agent/errors.hpp"

namespace wsconform::agent {

namespace {

constexpr std::size_t longest_name = 64;

const ThreadWord number;
std::atomic<unsigned> threads = 0;
std::array<std::array<char, longest_name>, most_threads> names{};

/// For what a handler does after the stack has overflowed.
void keep_some_stack() {
    ULONG bytes = 64 * 1024;
    SetThreadStackGuarantee(&bytes);
}

}  // namespace

std::uintptr_t ThreadWord::value() const {
    const DWORD last_error = GetLastError();
    const auto value = reinterpret_cast<std::uintptr_t>(TlsGetValue(slot_));
    SetLastError(last_error);
    return value;
}

void ThreadWord::set(std::uintptr_t value) const {
    const DWORD last_error = GetLastError();
    TlsSetValue(slot_, reinterpret_cast<void*>(value));
    SetLastError(last_error);
}

void this_thread_is_ours(const char* name) {
    const unsigned mine = ++threads;
    if (mine >= most_threads) throw HarnessError("too many threads");
    std::strncpy(names.at(mine).data(), name, longest_name - 1);
    number.set(mine);
    keep_some_stack();
}

unsigned this_thread_number() {
    return static_cast<unsigned>(number.value());
}

const char* name_of_thread(unsigned thread) {
    return names.at(thread).data();
}

}  // namespace wsconform::agent
