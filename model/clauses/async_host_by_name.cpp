// SPDX-License-Identifier: Apache-2.0

// WSAAsyncGetHostByName.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("async-host-by-name")> async_host_by_name{{
    {.slug = "async-host-by-name.signature-takes-name-and-buffer",
     .id = "AHN-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, D/wsaasyncgethostbyname, V11/080",
     .text =
         "Signature: (HWND, u_int wMsg, const char *name, char *buf, int buflen) → HANDLE; "
         "ordinal 103 in the 1.1 DLL."},
    {.slug = "async-host-by-name.result-is-an-ipv4-hostent",
     .id = "AHN-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/hostent, V11/071, V11/080",
     .needs = "P-WIN, P-DB",
     .text =
         "Result is a hostent: official name, NULL-terminated alias vector, address type, "
         "length, NULL-terminated vector of addresses in network order; for Winsock lookups type "
         "is AF_INET and length 4."},
    {.slug = "async-host-by-name.own-host-name-resolves",
     .id = "AHN-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgethostbyname, V11/073",
     .needs = "P-WIN",
     .text = "The string produced by gethostname is always resolvable by this call."},
    {.slug = "async-host-by-name.dotted-name-resolution-depends-on-version",
     .id = "AHN-04",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/072, D/gethostbyname, W/gethostbyname-spi",
     .needs = "P-WIN",
     .ambiguities = {"AMB-11"_ambiguity},
     .text =
         "Numeric dotted names: the 1.1 text forbids resolving them (treat as unknown host) "
         "while the 2.x gethostbyname text returns the address itself; the async page only says "
         "it is the asynchronous twin of gethostbyname.",
     .allowed =
         "Both answers are accepted: the address itself, or WSAHOST_NOT_FOUND or WSANO_DATA."},
    {.slug = "async-host-by-name.empty-name-may-mean-local-host",
     .id = "AHN-05",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/gethostbyname, D/wsaasyncgethostbyname",
     .needs = "P-WIN",
     .ambiguities = {"AMB-64"_ambiguity},
     .text =
         "Empty or NULL name: the sync 2.x page maps it to the local host, the async page lists "
         "WSAEFAULT for a bad name pointer.",
     .allowed =
         "The addresses of the local host, WSAEFAULT, WSAHOST_NOT_FOUND and WSANO_DATA are "
         "accepted."},
    {.slug = "async-host-by-name.unusable-literal-may-give-wsano-data",
     .id = "AHN-06",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/gethostbyname",
     .needs = "P-WIN",
     .text =
         "IPv6 literals and malformed IPv4 literals give WSANO_DATA in the sync function; "
         "carry-over to async is implied only.",
     .allowed = "WSAHOST_NOT_FOUND is accepted as well."},
    {.slug = "async-host-by-name.dns-outcomes-map-to-four-codes",
     .id = "AHN-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgethostbyname, V11/080",
     .needs = "P-WIN, P-SLOW, P-DB",
     .text =
         "DNS outcome mapping: authoritative \"no such host\" → WSAHOST_NOT_FOUND; "
         "non-authoritative miss or SERVFAIL → WSATRY_AGAIN; FORMERR/REFUSED/NOTIMP → "
         "WSANO_RECOVERY; name exists without address record → WSANO_DATA."},
    {.slug = "async-host-by-name.wsaefault-concerns-name-or-buffer",
     .id = "AHN-08",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgethostbyname",
     .needs = "P-WIN",
     .text = "WSAEFAULT on this call refers to the name or the buf pointer."},
}};
// clang-format on

static_assert(are_the_rows_of("async-host-by-name", async_host_by_name));

}  // namespace wsconform::clauses
