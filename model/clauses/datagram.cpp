// SPDX-License-Identifier: Apache-2.0

// Sockets that send and receive datagrams.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("datagram")> datagram{{
    {.slug = "datagram.comes-as-it-was-sent",
     .id = "DGM-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recvfrom, D/recv, D/lpwsprecvfrom",
     .needs = "P-PEER",
     .text = "One receive takes one datagram, with the length and the bytes it was sent with."},
    {.slug = "datagram.longer-than-the-buffer-is-wsaemsgsize",
     .id = "DGM-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recvfrom, D/recv, D/lpwsprecvfrom",
     .needs = "P-PEER",
     .text =
         "A datagram longer than the buffer fills it; the receive fails with WSAEMSGSIZE, and "
         "the rest is lost."},
    {.slug = "datagram.empty-one-is-received-as-zero-bytes",
     .id = "DGM-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/sendto, D/lpwspsendto",
     .needs = "P-PEER",
     .text = "A datagram of no bytes is delivered: the receive returns 0."},
    {.slug = "datagram.unreachable-port-may-be-told-as-wsaeconnreset",
     .id = "DGM-04",
     .strength = Strength::may,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recvfrom, D/sendto, D/lpwsprecvfrom",
     .needs = "P-PEER",
     .text =
         "After a datagram to a port that nobody holds, a later receive or send may fail with "
         "WSAECONNRESET.",
     .allowed = "It may also go on as if nothing had been told."},
    {.slug = "datagram.connected-socket-discards-those-of-strangers",
     .id = "DGM-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .witness = Witness::bytes_received,
     .text =
         "A connected datagram socket receives only what comes from the address it is "
         "connected to.",
     .allowed = "Datagrams that had come before the connect may be kept."},
    {.slug = "datagram.another-connect-changes-the-destination",
     .id = "DGM-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text = "connect on a connected datagram socket succeeds and changes its destination."},
    {.slug = "datagram.send-without-destination-is-wsaenotconn",
     .id = "DGM-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/send, D/lpwspsend",
     .text = "send on a datagram socket that is not connected fails with WSAENOTCONN.",
     .allowed =
         "WSAEDESTADDRREQ, which the table of error codes has for a missing address, is "
         "accepted."},
    {.slug = "datagram.unbound-receive-is-wsaeinval",
     .id = "DGM-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recvfrom, D/recv, D/lpwsprecvfrom",
     .text = "A receive on a datagram socket that is not bound fails with WSAEINVAL."},
    {.slug = "datagram.zero-address-ends-the-association",
     .id = "DGM-09",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect",
     .needs = "P-PEER",
     .text =
         "A connect to an address of zeros ends the association of a datagram socket: a send "
         "without a destination then fails."},
}};
// clang-format on

static_assert(are_the_rows_of("datagram", datagram));

}  // namespace wsconform::clauses
