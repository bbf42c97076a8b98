// SPDX-License-Identifier: Apache-2.0

// What a probe has beside WSPStartup: it makes the upcall it is told to, whatever the arguments.

#include <array>
#include <bit>

#include "harness/providers/base/provider.hpp"

namespace {

using Upcall = DWORD_PTR(WSPAPI*)(DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR);
using Slots = std::array<Upcall, sizeof(WSPUPCALLTABLE) / sizeof(void*)>;

// All upcalls take at most four words, and here the caller takes them off the stack: one type will
// do for all of them.
static_assert(sizeof(void*) == 8, "x86_64 only");

}  // namespace

/// Zero if the provider has no upcall table or the table no such slot.
extern "C" DWORD_PTR wsconform_make_upcall(unsigned slot, DWORD_PTR first, DWORD_PTR second,
                                           DWORD_PTR third, DWORD_PTR fourth) {
    const auto slots = std::bit_cast<Slots>(wsconform::base::provider().latest_start.upcalls());
    if (slot >= slots.size() || slots[slot] == nullptr) return 0;
    return slots[slot](first, second, third, fourth);
}

/// Its next call fails with that code, and does nothing.
extern "C" void wsconform_fail_next_call(int code) {
    wsconform::base::provider().failure = code;
}

/// The upcall table that it was last started with.
extern "C" void wsconform_tell_upcalls(WSPUPCALLTABLE* table) {
    *table = wsconform::base::provider().latest_start.upcalls();
}

/// The entry that it was last started for; false if it is not started.
extern "C" BOOL wsconform_tell_protocol(WSAPROTOCOL_INFOW* info) {
    if (wsconform::base::provider().startups == 0) return FALSE;
    *info = wsconform::base::provider().latest_start.protocol();
    return TRUE;
}
