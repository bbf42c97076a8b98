// Version negotiation.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("version")> version{{
    {.slug = "version.request-below-lowest-is-refused",
     .id = "VER-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text =
         "Succeeds iff requested ≥ lowest version the DLL supports; otherwise WSAVERNOTSUPPORTED "
         "and no negotiation result."},
    {.slug = "version.high-version-is-the-dll-maximum",
     .id = "VER-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text = "wHighVersion = highest version the DLL supports, independent of the request."},
    {.slug = "version.negotiated-is-minimum-of-request-and-highest",
     .id = "VER-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/093, D/wspstartup, D/wsastartup",
     .text = "wVersion = min(requested, highest supported)."},
    {.slug = "version.supported-request-is-echoed",
     .id = "VER-04",
     .strength = Strength::must,
     .levels = "2.2 with clients of every version"_levels,
     .sources = "D/wsastartup, D/wsadata",
     .text =
         "A 2.2 DLL accepts 1.0, 1.1, 2.0, 2.1 and 2.2 and echoes the requested one in wVersion "
         "with wHighVersion 2.2."},
    {.slug = "version.request-above-highest-is-capped",
     .id = "VER-05",
     .strength = Strength::must_derived,
     .levels = "2.2 with clients of every version"_levels,
     .sources = "D/wsastartup",
     .text =
         "A request above 2.2 (2.3, 3.0, 255.255) succeeds with wVersion = wHighVersion = 2.2."},
    {.slug = "version.request-below-1-0-is-refused",
     .id = "VER-06",
     .strength = Strength::must_derived,
     .levels = "2.2 with clients of every version"_levels,
     .sources = "D/wsastartup",
     .text = "A request below 1.0 (0.0, 0.9) fails with WSAVERNOTSUPPORTED."},
    {.slug = "version.in-between-version-may-round-down",
     .id = "VER-07",
     .strength = Strength::may,
     .levels = "2.2 with clients of every version"_levels,
     .sources = "D/wsastartup",
     .ambiguities = {"AMB-43"_ambiguity},
     .text = "A request between listed versions (1.2…1.255) is not covered by the table.",
     .allowed = "wVersion may be 1.1 or the version requested."},
    {.slug = "version.negotiation-table-rows-hold",
     .id = "VER-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup",
     .text =
         "Table rows (DLL range / request → wVersion,wHigh): {1.1}/1.1→1.1,1.1; "
         "{1.0}/1.1→1.0,1.0; {1.0-1.1}/1.0→1.0,1.1; {1.0-1.1}/1.1→1.1,1.1; "
         "{1.1}/1.0→WSAVERNOTSUPPORTED; {1.0-1.1}/2.0→1.1,1.1; {1.0-2.0}/2.0→2.0,2.0; "
         "{1.0-2.0}/2.2→2.0,2.0; {1.0-2.2}/2.2→2.2,2.2."},
    {.slug = "version.behaviour-follows-negotiated-version",
     .id = "VER-09",
     .strength = Strength::must,
     .levels = "2.2 with clients of every version"_levels,
     .sources = "D/wsastartup",
     .needs = "P-11",
     .text =
         "Behaviour follows the negotiated version: a client that negotiated 1.1 keeps 1.1 "
         "behaviour and should use only 1.1 features."},
}};
// clang-format on

static_assert(are_the_rows_of("version", version));

}  // namespace wsconform::clauses
