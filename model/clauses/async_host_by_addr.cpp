// WSAAsyncGetHostByAddr.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("async-host-by-addr")> async_host_by_addr{{
    {.slug = "async-host-by-addr.signature-takes-address-length-and-type",
     .id = "AHA-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, D/wsaasyncgethostbyaddr, V11/079",
     .text =
         "Signature: (HWND, u_int, const char *addr, int len, int type, char *buf, int buflen) → "
         "HANDLE; ordinal 102."},
    {.slug = "async-host-by-addr.address-is-in-network-order",
     .id = "AHA-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgethostbyaddr, V11/079",
     .needs = "P-WIN, P-DB",
     .text = "addr points at the raw address in network byte order."},
    {.slug = "async-host-by-addr.internet-address-is-four-byte-pf-inet",
     .id = "AHA-03",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/079",
     .needs = "P-WIN",
     .text = "For the Internet family len is 4 and type is PF_INET.",
     .allowed =
         "Any other combination may be refused by the call or end in a message with any error."},
    {.slug = "async-host-by-addr.result-is-a-matching-hostent",
     .id = "AHA-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncgethostbyaddr, D/hostent",
     .needs = "P-WIN, P-DB",
     .text = "Result is a hostent for that address (fields as AHN-02)."},
    {.slug = "async-host-by-addr.wsaefault-concerns-address-or-buffer",
     .id = "AHA-05",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgethostbyaddr",
     .needs = "P-WIN",
     .text = "WSAEFAULT refers to addr or buf."},
}};
// clang-format on

static_assert(are_the_rows_of("async-host-by-addr", async_host_by_addr));

}  // namespace wsconform::clauses
