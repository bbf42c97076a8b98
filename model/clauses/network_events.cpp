// SPDX-License-Identifier: Apache-2.0

// Network events other than FD_CLOSE.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("network-events")> network_events{{
    {.slug = "network-events.fd-read-comes-for-data",
     .id = "NEV-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "FD_READ is posted, or recorded, when data is there to be received: it has arrived, or "
         "was there when the registration was made."},
    {.slug = "network-events.fd-read-waits-for-a-receive",
     .id = "NEV-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_read,
     .text =
         "Once FD_READ was posted, or recorded, it comes again only after a receive was called: "
         "data that arrives meanwhile posts no other."},
    {.slug = "network-events.receive-reenables-fd-read",
     .id = "NEV-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "A receive that leaves data posts, or records, FD_READ again, and data that arrives "
         "after a receive does too."},
}};
// clang-format on

static_assert(are_the_rows_of("network-events", network_events));

}  // namespace wsconform::clauses
