// SPDX-License-Identifier: Apache-2.0

// select.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("select")> select{{
    {.slug = "select.ready-socket-stays-in-the-set",
     .id = "SEL-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/select",
     .needs = "P-PEER",
     .text =
         "select returns how many sockets are ready, and leaves each of them in its set: in "
         "readfds if a receive or an accept would not wait, in writefds if a send would not, in "
         "exceptfds if a non-blocking connect has failed."},
    {.slug = "select.unready-socket-leaves-the-set",
     .id = "SEL-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/select",
     .needs = "P-PEER",
     .text = "A socket that is not ready is removed from its set, and is not counted."},
    {.slug = "select.time-over-returns-zero",
     .id = "SEL-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/select",
     .needs = "P-PEER",
     .text =
         "When the time is over and all sockets would still wait, select returns 0, leaves the "
         "sets empty, and does not fail."},
    {.slug = "select.empty-sets-are-wsaeinval",
     .id = "SEL-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/select",
     .text = "select fails with WSAEINVAL if all three sets are empty or NULL."},
}};
// clang-format on

static_assert(are_the_rows_of("select", select));

}  // namespace wsconform::clauses
