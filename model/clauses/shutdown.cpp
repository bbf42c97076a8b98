// shutdown, WSPShutdown.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("shutdown")> shutdown{{
    {.slug = "shutdown.accepts-receive-send-or-both",
     .id = "SHD-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/shutdown, V11/068, H",
     .text =
         "how: SD_RECEIVE 0, SD_SEND 1, SD_BOTH 2; applies to sockets of any type; SPI slot 27."},
    {.slug = "shutdown.invalid-direction-is-wsaeinval",
     .id = "SHD-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/shutdown, V11/068",
     .text =
         "Other how values → WSAEINVAL; in 2.x also a direction inconsistent with a "
         "unidirectional socket."},
    {.slug = "shutdown.modern-sd-receive-resets-on-data",
     .id = "SHD-03",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/shutdown, D/lpwspshutdown",
     .needs = "P-PEER, P-WIRE",
     .text =
         "SD_RECEIVE (2.x): later receives refused; lower layers untouched; TCP with unread or "
         "later data → reset; UDP accepted and queued; no ICMP."},
    {.slug = "shutdown.legacy-sd-receive-may-absorb-data",
     .id = "SHD-04",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/068",
     .needs = "P-11, P-PEER, P-WIRE",
     .ambiguities = {"AMB-26"_ambiguity},
     .text =
         "SD_RECEIVE (1.1): TCP window unchanged, data accepted without acknowledgement until "
         "the window fills; no reset mentioned.",
     .allowed = "For clients of 1.1 both absorption and a reset are accepted."},
    {.slug = "shutdown.sd-send-sends-fin-after-data",
     .id = "SHD-05",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/shutdown",
     .needs = "P-PEER, P-WIRE",
     .ambiguities = {"AMB-32"_ambiguity},
     .text =
         "SD_SEND: later sends refused; on TCP the FIN goes out after queued data was sent (and, "
         "per the 2.x API text, acknowledged).",
     .allowed = "Only the order is checked: all data, then the end of the stream."},
    {.slug = "shutdown.legacy-and-spi-sd-send-sends-fin",
     .id = "SHD-06",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "V11/068, D/lpwspshutdown",
     .needs = "P-PEER",
     .text = "SD_SEND (1.1 and SPI texts): sends refused; a FIN is sent."},
    {.slug = "shutdown.sd-both-combines-both-directions",
     .id = "SHD-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/shutdown, V11/068",
     .needs = "P-PEER",
     .text = "SD_BOTH combines both."},
    {.slug = "shutdown.closed-direction-stays-closed",
     .id = "SHD-08",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/shutdown",
     .needs = "P-PEER",
     .text = "A direction once shut down cannot be re-enabled on that connection."},
    {.slug = "shutdown.neither-closes-nor-blocks",
     .id = "SHD-09",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/shutdown, V11/068",
     .needs = "P-PEER",
     .text =
         "Never closes the socket; never blocks irrespective of SO_LINGER; reuse (connect) need "
         "not be supported."},
    {.slug = "shutdown.unconnected-or-invalid-socket-is-refused",
     .id = "SHD-10",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/shutdown, V11/068",
     .text = "Not connected (connection-oriented only) → WSAENOTCONN; not a socket → WSAENOTSOCK."},
    {.slug = "shutdown.broken-circuit-may-report-abort-or-reset",
     .id = "SHD-11",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/shutdown",
     .needs = "P-PEER",
     .text =
         "On a broken circuit the 2.x page allows WSAECONNABORTED or WSAECONNRESET; the program "
         "should then close.",
     .allowed = "Success and WSAENOTCONN are accepted as well."},
    {.slug = "shutdown.legacy-wsaeintr-is-tolerated",
     .id = "SHD-12",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/068",
     .needs = "P-11",
     .ambiguities = {"AMB-33"_ambiguity},
     .text = "1.1 lists WSAEINTR although the routine is said not to block.",
     .allowed = "WSAEINTR is accepted."},
    {.slug = "shutdown.recommended-close-waits-for-peer-end",
     .id = "SHD-13",
     .strength = Strength::advisory,
     .levels = "2.2"_levels,
     .sources = "D/shutdown",
     .needs = "P-PEER",
     .text =
         "Recommended close: SD_SEND, wait FD_CLOSE or receive until 0, then closesocket; a "
         "receive error instead of 0 means graceful close failed."},
    {.slug = "shutdown.disabled-direction-reports-wsaeshutdown",
     .id = "SHD-14",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/recv, D/wsarecv, V11/062, V11/065, D/lpwspsend",
     .needs = "P-PEER",
     .text = "Error for using a shut-down direction is WSAESHUTDOWN."},
}};
// clang-format on

static_assert(are_the_rows_of("shutdown", shutdown));

}  // namespace wsconform::clauses
