// SPDX-License-Identifier: Apache-2.0

// A send that has nothing to stop it.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("sending")> sending{{
    {.slug = "sending.connected-socket-takes-the-data",
     .id = "SND-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/send, D/wsasend, D/lpwspsend",
     .needs = "P-PEER",
     .text =
         "A send on a connection that is sound and may send succeeds, and returns how many "
         "bytes it took."},
    {.slug = "sending.data-reaches-the-peer",
     .id = "SND-02",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/send, D/socket",
     .needs = "P-PEER",
     .text =
         "What a send on a stream socket took reaches the peer, in the order in which it was "
         "sent."},
    {.slug = "sending.reset-connection-refuses-data",
     .id = "SND-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/send, D/wsasend, D/lpwspsend",
     .needs = "P-PEER",
     .text = "Once the peer's reset has arrived, a send on the connection fails.",
     .allowed = "WSAECONNRESET is the code of the page, and WSAECONNABORTED is accepted too."},
}};
// clang-format on

static_assert(are_the_rows_of("sending", sending));

}  // namespace wsconform::clauses
