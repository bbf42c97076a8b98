// SPDX-License-Identifier: Apache-2.0

// What a probe has beside WSPStartup: it makes the upcall it is told to, whatever the arguments.

#include <array>
#include <bit>

#include "harness/providers/base/provider.hpp"

namespace {

using Word = DWORD_PTR;
using Slots = std::array<void*, sizeof(WSPUPCALLTABLE) / sizeof(void*)>;

/// How many words each upcall takes, in the table's order: on i386 it takes them off the stack
/// itself.
constexpr std::array<unsigned, std::tuple_size_v<Slots>> words_of{2, 2, 1, 3, 2, 4, 3, 4,
                                                                  4, 3, 4, 2, 2, 2, 2};

template <typename... Words>
Word called(void* upcall, Words... words) {
    return reinterpret_cast<Word(WSPAPI*)(Words...)>(upcall)(words...);
}

}  // namespace

/// Zero if the provider has no upcall table or the table no such slot.
extern "C" DWORD_PTR wsconform_make_upcall(unsigned slot, DWORD_PTR first, DWORD_PTR second,
                                           DWORD_PTR third, DWORD_PTR fourth) {
    const auto slots = std::bit_cast<Slots>(wsconform::base::provider().latest_start.upcalls());
    if (slot >= slots.size() || slots[slot] == nullptr) return 0;
    switch (words_of[slot]) {
        case 1:
            return called(slots[slot], first);
        case 2:
            return called(slots[slot], first, second);
        case 3:
            return called(slots[slot], first, second, third);
        default:
            return called(slots[slot], first, second, third, fourth);
    }
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
