// Nesting and WSAEINPROGRESS.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("nesting")> nesting{{
    {.slug = "nesting.nested-call-reports-wsaeinprogress",
     .id = "NST-01",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/035, V11/106, W/ws11-blocking-einprogress, E",
     .needs = "P-11, P-HOOK",
     .text =
         "While a thread has a blocking call outstanding, any further Winsock call on it – "
         "blocking or not, on whatever socket – fails with WSAEINPROGRESS.",
     .allowed =
         "Functions that return a handle report the failure as INVALID_SOCKET, zero or NULL. A "
         "call with another fault may be refused for that fault instead."},
    {.slug = "nesting.query-and-cancel-are-exempt",
     .id = "NST-02",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/106, V11/035",
     .needs = "P-11, P-HOOK",
     .text = "Exceptions: WSAIsBlocking and WSACancelBlockingCall."},
    {.slug = "nesting.last-error-and-conversions-keep-working",
     .id = "NST-03",
     .strength = Strength::must_derived,
     .levels = "1.1"_levels,
     .sources = "V11/089, V11/092",
     .needs = "P-11, P-HOOK",
     .ambiguities = {"AMB-18"_ambiguity},
     .text =
         "WSAGetLastError must keep working in that situation (else the code could not be read); "
         "WSASetLastError and the pure conversions (htonl… inet_*) have no failure path."},
    {.slug = "nesting.modern-clients-may-nest-calls",
     .id = "NST-04",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "W/ws11-blocking-einprogress, W/compat-issues",
     .needs = "P-22",
     .ambiguities = {"AMB-19"_ambiguity},
     .text =
         "Clients that negotiated ≥2.0 are under no nesting restriction and are never given "
         "WSAEINPROGRESS for it."},
    {.slug = "nesting.restriction-is-per-thread",
     .id = "NST-05",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "W/blocking-hook",
     .needs = "P-11, P-HOOK, P-2T",
     .text = "The restriction is per thread; another thread of the process may call freely."},
    {.slug = "nesting.refused-call-has-no-effect",
     .id = "NST-06",
     .strength = Strength::must_derived,
     .levels = "1.1"_levels,
     .sources = "V11/106",
     .needs = "P-11, P-HOOK, P-PEER",
     .text =
         "A rejected nested call has no side effect and the outstanding operation is "
         "undisturbed."},
    {.slug = "nesting.provider-callback-may-trigger-wsaeinprogress",
     .id = "NST-07",
     .strength = Strength::may,
     .levels = "2.2, SPI"_levels,
     .sources = "S0, S4, D/lpwspshutdown",
     .needs = "P-PROV",
     .text =
         "The second documented trigger – \"provider still processing a callback\" – covers "
         "calls made from provider callbacks such as an accept condition function.",
     .allowed = "Success is accepted as well as WSAEINPROGRESS."},
    {.slug = "nesting.startup-is-refused-while-blocking",
     .id = "NST-08",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "D/wsastartup, D/wspstartup",
     .needs = "P-11, P-HOOK",
     .text =
         "WSAStartup and WSPStartup also return WSAEINPROGRESS while a 1.1 blocking operation is "
         "in progress."},
    {.slug = "nesting.spi-entries-refuse-nesting-except-cancel",
     .id = "NST-09",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecv, D/lpwspselect, D/lpwspconnect, S2",
     .needs = "P-SPI, P-HOOK",
     .ambiguities = {"AMB-55"_ambiguity},
     .text =
         "SPI socket entries list WSAEINPROGRESS for a nested call; WSPCancelBlockingCall does "
         "not."},
}};
// clang-format on

static_assert(are_the_rows_of("nesting", nesting));

}  // namespace wsconform::clauses
