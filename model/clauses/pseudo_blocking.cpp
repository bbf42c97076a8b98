// SPDX-License-Identifier: Apache-2.0

// Pseudo-blocking, and which calls block.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("pseudo-blocking")> pseudo_blocking{{
    {.slug = "pseudo-blocking.loop-runs-until-done-or-cancelled",
     .id = "PBK-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/pseudo-blocking, W/blocking-operations",
     .needs = "P-PROV, P-11, P-HOOK",
     .text =
         "For 1.1-style clients a provider starts the operation, then loops: dispatch messages / "
         "yield, test for completion; the loop ends on completion or when a cancel was "
         "requested."},
    {.slug = "pseudo-blocking.providers-still-support-pseudo-blocking",
     .id = "PBK-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/blocking-operations",
     .needs = "P-PROV, P-11",
     .text =
         "Although the Winsock 2 API dropped pseudo-blocking, providers still have to support it "
         "because the 1.1 shims emulate it."},
    {.slug = "pseudo-blocking.new-sockets-are-blocking",
     .id = "PBK-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "W/socket-attribute-flags, V11/035",
     .needs = "P-PEER",
     .text = "New sockets start in blocking mode."},
    {.slug = "pseudo-blocking.fionbio-or-event-registration-makes-nonblocking",
     .id = "PBK-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "W/socket-attribute-flags, V11/035, D/wsaasyncselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "FIONBIO, WSAAsyncSelect and WSAEventSelect switch a socket to non-blocking; going back "
         "needs the event registration cleared first."},
    {.slug = "pseudo-blocking.only-listed-routines-may-block",
     .id = "PBK-05",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/034, V11/036",
     .needs = "P-11, P-HOOK",
     .ambiguities = {"AMB-21"_ambiguity},
     .witness = Witness::hook_run,
     .text =
         "Routines marked as able to block: recv, recvfrom, select, send, sendto and the getXbyY "
         "database calls; closesocket blocks only with a linger interval; accept and connect "
         "also carry the interrupted-call code and wait text."},
    {.slug = "pseudo-blocking.immediate-routines-never-run-hook",
     .id = "PBK-06",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/035, W/ws11-blocking-einprogress",
     .needs = "P-11, P-HOOK",
     .witness = Witness::hook_run,
     .text =
         "Routines such as bind, getsockopt and getpeername finish at once in either mode, so "
         "the hook never runs for them."},
    {.slug = "pseudo-blocking.thread-has-one-outstanding-blocking-call",
     .id = "PBK-07",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/090",
     .needs = "P-11, P-HOOK",
     .text =
         "No thread may have more than one outstanding blocking call; the implementation "
         "enforces this."},
    {.slug = "pseudo-blocking.cross-thread-close-interrupts-blocked-call",
     .id = "PBK-08",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/032",
     .needs = "P-2T, P-PEER",
     .ambiguities = {"AMB-25"_ambiguity},
     .text =
         "Closing a socket from another thread makes a blocking call pending on it fail with "
         "WSAEINTR, as if cancelled; this also holds for select when one of its sockets is "
         "closed."},
    {.slug = "pseudo-blocking.interrupted-library-hands-control-back",
     .id = "PBK-09",
     .strength = Strength::advisory,
     .levels = "1.1"_levels,
     .sources = "V11/042",
     .text =
         "A library whose blocking call ends with WSAEINTR should hand control back to its "
         "caller quickly; libraries are advised to install their own hook."},
    {.slug = "pseudo-blocking.apc-must-not-start-blocking-call",
     .id = "PBK-10",
     .strength = Strength::advisory,
     .levels = "2.2"_levels,
     .sources = "S4, D/wsarecvdisconnect",
     .text =
         "A blocking Winsock call may sit in an alertable wait and be interrupted by an APC on "
         "the same thread; starting another blocking Winsock call from such an APC is undefined "
         "and must not be done."},
}};
// clang-format on

static_assert(are_the_rows_of("pseudo-blocking", pseudo_blocking));

}  // namespace wsconform::clauses
