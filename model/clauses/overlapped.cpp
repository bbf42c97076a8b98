// SPDX-License-Identifier: Apache-2.0

// Overlapped operations.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("overlapped")> overlapped{{
    {.slug = "overlapped.completion-sets-the-event",
     .id = "OVL-01",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv",
     .needs = "P-PEER",
     .text = "When an overlapped receive completes, the event of its OVERLAPPED is signalled."},
    {.slug = "overlapped.event-waits-for-the-completion",
     .id = "OVL-02",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv",
     .needs = "P-PEER",
     .witness = Witness::event_set,
     .text =
         "The event of a pending overlapped receive stays unsignalled until there is data, the "
         "end or a failure."},
}};
// clang-format on

static_assert(are_the_rows_of("overlapped", overlapped));

}  // namespace wsconform::clauses
