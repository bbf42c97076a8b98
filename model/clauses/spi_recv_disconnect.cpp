// WSPRecvDisconnect.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("spi-recv-disconnect")> spi_recv_disconnect{{
    {.slug = "spi-recv-disconnect.takes-socket-buffer-and-error-pointer",
     .id = "SRD-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecvdisconnect, H",
     .needs = "P-SPI",
     .text = "Signature int (SOCKET, LPWSABUF, LPINT lpErrno); slot 20 (0-based)."},
    {.slug = "spi-recv-disconnect.failure-reasons-go-through-lperrno",
     .id = "SRD-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecvdisconnect",
     .needs = "P-SPI",
     .text =
         "0 or SOCKET_ERROR with reason through lpErrno; reasons: WSAENETDOWN, WSAEFAULT, "
         "WSAENOPROTOOPT, WSAEINPROGRESS, WSAENOTCONN, WSAENOTSOCK (no WSANOTINITIALISED)."},
    {.slug = "spi-recv-disconnect.tcp-data-may-be-absorbed-silently",
     .id = "SRD-03",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecvdisconnect",
     .needs = "P-SPI, P-PEER, P-WIRE",
     .ambiguities = {"AMB-26"_ambiguity},
     .text =
         "Its text keeps the older TCP description: the window stays as it was and incoming "
         "bytes are taken without being acknowledged until it has filled up – i.e. no reset.",
     .allowed = "The reset of RDC-08 and RDC-09 and silent absorption are both accepted."},
    {.slug = "spi-recv-disconnect.remaining-effects-match-the-api",
     .id = "SRD-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecvdisconnect",
     .needs = "P-SPI",
     .text =
         "UDP accepted+queued, no ICMP, no close, no block, no reuse promise: as "
         "RDC-10/11/22/23/24."},
    {.slug = "spi-recv-disconnect.api-forwards-to-owning-provider",
     .id = "SRD-05",
     .strength = Strength::must_derived,
     .levels = "SPI"_levels,
     .sources = "W/transport-mapping, W/error-reporting",
     .needs = "P-PROV",
     .text =
         "The API entry forwards to this slot of the provider owning the socket and turns "
         "*lpErrno into the thread error."},
    {.slug = "spi-recv-disconnect.api-text-overrides-spi-omissions",
     .id = "SRD-06",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecvdisconnect",
     .needs = "P-SPI",
     .ambiguities = {"AMB-28"_ambiguity, "AMB-31"_ambiguity},
     .text =
         "Unlike the API page, the reset code is not listed among the cues that announce a "
         "closed circuit, and the TCP exemption from WSAENOPROTOOPT is missing.",
     .allowed = "Where the two texts differ, the text of the API governs."},
}};
// clang-format on

static_assert(are_the_rows_of("spi-recv-disconnect", spi_recv_disconnect));

}  // namespace wsconform::clauses
