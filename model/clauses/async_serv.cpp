// WSAAsyncGetServByName, ...ByPort.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("async-serv")> async_serv{{
    {.slug = "async-serv.by-name-takes-name-and-protocol",
     .id = "ASN-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, D/wsaasyncgetservbyname, V11/083",
     .text =
         "ByName signature: (HWND, u_int, const char *name, const char *proto, char *buf, int "
         "buflen) → HANDLE; ordinal 107."},
    {.slug = "async-serv.by-port-takes-network-order-port",
     .id = "ASN-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, D/wsaasyncgetservbyport, V11/084",
     .needs = "P-WIN, P-DB",
     .text =
         "ByPort signature: (HWND, u_int, int port, const char *proto, char *buf, int buflen) → "
         "HANDLE; ordinal 106; port in network byte order."},
    {.slug = "async-serv.name-without-protocol-takes-first-match",
     .id = "ASN-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgetservbyname, V11/083",
     .needs = "P-WIN, P-DB",
     .text =
         "ByName with proto NULL picks the first entry whose official name or any alias equals "
         "name."},
    {.slug = "async-serv.name-with-protocol-matches-both",
     .id = "ASN-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgetservbyname, V11/083",
     .needs = "P-WIN, P-DB",
     .text = "ByName with proto given must match both."},
    {.slug = "async-serv.port-lookup-honours-optional-protocol",
     .id = "ASN-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgetservbyport, V11/084",
     .needs = "P-WIN, P-DB",
     .text =
         "ByPort with proto NULL picks the first entry with that port; with proto given both "
         "must match."},
    {.slug = "async-serv.result-is-a-servent",
     .id = "ASN-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/servent, V11/076",
     .needs = "P-WIN, P-DB",
     .text =
         "Result is a servent: official name, NULL-terminated aliases, port in network byte "
         "order, protocol name. (Field order of s_port/s_proto differs between 32- and 64-bit "
         "headers.)"},
    {.slug = "async-serv.unknown-service-fails-by-message",
     .id = "ASN-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgetservby*, V11/083, V11/084",
     .needs = "P-WIN, P-DB",
     .ambiguities = {"AMB-12"_ambiguity},
     .text = "Unknown service/port → message-time failure.",
     .allowed = "WSAHOST_NOT_FOUND and WSANO_DATA are accepted."},
    {.slug = "async-serv.unreadable-database-is-wsano-recovery",
     .id = "ASN-08",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgetservby*",
     .needs = "P-WIN, P-DB",
     .text = "Inaccessible services database → WSANO_RECOVERY."},
    {.slug = "async-serv.service-query-may-ignore-case",
     .id = "ASN-09",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "W/getserv-spi",
     .needs = "P-WIN, P-DB",
     .text =
         "The service query string used towards name-space providers is case-insensitive, "
         "\"name/proto\" with optional proto.",
     .allowed = "A name that differs in case only may be found or not."},
    {.slug = "async-serv.wsaefault-concerns-buffer-or-protocol",
     .id = "ASN-10",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgetservbyname, D/wsaasyncgetservbyport",
     .needs = "P-WIN",
     .ambiguities = {"AMB-08"_ambiguity},
     .text = "WSAEFAULT refers to buf only (ByName page) or to proto or buf (ByPort page)."},
}};
// clang-format on

static_assert(are_the_rows_of("async-serv", async_serv));

}  // namespace wsconform::clauses
