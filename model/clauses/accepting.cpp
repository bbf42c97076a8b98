// SPDX-License-Identifier: Apache-2.0

// accept, and the connections that wait for it.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("accepting")> accepting{{
    {.slug = "accepting.waiting-connection-keeps-what-came",
     .id = "ACP-01",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/listen",
     .needs = "P-PEER",
     .text =
         "A connection that waits is accepted whatever its far end has sent meanwhile, and "
         "though that has ended its stream; the accepted socket receives it."},
    {.slug = "accepting.socket-that-does-not-listen-is-wsaeinval",
     .id = "ACP-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/lpwspaccept",
     .text = "accept on a socket that does not listen fails with WSAEINVAL."},
    {.slug = "accepting.datagram-socket-is-wsaeopnotsupp",
     .id = "ACP-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/lpwspaccept",
     .text = "accept on a datagram socket fails with WSAEOPNOTSUPP.",
     .allowed = "It does not listen either, so WSAEINVAL is accepted."},
    {.slug = "accepting.accepted-socket-inherits-properties",
     .id = "ACP-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/wsaasyncselect, D/wsaeventselect, D/lpwspaccept",
     .needs = "P-PEER",
     .text =
         "The accepted socket has the properties of the listening one: what was asked for with "
         "WSAAsyncSelect or WSAEventSelect, the non-blocking mode and SO_LINGER."},
    {.slug = "accepting.nonblocking-accept-does-not-wait",
     .id = "ACP-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/lpwspaccept",
     .text =
         "On a non-blocking socket without a waiting connection accept fails with "
         "WSAEWOULDBLOCK."},
    {.slug = "accepting.connection-reset-before-may-be-refused",
     .id = "ACP-06",
     .strength = Strength::may,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/lpwspaccept",
     .needs = "P-PEER",
     .text =
         "When the far end has reset a connection that waits, accept may fail with "
         "WSAECONNRESET.",
     .allowed =
         "It may also hand out the connection, whose first receive then fails, or go on as if "
         "there had been none."},
    {.slug = "accepting.closed-listener-drops-what-waits",
     .id = "ACP-07",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/closesocket, D/listen",
     .needs = "P-PEER, P-WIRE",
     .text =
         "Connections that wait when their listener is closed are ended: their far end sees a "
         "reset or the end."},
    {.slug = "accepting.waiting-connection-is-accepted",
     .id = "ACP-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/accept, D/lpwspaccept",
     .needs = "P-PEER",
     .text =
         "accept on a socket for which a connection waits returns a socket for it, and does "
         "not wait."},
}};
// clang-format on

static_assert(are_the_rows_of("accepting", accepting));

}  // namespace wsconform::clauses
