// WSAStartup.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("startup")> startup{{
    {.slug = "startup.returns-the-error-code-itself",
     .id = "STU-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093, H",
     .text =
         "int WSAStartup(WORD wVersionRequested, LPWSADATA): 0 on success, otherwise the error "
         "code itself is the return value (never SOCKET_ERROR)."},
    {.slug = "startup.failure-bypasses-last-error",
     .id = "STU-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text =
         "WSAGetLastError is not to be used for its failures (the per-client area may not exist "
         "yet)."},
    {.slug = "startup.modern-failure-codes-are-listed",
     .id = "STU-03",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsastartup",
     .text =
         "Failure codes 2.2: WSASYSNOTREADY, WSAVERNOTSUPPORTED, WSAEINPROGRESS, WSAEPROCLIM, "
         "WSAEFAULT."},
    {.slug = "startup.legacy-failure-codes-are-listed",
     .id = "STU-04",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/093",
     .needs = "P-11",
     .ambiguities = {"AMB-42"_ambiguity},
     .text =
         "Failure codes 1.1: WSASYSNOTREADY, WSAVERNOTSUPPORTED, WSAEINVAL (the latter also "
         "described as version not supported).",
     .allowed =
         "A 1.1 DLL may report WSAEINVAL or WSAVERNOTSUPPORTED for a version that it does not "
         "support."},
    {.slug = "startup.major-version-is-low-byte",
     .id = "STU-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text =
         "Low-order byte is the major, high-order byte the minor version, in the request and in "
         "both WSADATA version fields."},
    {.slug = "startup.must-be-the-first-call",
     .id = "STU-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text = "It must be the first Winsock call; others work only after a success."},
    {.slug = "startup.each-success-needs-one-cleanup",
     .id = "STU-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text = "It may be called repeatedly; each success needs one WSACleanup."},
    {.slug = "startup.each-call-may-name-another-version",
     .id = "STU-08",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsastartup",
     .text = "Each of these calls may name any supported version."},
    {.slug = "startup.legacy-first-version-may-stick",
     .id = "STU-09",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/093",
     .needs = "P-11",
     .ambiguities = {"AMB-41"_ambiguity},
     .text =
         "1.1 instead assumes the same version on all calls; the version cannot be changed "
         "later.",
     .allowed = "The first version may stick, or each call may negotiate anew."},
    {.slug = "startup.bad-data-pointer-is-wsaefault",
     .id = "STU-10",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsastartup",
     .text = "Invalid lpWSAData pointer → WSAEFAULT."},
    {.slug = "startup.failed-call-does-not-count",
     .id = "STU-11",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup",
     .text =
         "A failed call does not count: it needs no cleanup and does not make other functions "
         "usable."},
    {.slug = "startup.wsadata-layout-is-fixed-per-bitness",
     .id = "STU-12",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsadata, V11/093, H",
     .text =
         "WSADATA: wVersion, wHighVersion, description ≤256 chars + NUL, status ≤128 + NUL, "
         "iMaxSockets, iMaxUdpDg, lpVendorInfo; member order differs between 32- and 64-bit "
         "headers (sizes 400 / 408)."},
    {.slug = "startup.modern-limit-fields-are-ignored",
     .id = "STU-13",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsadata",
     .needs = "P-22",
     .text =
         "iMaxSockets, iMaxUdpDg, lpVendorInfo are to be ignored when the returned major version "
         "≥2."},
    {.slug = "startup.legacy-limit-fields-carry-bounds",
     .id = "STU-14",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/093",
     .needs = "P-11",
     .text = "1.1: iMaxUdpDg is 0 (no limit) or ≥512; iMaxSockets is an upper bound only."},
    {.slug = "startup.dllmain-must-not-call-it",
     .id = "STU-15",
     .strength = Strength::advisory,
     .levels = "2.2"_levels,
     .sources = "D/wsastartup, D/wsacleanup",
     .text = "Neither WSAStartup nor WSACleanup should be called from DllMain (deadlock risk)."},
    {.slug = "startup.full-or-unready-system-may-refuse",
     .id = "STU-16",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsastartup, E",
     .needs = "P-DOWN, P-OOM",
     .text =
         "WSAEPROCLIM when a limit on concurrent tasks is reached; WSASYSNOTREADY when the "
         "network subsystem is not ready."},
    {.slug = "startup.unsuitable-version-calls-for-cleanup",
     .id = "STU-17",
     .strength = Strength::advisory,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsastartup, V11/093",
     .text =
         "A program that cannot live with the returned wVersion is expected to undo the startup "
         "with WSACleanup and give up (or look for another DLL)."},
}};
// clang-format on

static_assert(are_the_rows_of("startup", startup));

}  // namespace wsconform::clauses
