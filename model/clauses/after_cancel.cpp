// What a cancelled call leaves behind.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("after-cancel")> after_cancel{{
    {.slug = "after-cancel.accept-leaves-socket-listening",
     .id = "LEF-01",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-HOOK, P-PEER",
     .text =
         "accept: socket still listening; a connection already or later queued can be accepted; "
         "same options/mode."},
    {.slug = "after-cancel.select-leaves-sockets-unchanged",
     .id = "LEF-02",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-HOOK, P-PEER",
     .text =
         "select: each socket keeps readiness and data; fd_set contents after the failed call "
         "are unspecified."},
    {.slug = "after-cancel.connect-leaves-socket-indeterminate",
     .id = "LEF-03",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-HOOK, P-PEER",
     .text = "connect: socket indeterminate; only close guaranteed; see CBC-19..21."},
    {.slug = "after-cancel.stream-receive-loses-nothing-or-aborts",
     .id = "LEF-04",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-HOOK, P-PEER",
     .text =
         "recv on stream: either no byte lost (next recv continues in order) or abort rule "
         "CBC-16 applies."},
    {.slug = "after-cancel.stream-send-delivers-prefix-or-aborts",
     .id = "LEF-05",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-HOOK, P-PEER",
     .text =
         "send on stream: amount transferred is unknown to the caller, so integrity counts as "
         "lost unless nothing or a well-defined prefix was queued; else abort rule.",
     .allowed =
         "The peer sees an exact prefix of what was sent, with nothing doubled or reordered."},
    {.slug = "after-cancel.datagram-socket-is-indeterminate",
     .id = "LEF-06",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-HOOK",
     .text =
         "recvfrom/sendto on datagram sockets: indeterminate; the stream abort rule does not "
         "apply.",
     .allowed =
         "Closing the socket works; any other call may succeed or fail with any published code."},
    {.slug = "after-cancel.lingering-close-leaves-handle-unspecified",
     .id = "LEF-07",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/049, D/closesocket",
     .needs = "P-11, P-HOOK, P-PEER",
     .ambiguities = {"AMB-24"_ambiguity},
     .text =
         "closesocket blocked on linger: WSAEINTR is listed, but whether the handle survives is "
         "not said.",
     .allowed = "A second closesocket may succeed or fail with WSAENOTSOCK."},
    {.slug = "after-cancel.database-lookup-returns-null-with-wsaeintr",
     .id = "LEF-08",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/071-077",
     .needs = "P-11, P-HOOK, P-SLOW",
     .text =
         "getXbyY: ends with a NULL result and WSAEINTR; no socket is concerned and the next "
         "lookup works."},
    {.slug = "after-cancel.close-always-frees-the-descriptor",
     .id = "LEF-09",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-HOOK",
     .text =
         "In every row close returns success and frees the descriptor (or, on linger>0 + "
         "non-blocking, follows CLS-07)."},
    {.slug = "after-cancel.zero-linger-close-resets-connection",
     .id = "LEF-10",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-HOOK, P-PEER, P-WIRE",
     .text = "Linger (on, 0) + close resets an established connection that was cancelled."},
}};
// clang-format on

static_assert(are_the_rows_of("after-cancel", after_cancel));

}  // namespace wsconform::clauses
