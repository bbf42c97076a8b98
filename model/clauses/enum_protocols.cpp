// WSAEnumProtocols.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("enum-protocols")> enum_protocols{{
    {.slug = "enum-protocols.returns-the-number-of-entries",
     .id = "ENP-01",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaenumprotocols, H",
     .text =
         "int (LPINT lpiProtocols, LPWSAPROTOCOL_INFO buf, LPDWORD len): returns number of "
         "entries or SOCKET_ERROR."},
    {.slug = "enum-protocols.small-buffer-is-wsaenobufs-with-size",
     .id = "ENP-02",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaenumprotocols",
     .text =
         "Too small a buffer → WSAENOBUFS and *len = bytes required; no partial enumeration "
         "across calls."},
    {.slug = "enum-protocols.filter-restricts-the-result",
     .id = "ENP-03",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaenumprotocols",
     .text =
         "NULL filter = all; otherwise a zero-terminated array of protocol values restricts the "
         "result."},
    {.slug = "enum-protocols.hidden-entries-are-omitted",
     .id = "ENP-04",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaenumprotocols, D/wsaprotocol_info",
     .needs = "P-PROV",
     .text = "Entries flagged PFL_HIDDEN are omitted."},
    {.slug = "enum-protocols.lists-base-protocols-and-chains",
     .id = "ENP-05",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "W/layered-protocols, D/wsaenumprotocols",
     .needs = "P-PROV, P-LSP",
     .ambiguities = {"AMB-40"_ambiguity},
     .text =
         "Only base protocols (chain length 1) and protocol chains (>1) are usable and listed; "
         "bare layered entries (length 0) are not.",
     .allowed =
         "The sources contradict one another on entries of length 0, so these may be listed or "
         "not."},
    {.slug = "enum-protocols.order-follows-the-catalog",
     .id = "ENP-06",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaenumprotocols",
     .needs = "P-PROV",
     .text = "Order equals catalog order."},
    {.slug = "enum-protocols.failure-reasons-are-listed",
     .id = "ENP-07",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaenumprotocols",
     .text =
         "Reasons: WSANOTINITIALISED, WSAENETDOWN, WSAEINPROGRESS, WSAEINVAL, WSAENOBUFS, "
         "WSAEFAULT."},
    {.slug = "enum-protocols.service-flag-bits-are-fixed",
     .id = "ENP-08",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsaprotocol_info, H",
     .text =
         "dwServiceFlags1 bits: CONNECTIONLESS 1, GUARANTEED_DELIVERY 2, GUARANTEED_ORDER 4, "
         "MESSAGE_ORIENTED 8, PSEUDO_STREAM 0x10, GRACEFUL_CLOSE 0x20, EXPEDITED 0x40, "
         "CONNECT_DATA 0x80, DISCONNECT_DATA 0x100, … UNI_SEND 0x8000, UNI_RECV 0x10000, "
         "IFS_HANDLES 0x20000, PARTIAL_MESSAGE 0x40000."},
    {.slug = "enum-protocols.missing-graceful-flag-means-abortive-only",
     .id = "ENP-09",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaprotocol_info",
     .needs = "P-PROV",
     .text = "Without XP1_GRACEFUL_CLOSE only abortive closes exist for the protocol."},
    {.slug = "enum-protocols.unidirectional-flags-exclude-each-other",
     .id = "ENP-10",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaprotocol_info",
     .text = "At most one of UNI_SEND/UNI_RECV may be set."},
    {.slug = "enum-protocols.structure-size-is-fixed",
     .id = "ENP-11",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaprotocol_info, H",
     .text = "Structure size 628 bytes (W) / 372 (A); chain array 7 entries; name ≤255+NUL."},
    {.slug = "enum-protocols.chain-length-tells-entry-kind",
     .id = "ENP-12",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsaprotocol_info, W/transport-configuration",
     .needs = "P-PROV",
     .text =
         "ChainLen 0 = layered protocol, 1 = base, >1 = chain with ids from top to base; "
         "dwCatalogEntryId is assigned by the DLL."},
}};
// clang-format on

static_assert(are_the_rows_of("enum-protocols", enum_protocols));

}  // namespace wsconform::clauses
