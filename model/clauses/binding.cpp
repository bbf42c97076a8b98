// SPDX-License-Identifier: Apache-2.0

// bind, listen and getsockname.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("binding")> binding{{
    {.slug = "binding.bound-socket-is-wsaeinval",
     .id = "BND-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/bind, D/lpwspbind",
     .text = "bind on a socket that is bound to an address fails with WSAEINVAL."},
    {.slug = "binding.address-in-use-is-wsaeaddrinuse",
     .id = "BND-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/bind, D/lpwspbind",
     .text =
         "bind to an address that another open socket of the same kind is bound to fails with "
         "WSAEADDRINUSE."},
    {.slug = "binding.unbound-listen-is-wsaeinval",
     .id = "BND-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/listen, D/lpwsplisten",
     .text = "listen on a socket that is not bound fails with WSAEINVAL."},
    {.slug = "binding.connected-listen-is-wsaeisconn",
     .id = "BND-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/listen, D/lpwsplisten",
     .needs = "P-PEER",
     .text = "listen on a connected socket fails with WSAEISCONN.",
     .allowed = "A connected socket that no call of bind bound may get WSAEINVAL."},
    {.slug = "binding.datagram-listen-is-wsaeopnotsupp",
     .id = "BND-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/listen, D/lpwsplisten",
     .text = "listen on a datagram socket fails with WSAEOPNOTSUPP.",
     .allowed = "An unbound one may get WSAEINVAL."},
    {.slug = "binding.second-listen-succeeds",
     .id = "BND-06",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/listen",
     .text = "listen on a socket that listens succeeds."},
    {.slug = "binding.unbound-socket-has-no-name",
     .id = "BND-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/getsockname, D/lpwspgetsockname",
     .text = "getsockname on a socket that is neither bound nor connected fails with WSAEINVAL."},
    {.slug = "binding.bind-to-any-port-succeeds",
     .id = "BND-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/bind, D/lpwspbind",
     .text =
         "bind of a socket that is not bound yet, to the local address and any port, succeeds."},
    {.slug = "binding.bound-socket-can-listen",
     .id = "BND-09",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/listen, D/lpwsplisten",
     .text =
         "listen on a stream socket that is bound, and not connected, succeeds."},
}};
// clang-format on

static_assert(are_the_rows_of("binding", binding));

}  // namespace wsconform::clauses
