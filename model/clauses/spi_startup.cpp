// SPDX-License-Identifier: Apache-2.0

// WSPStartup.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("spi-startup")> spi_startup{{
    {.slug = "spi-startup.wspstartup-is-the-single-export",
     .id = "SPS-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup, W/function-interface-model, H",
     .needs = "P-PROV",
     .text =
         "WSPStartup is the single exported entry of a transport provider DLL: int (WORD, "
         "LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE by value, LPWSPPROC_TABLE)."},
    {.slug = "spi-startup.returns-the-error-code-itself",
     .id = "SPS-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text =
         "0 on success, else the code itself: WSASYSNOTREADY, WSAVERNOTSUPPORTED, "
         "WSAEINPROGRESS, WSAEPROCLIM, WSAEFAULT."},
    {.slug = "spi-startup.bad-output-pointer-is-wsaefault",
     .id = "SPS-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text = "Bad lpWSPData or lpProcTable → WSAEFAULT."},
    {.slug = "spi-startup.comes-before-any-spi-call",
     .id = "SPS-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text = "First SPI call in a process; nothing else may be issued before it succeeded."},
    {.slug = "spi-startup.fills-all-thirty-entries",
     .id = "SPS-05",
     .strength = Strength::must_derived,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup, E",
     .needs = "P-PROV",
     .text =
         "All 30 table members are filled; a NULL member is named as the usual cause of "
         "WSAEINVALIDPROCTABLE at the DLL."},
    {.slug = "spi-startup.each-success-pairs-with-one-cleanup",
     .id = "SPS-06",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup, W/initialization",
     .needs = "P-SPI",
     .text =
         "May be called many times; every success is paired with one WSPCleanup; a per-process "
         "reference count is kept."},
    {.slug = "spi-startup.latest-upcall-table-wins",
     .id = "SPS-07",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup, W/initialization",
     .needs = "P-SPI",
     .witness = Witness::upcall_made,
     .text =
         "Upcall table is remembered per process; after several startups only the most recently "
         "supplied one is used."},
    {.slug = "spi-startup.upcalls-go-through-the-table",
     .id = "SPS-08",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text = "All WPU functions are called through that table (exception UPC-16)."},
    {.slug = "spi-startup.provider-is-loaded-only-when-needed",
     .id = "SPS-09",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/initialization, D/wspstartup",
     .needs = "P-PROV",
     .text =
         "The DLL loads a provider only when needed, typically on the first socket/WSASocket for "
         "it."},
    {.slug = "spi-startup.protocol-info-selects-the-protocol",
     .id = "SPS-10",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-PROV",
     .text =
         "lpProtocolInfo tells which protocol (catalog entry) is meant; one DLL may serve "
         "several."},
    {.slug = "spi-startup.unsuitable-version-calls-for-cleanup",
     .id = "SPS-11",
     .strength = Strength::advisory,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text =
         "If wVersion is unacceptable the caller calls WSPCleanup and looks for another "
         "provider."},
    {.slug = "spi-startup.service-threads-start-only-on-demand",
     .id = "SPS-12",
     .strength = Strength::advisory,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-PROV",
     .text =
         "Because 16-bit clients cannot create threads, service threads should be created only "
         "on demand and only for Winsock-2-only functions; fail e.g. with WSAEOPNOTSUPP "
         "otherwise."},
    {.slug = "spi-startup.broken-provider-surfaces-as-wsaeproviderfailedinit",
     .id = "SPS-13",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "E",
     .needs = "P-PROV",
     .text =
         "A provider whose DLL cannot be loaded or whose WSPStartup fails surfaces as "
         "WSAEPROVIDERFAILEDINIT."},
    {.slug = "spi-startup.bad-version-may-surface-as-wsaeinvalidprovider",
     .id = "SPS-14",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "E",
     .needs = "P-PROV",
     .ambiguities = {"AMB-48"_ambiguity},
     .text =
         "A provider returning an unacceptable version surfaces as WSAEINVALIDPROVIDER (the "
         "table literally says \"other than 2.0\")."},
}};
// clang-format on

static_assert(are_the_rows_of("spi-startup", spi_startup));

}  // namespace wsconform::clauses
