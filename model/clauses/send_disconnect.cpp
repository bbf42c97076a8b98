// WSASendDisconnect, WSPSendDisconnect.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("send-disconnect")> send_disconnect{{
    {.slug = "send-disconnect.takes-socket-and-wsabuf",
     .id = "SDC-01",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect, D/lpwspsenddisconnect, H",
     .text =
         "Signatures int (SOCKET, LPWSABUF) and int (SOCKET, LPWSABUF, LPINT); SPI slot 24 "
         "(0-based)."},
    {.slug = "send-disconnect.acts-as-send-shutdown-plus-data",
     .id = "SDC-02",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect",
     .needs = "P-PEER",
     .text =
         "Equivalent to shutdown(SD_SEND) plus transmission of optional disconnect data; starts "
         "termination of the connection."},
    {.slug = "send-disconnect.later-sends-are-refused",
     .id = "SDC-03",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect",
     .needs = "P-PEER",
     .text = "Afterwards sends are refused."},
    {.slug = "send-disconnect.receiving-stays-possible",
     .id = "SDC-04",
     .strength = Strength::must_derived,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect",
     .needs = "P-PEER",
     .text = "Receiving stays possible."},
    {.slug = "send-disconnect.null-buffer-means-no-data",
     .id = "SDC-05",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect",
     .needs = "P-PEER",
     .text = "NULL data pointer = no data; always permitted."},
    {.slug = "send-disconnect.unsupported-data-is-wsaenoprotoopt",
     .id = "SDC-06",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect",
     .needs = "P-PEER",
     .text = "Non-NULL pointer with a provider lacking the feature → WSAENOPROTOOPT."},
    {.slug = "send-disconnect.failure-reasons-are-listed",
     .id = "SDC-07",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsasenddisconnect",
     .text =
         "Reasons: WSANOTINITIALISED (API only), WSAENETDOWN, WSAENOPROTOOPT, WSAEINPROGRESS, "
         "WSAENOTCONN (connection-oriented), WSAENOTSOCK, WSAEFAULT (data not fully "
         "addressable)."},
    {.slug = "send-disconnect.neither-closes-nor-blocks",
     .id = "SDC-08",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect",
     .needs = "P-PEER",
     .text = "Does not close, does not block whatever SO_LINGER says, no reuse promise."},
    {.slug = "send-disconnect.peer-obtains-the-disconnect-data",
     .id = "SDC-09",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsasenddisconnect, D/lpwspsenddisconnect",
     .needs = "P-DISC",
     .text = "Data sent this way is what the peer obtains via WSARecvDisconnect."},
}};
// clang-format on

static_assert(are_the_rows_of("send-disconnect", send_disconnect));

}  // namespace wsconform::clauses
