// How a receiver learns of the end.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("end-of-stream")> end_of_stream{{
    {.slug = "end-of-stream.byte-stream-receive-returns-zero",
     .id = "DIS-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv, D/lpwsprecv, V11/062, W/connection-shutdown",
     .needs = "P-PEER",
     .text =
         "Byte-stream socket, peer closed gracefully, data drained → receive completes with 0 "
         "bytes, and keeps doing so."},
    {.slug = "end-of-stream.message-socket-reports-wsaediscon",
     .id = "DIS-02",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv, D/lpwsprecv, W/connection-shutdown, E",
     .needs = "P-MSGO",
     .text =
         "Message-oriented socket in the same situation → failure WSAEDISCON (10101) from "
         "WSARecv/WSARecvFrom/WSPRecv."},
    {.slug = "end-of-stream.plain-recv-may-report-wsaediscon",
     .id = "DIS-03",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/recv, S4",
     .needs = "P-MSGO",
     .ambiguities = {"AMB-38"_ambiguity},
     .text = "The recv page omits WSAEDISCON while the seed says recv/WSARecv may return it.",
     .allowed =
         "On a socket that keeps message boundaries recv may fail with WSAEDISCON or return 0."},
    {.slug = "end-of-stream.abortive-close-is-wsaeconnreset",
     .id = "DIS-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv, D/lpwsprecv, V11/062, W/connection-shutdown",
     .needs = "P-PEER",
     .text = "Abortive close → WSAECONNRESET in every case."},
    {.slug = "end-of-stream.protocol-flags-decide-stream-behaviour",
     .id = "DIS-05",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv, D/lpwsprecv",
     .needs = "P-MSGO",
     .text =
         "\"Acts as byte stream\" if XP1_MESSAGE_ORIENTED is clear, or XP1_PSEUDO_STREAM is set, "
         "or MSG_PARTIAL is used on a message protocol; only MESSAGE_ORIENTED without "
         "PSEUDO_STREAM and without MSG_PARTIAL acts message-oriented."},
    {.slug = "end-of-stream.earlier-data-comes-first",
     .id = "DIS-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/recv",
     .needs = "P-PEER",
     .text = "Data received before the close is delivered before the end indication."},
    {.slug = "end-of-stream.keep-alive-failure-starts-as-wsaenetreset",
     .id = "DIS-07",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "E, V11/067",
     .needs = "P-DOWN, P-PEER",
     .ambiguities = {"AMB-39"_ambiguity},
     .text =
         "Keep-alive failure: operation in progress WSAENETRESET; afterwards WSAECONNRESET (2.x "
         "table) or WSAENOTCONN (1.1)."},
    {.slug = "end-of-stream.select-reports-closed-peer-readable",
     .id = "DIS-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/lpwspselect, V11/064",
     .needs = "P-PEER",
     .text =
         "select marks a connection-oriented socket readable when the peer has closed or reset "
         "it, so that the following receive completes at once (0, WSAEDISCON or WSAECONNRESET as "
         "above)."},
}};
// clang-format on

static_assert(are_the_rows_of("end-of-stream", end_of_stream));

}  // namespace wsconform::clauses
