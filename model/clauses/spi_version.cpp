// Version negotiation and WSPDATA.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("spi-version")> spi_version{{
    {.slug = "spi-version.negotiation-matches-the-api-rule",
     .id = "SPV-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text =
         "Rule identical to VER-01..03: succeed iff requested ≥ provider's lowest; wHighVersion "
         "= provider's highest; wVersion = min of both."},
    {.slug = "spi-version.negotiation-table-rows-hold",
     .id = "SPV-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text =
         "Table rows (provider range / request → wVersion,wHigh): {1.1}/1.1→1.1,1.1; "
         "{1.0}/1.1→1.0,1.0; {1.0-1.1}/1.0→1.0,1.1; {1.0-1.1}/1.1→1.1,1.1; "
         "{1.1}/1.0→WSAVERNOTSUPPORTED; {1.1}/2.0→1.1,1.1; {2.0}/2.0→2.0,2.0; {2.2}/2.2→2.2,2.2."},
    {.slug = "spi-version.modern-only-provider-refuses-older-requests",
     .id = "SPV-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup",
     .needs = "P-SPI",
     .text =
         "A provider that supports only 2.2 refuses any request below 2.2 and otherwise reports "
         "2.2/2.2."},
    {.slug = "spi-version.dll-passes-its-highest-version",
     .id = "SPV-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wspstartup, W/initialization",
     .needs = "P-PROV",
     .text = "The DLL passes the highest version it can handle."},
    {.slug = "spi-version.wspdata-layout-is-fixed",
     .id = "SPV-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "H, D/wspdata",
     .needs = "P-SPI",
     .ambiguities = {"AMB-53"_ambiguity},
     .text =
         "WSPDATA = {WORD wVersion; WORD wHighVersion; WCHAR szDescription[256]}; 516 bytes; "
         "description NUL-terminated Unicode without control characters."},
}};
// clang-format on

static_assert(are_the_rows_of("spi-version", spi_version));

}  // namespace wsconform::clauses
