// SPDX-License-Identifier: Apache-2.0

// WSAAsyncGetProtoByName, ...ByNumber.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("async-proto")> async_proto{{
    {.slug = "async-proto.by-name-takes-name-and-buffer",
     .id = "APN-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, D/wsaasyncgetprotobyname, V11/081",
     .ambiguities = {"AMB-56"_ambiguity},
     .text =
         "ByName signature: (HWND, u_int, const char *name, char *buf, int buflen) → HANDLE; "
         "ordinal 105."},
    {.slug = "async-proto.by-number-takes-host-order-number",
     .id = "APN-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, D/wsaasyncgetprotobynumber, V11/082",
     .needs = "P-WIN, P-DB",
     .text =
         "ByNumber signature: (HWND, u_int, int number, char *buf, int buflen) → HANDLE; ordinal "
         "104; number in host byte order."},
    {.slug = "async-proto.result-is-a-protoent",
     .id = "APN-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/protoent, V11/074",
     .needs = "P-WIN, P-DB",
     .text =
         "Result is a protoent: official name, NULL-terminated aliases, number in host byte "
         "order."},
    {.slug = "async-proto.unknown-protocol-fails-by-message",
     .id = "APN-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgetprotoby*, V11/081, V11/082",
     .needs = "P-WIN, P-DB",
     .ambiguities = {"AMB-12"_ambiguity},
     .text = "Unknown protocol → message-time failure.",
     .allowed = "WSAHOST_NOT_FOUND and WSANO_DATA are accepted."},
    {.slug = "async-proto.unreadable-database-is-wsano-recovery",
     .id = "APN-05",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgetprotoby*",
     .needs = "P-WIN, P-DB",
     .text = "If the protocols database cannot be accessed the code is WSANO_RECOVERY."},
    {.slug = "async-proto.queries-only-the-local-database",
     .id = "APN-06",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "W/getproto-api",
     .needs = "P-PROV, P-WIN",
     .witness = Witness::name_asked,
     .text = "Protocol queries consult a local database and cause no name-space query."},
    {.slug = "async-proto.wsaefault-concerns-name-or-buffer",
     .id = "APN-07",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgetprotobyname, D/wsaasyncgetprotobynumber",
     .needs = "P-WIN",
     .text = "WSAEFAULT refers to name or buf (ByName) and to buf only (ByNumber)."},
}};
// clang-format on

static_assert(are_the_rows_of("async-proto", async_proto));

}  // namespace wsconform::clauses
