// SPDX-License-Identifier: Apache-2.0

// WSPCleanup.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("spi-cleanup")> spi_cleanup{{
    {.slug = "spi-cleanup.failure-reasons-are-listed",
     .id = "SPC-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspcleanup, H",
     .needs = "P-SPI",
     .ambiguities = {"AMB-49"_ambiguity},
     .text =
         "int (LPINT lpErrno), slot 5: 0, or SOCKET_ERROR + WSANOTINITIALISED, WSAENETDOWN "
         "(WSAEINVAL is listed with a name-space description, AMB-49).",
     .allowed = "WSAEINVAL is accepted but never asked for."},
    {.slug = "spi-cleanup.only-final-call-cleans-up",
     .id = "SPC-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspcleanup, W/cleanup",
     .needs = "P-SPI",
     .witness = Witness::torn_down,
     .text = "Per-process count; only the final call cleans up."},
    {.slug = "spi-cleanup.final-call-cancels-pending-work-silently",
     .id = "SPC-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspcleanup",
     .needs = "P-SPI",
     .witness = Witness::event_message,
     .text =
         "Final call: pending blocking/async calls of all threads cancelled without messages or "
         "event signals; overlapped ones end with WSA_OPERATION_ABORTED without event or "
         "routine; open sockets reset and freed."},
    {.slug = "spi-cleanup.closed-socket-data-is-still-sent",
     .id = "SPC-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspcleanup, W/cleanup",
     .needs = "P-SPI, P-PEER",
     .text =
         "Data of already closed (graceful) sockets is still sent; the call does not return "
         "before the DLL can be unloaded safely."},
    {.slug = "spi-cleanup.startup-works-again-afterwards",
     .id = "SPC-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspcleanup, W/cleanup",
     .needs = "P-SPI",
     .text =
         "Leaves a state in which WSPStartup can be called again at once; survives processes "
         "that end without it."},
    {.slug = "spi-cleanup.dll-calls-it-once-per-startup",
     .id = "SPC-06",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/cleanup",
     .needs = "P-PROV",
     .text = "The DLL (and layers) call it once per WSPStartup."},
}};
// clang-format on

static_assert(are_the_rows_of("spi-cleanup", spi_cleanup));

}  // namespace wsconform::clauses
