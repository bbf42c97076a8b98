// SPDX-License-Identifier: Apache-2.0

// Overlapped operations.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("overlapped")> overlapped{{
    {.slug = "overlapped.completion-sets-the-event",
     .id = "OVL-01",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv",
     .needs = "P-PEER",
     .text = "When an overlapped receive completes, the event of its OVERLAPPED is signalled."},
    {.slug = "overlapped.event-waits-for-the-completion",
     .id = "OVL-02",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv",
     .needs = "P-PEER",
     .witness = Witness::event_set,
     .text =
         "The event of a pending overlapped receive stays unsignalled until there is data, the "
         "end or a failure."},
    {.slug = "overlapped.result-tells-the-bytes",
     .id = "OVL-03",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsagetoverlappedresult",
     .needs = "P-PEER",
     .text =
         "After an overlapped receive has completed, WSAGetOverlappedResult succeeds and tells how "
         "many bytes were received."},
    {.slug = "overlapped.pending-result-is-wsa-io-incomplete",
     .id = "OVL-04",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsagetoverlappedresult",
     .needs = "P-PEER",
     .text =
         "While an overlapped receive is pending, WSAGetOverlappedResult without fWait fails with "
         "WSA_IO_INCOMPLETE."},
    {.slug = "overlapped.reset-ends-it-with-an-error",
     .id = "OVL-05",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsagetoverlappedresult, D/wsarecv",
     .needs = "P-PEER",
     .text =
         "When the connection is reset, a pending overlapped receive ends, and "
         "WSAGetOverlappedResult fails.",
     .allowed =
         "WSAECONNRESET is the documented code; that of Win32, ERROR_NETNAME_DELETED, and "
         "WSAECONNABORTED are accepted too."},
    {.slug = "overlapped.closing-ends-it-with-an-error",
     .id = "OVL-06",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/closesocket, D/wsagetoverlappedresult",
     .needs = "P-PEER",
     .text = "closesocket ends a pending overlapped receive, and WSAGetOverlappedResult fails.",
     .allowed = "It may report how the receive ended, or that the socket is one no longer."},
}};
// clang-format on

static_assert(are_the_rows_of("overlapped", overlapped));

}  // namespace wsconform::clauses
