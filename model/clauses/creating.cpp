// SPDX-License-Identifier: Apache-2.0

// socket, and what it was given.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("creating")> creating{{
    {.slug = "creating.unknown-family-is-wsaeafnosupport",
     .id = "CRE-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/socket",
     .text = "socket with an address family that is not supported fails with WSAEAFNOSUPPORT.",
     .allowed =
         "The page lists WSAEINVAL for parameters that are wrong, so that is accepted too."},
    {.slug = "creating.unknown-type-is-wsaesocktnosupport",
     .id = "CRE-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/socket",
     .text =
         "socket with a type that the address family does not have fails with WSAESOCKTNOSUPPORT.",
     .allowed =
         "WSAEINVAL and WSAEPROTOTYPE, which the page lists for parameters that do not fit, are "
         "accepted too."},
    {.slug = "creating.wrong-protocol-is-wsaeprotonosupport",
     .id = "CRE-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/socket",
     .text = "socket with a protocol that is not of its type fails with WSAEPROTONOSUPPORT.",
     .allowed =
         "The page lists WSAEPROTOTYPE for a protocol of the wrong type, and WSAEINVAL, so these "
         "are accepted too."},
    {.slug = "creating.so-type-tells-the-type",
     .id = "CRE-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/getsockopt",
     .text = "SO_TYPE is the type of the socket."},
    {.slug = "creating.known-type-makes-a-socket",
     .id = "CRE-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/socket, D/lpwspsocket",
     .text =
         "socket with a family, type and protocol that the provider has returns a new socket."},
    {.slug = "creating.handle-of-no-socket-is-wsaenotsock",
     .id = "CRE-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/bind, D/listen, D/accept, D/connect, D/send, D/recv, D/select, D/getsockname, "
                "D/getpeername, D/getsockopt, D/setsockopt, D/ioctlsocket",
     .text = "A call that is given a handle which is not a socket fails with WSAENOTSOCK."},
    {.slug = "creating.sound-socket-has-no-error",
     .id = "CRE-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/getsockopt",
     .text =
         "SO_ERROR is 0 of a socket before any connect on it, of one whose attempt to connect "
         "still waits, and of one whose connection is sound.",
     .allowed = "Of a datagram socket nothing is said once a datagram that it sent met nobody."},
}};
// clang-format on

static_assert(are_the_rows_of("creating", creating));

}  // namespace wsconform::clauses
