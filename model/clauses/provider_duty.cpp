// Other duties of a provider.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("provider-duty")> provider_duty{{
    {.slug = "provider-duty.new-handles-pass-through-an-upcall",
     .id = "PRV-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/descriptor-allocation, D/lpwspsocket",
     .needs = "P-PROV",
     .text =
         "IFS providers pass each new handle through ModifyIFSHandle, non-IFS ones obtain it "
         "from CreateSocketHandle, before giving it to the client; only the resulting value is "
         "used towards the client.",
     .allowed =
         "More handles may pass through than there are sockets, because a provider may ask for "
         "some in advance; fewer may not."},
    {.slug = "provider-duty.ifs-flag-matches-handle-kind",
     .id = "PRV-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wsaprotocol_info, D/wpucreatesockethandle",
     .needs = "P-PROV",
     .text = "XP1_IFS_HANDLES is set iff the provider hands out IFS handles."},
    {.slug = "provider-duty.wildcard-selectors-are-accepted",
     .id = "PRV-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspsocket, W/transport-division",
     .needs = "P-SPI",
     .text =
         "Zero for address family or socket type and FROM_PROTOCOL_INFO (-1) for any of the "
         "three selectors must be accepted."},
    {.slug = "provider-duty.completion-routines-never-nest",
     .id = "PRV-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecv, D/lpwspsend",
     .needs = "P-SPI",
     .text =
         "Send/receive entries may be called from a completion routine; completion routines of "
         "one socket are never nested."},
    {.slug = "provider-duty.accept-condition-runs-on-caller-thread",
     .id = "PRV-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspaccept",
     .needs = "P-SPI, P-PEER",
     .text = "The accept condition function runs on the thread that called accept."},
    {.slug = "provider-duty.per-socket-error-is-maintained",
     .id = "PRV-06",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/error-reporting",
     .needs = "P-SPI",
     .text = "The provider maintains the per-socket error behind SO_ERROR."},
}};
// clang-format on

static_assert(are_the_rows_of("provider-duty", provider_duty));

}  // namespace wsconform::clauses
