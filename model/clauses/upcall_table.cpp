// WSPUPCALLTABLE.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("upcall-table")> upcall_table{{
    {.slug = "upcall-table.fifteen-entries-have-fixed-order",
     .id = "UPT-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "H, D/wspupcalltable",
     .text =
         "15 function pointers in this order (0-based): 0 CloseEvent, 1 CloseSocketHandle, 2 "
         "CreateEvent, 3 CreateSocketHandle, 4 FDIsSet, 5 GetProviderPath, 6 ModifyIFSHandle, 7 "
         "PostMessage, 8 QueryBlockingCallback, 9 QuerySocketHandleContext, 10 QueueApc, 11 "
         "ResetEvent, 12 SetEvent, 13 OpenCurrentThread, 14 CloseThread."},
    {.slug = "upcall-table.is-passed-by-value",
     .id = "UPT-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "H, D/wspstartup",
     .needs = "P-SPI",
     .ambiguities = {"AMB-47"_ambiguity},
     .text =
         "It is passed by value to WSPStartup (60 bytes on 32-bit, 120 on 64-bit); the texts "
         "speak of storing its pointer."},
    {.slug = "upcall-table.required-upcalls-depend-on-handle-kind",
     .id = "UPT-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/upcalls",
     .needs = "P-PROV",
     .text =
         "Required upcalls: CloseSocketHandle, GetProviderPath, PostMessage, "
         "QueryBlockingCallback always; CreateSocketHandle and QuerySocketHandleContext for "
         "non-IFS; ModifyIFSHandle for IFS providers."},
    {.slug = "upcall-table.event-and-apc-upcalls-are-optional",
     .id = "UPT-04",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "W/upcalls",
     .needs = "P-PROV",
     .text =
         "Optional (native equivalents allowed): CreateEvent, CloseEvent, SetEvent, ResetEvent, "
         "FDIsSet, QueueApc."},
    {.slug = "upcall-table.layers-pass-it-down-unmodified",
     .id = "UPT-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/initialization",
     .needs = "P-LSP",
     .text =
         "A layered provider passes the table down unmodified; upcalls go straight to the DLL."},
    {.slug = "upcall-table.permitted-upcall-period-is-unspecified",
     .id = "UPT-06",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-PROV",
     .ambiguities = {"AMB-59"_ambiguity},
     .text =
         "Whether upcalls may already be made inside WSPStartup, or still after the final "
         "WSPCleanup, is not stated.",
     .allowed = "Both are accepted, and the profile says when the provider makes its upcalls."},
}};
// clang-format on

static_assert(are_the_rows_of("upcall-table", upcall_table));

}  // namespace wsconform::clauses
