// SPDX-License-Identifier: Apache-2.0

// connect, and what a socket without a connection refuses.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("connecting")> connecting{{
    {.slug = "connecting.nonblocking-connect-does-not-wait",
     .id = "CNC-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text =
         "On a non-blocking socket connect does not wait for the connection: it fails with "
         "WSAEWOULDBLOCK while the attempt goes on.",
     .allowed =
         "A connection that is made, or refused, before connect returns may be told at once."},
    {.slug = "connecting.attempt-completes-by-itself",
     .id = "CNC-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text =
         "After WSAEWOULDBLOCK the attempt goes on without another call; once the connection "
         "is made the socket can send and receive."},
    {.slug = "connecting.second-connect-is-refused-meanwhile",
     .id = "CNC-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text =
         "Until an attempt on a non-blocking socket has completed, another connect fails with "
         "WSAEALREADY.",
     .allowed =
         "WSAEINVAL and WSAEWOULDBLOCK are accepted: the page says that version 1.1 left the "
         "code open, and that programs must treat the three alike."},
    {.slug = "connecting.connected-socket-is-wsaeisconn",
     .id = "CNC-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text = "connect on a connection-oriented socket that is connected fails with WSAEISCONN.",
     .allowed =
         "After both ends have ended the connection a provider may connect the socket anew."},
    {.slug = "connecting.listening-socket-is-wsaeinval",
     .id = "CNC-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .text = "connect on a listening socket fails with WSAEINVAL."},
    {.slug = "connecting.nobody-listening-is-wsaeconnrefused",
     .id = "CNC-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text = "connect to a port on which nobody listens fails with WSAECONNREFUSED.",
     .allowed = "On a non-blocking socket WSAEWOULDBLOCK comes first."},
    {.slug = "connecting.unconnected-receive-is-wsaenotconn",
     .id = "CNC-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv, D/wsarecv, D/lpwsprecv",
     .text =
         "A receive on a connection-oriented socket that is not connected fails with "
         "WSAENOTCONN.",
     .allowed = "While a non-blocking connect is under way, WSAEWOULDBLOCK is accepted."},
    {.slug = "connecting.unconnected-send-is-wsaenotconn",
     .id = "CNC-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/send, D/wsasend, D/lpwspsend",
     .text =
         "A send on a connection-oriented socket that is not connected fails with WSAENOTCONN.",
     .allowed = "While a non-blocking connect is under way, WSAEWOULDBLOCK is accepted."},
    {.slug = "connecting.unconnected-socket-has-no-peer-name",
     .id = "CNC-09",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/getpeername, D/lpwspgetpeername",
     .text = "getpeername on a socket that is not connected fails with WSAENOTCONN.",
     .allowed =
         "While a connect is under way, and once a connection is broken, a name may be given."},
    {.slug = "connecting.port-zero-is-wsaeaddrnotavail",
     .id = "CNC-10",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect",
     .text = "connect of a stream socket to port 0 fails with WSAEADDRNOTAVAIL."},
    {.slug = "connecting.listening-peer-is-reached",
     .id = "CNC-11",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/connect, D/lpwspconnect",
     .needs = "P-PEER",
     .text =
         "A connect to an address on which a peer listens and has room succeeds.",
     .allowed =
         "On a non-blocking socket WSAEWOULDBLOCK is accepted."},
    {.slug = "connecting.so-error-tells-why-an-attempt-failed",
     .id = "CNC-12",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/select",
     .needs = "P-PEER",
     .text =
         "Once select has left a socket in its third set because a connect on it failed, SO_ERROR "
         "tells why: it is not 0.",
     .allowed =
         "Once another call on the socket has followed, SO_ERROR may be 0."},
}};
// clang-format on

static_assert(are_the_rows_of("connecting", connecting));

}  // namespace wsconform::clauses
