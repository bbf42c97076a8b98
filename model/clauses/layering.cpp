// Layering.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("layering")> layering{{
    {.slug = "layering.layer-locates-next-chain-element",
     .id = "LAY-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup, W/initialization",
     .needs = "P-LSP",
     .text =
         "A layer finds its own catalog id in the chain and thereby the next element; to another "
         "layer it passes the same unmodified WSAPROTOCOL_INFO, to the base provider the base's "
         "own."},
    {.slug = "layering.base-provider-needs-no-chain-knowledge",
     .id = "LAY-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-LSP",
     .text = "Base providers need no knowledge of chains."},
    {.slug = "layering.next-layer-may-start-on-demand",
     .id = "LAY-03",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-LSP",
     .text = "Starting the next layer may happen inside WSPStartup or later on demand."},
    {.slug = "layering.layer-may-reuse-lower-entries",
     .id = "LAY-04",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "W/initialization",
     .needs = "P-LSP",
     .text =
         "A layer may duplicate lower entry points in its own table where it need not intervene."},
}};
// clang-format on

static_assert(are_the_rows_of("layering", layering));

}  // namespace wsconform::clauses
