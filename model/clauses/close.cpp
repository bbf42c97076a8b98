// SPDX-License-Identifier: Apache-2.0

// closesocket, WSPCloseSocket, SO_LINGER.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("close")> close{{
    {.slug = "close.releases-the-descriptor",
     .id = "CLS-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/closesocket, V11/049, D/lpwspclosesocket",
     .text = "Releases the descriptor; 0 on success."},
    {.slug = "close.later-use-is-wsaenotsock",
     .id = "CLS-02",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "V11/049, D/lpwspclosesocket",
     .ambiguities = {"AMB-35"_ambiguity},
     .text = "Later uses of the descriptor fail with WSAENOTSOCK.",
     .allowed = "For clients of 2.0 and later the value may be in use again at once."},
    {.slug = "close.default-returns-at-once-and-delivers",
     .id = "CLS-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/closesocket, D/linger, V11/049",
     .needs = "P-PEER",
     .text =
         "Default is linger off (l_onoff=0,l_linger=0): close returns at once, queued data is "
         "still sent if possible, graceful; never WSAEWOULDBLOCK on a stream socket."},
    {.slug = "close.zero-linger-resets-at-once",
     .id = "CLS-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/closesocket, V11/049",
     .needs = "P-PEER, P-WIRE",
     .text =
         "Linger on with interval 0: close does not wait, circuit is reset, unsent data is lost; "
         "peer's receive fails with WSAECONNRESET (1.1: \"can\" fail).",
     .allowed = "For clients of 1.1 the stream may also end in order."},
    {.slug = "close.timed-linger-waits-then-returns-zero",
     .id = "CLS-05",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/closesocket, D/lpwspclosesocket",
     .needs = "P-PEER",
     .text =
         "Linger on with interval>0 on a blocking socket: close waits until data is delivered or "
         "the interval ends; on expiry the connection is terminated before return. Return value "
         "is 0 in both cases."},
    {.slug = "close.legacy-linger-wait-is-a-blocking-call",
     .id = "CLS-06",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/049",
     .needs = "P-11, P-HOOK, P-PEER",
     .text = "1.1: same wait; during it the call is a blocking call (hook, cancel → WSAEINTR)."},
    {.slug = "close.nonblocking-linger-reports-wsaewouldblock",
     .id = "CLS-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/closesocket, V11/049, D/lpwspclosesocket",
     .needs = "P-PEER",
     .ambiguities = {"AMB-34"_ambiguity},
     .text =
         "Linger on with interval>0 on a non-blocking socket: WSAEWOULDBLOCK; 2.x adds \"if it "
         "cannot complete immediately\", and then the handle is still valid and no disconnect "
         "was started – call again later.",
     .allowed =
         "For clients of 2.0 and later a close that need not wait may succeed or report "
         "WSAEWOULDBLOCK."},
    {.slug = "close.linger-structure-holds-two-16-bit-values",
     .id = "CLS-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/closesocket, D/linger, H",
     .text =
         "linger is two 16-bit unsigned values, seconds in l_linger, meaningful only if "
         "l_onoff≠0."},
    {.slug = "close.so-dontlinger-polarity-differs",
     .id = "CLS-09",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/067, D/linger",
     .ambiguities = {"AMB-36"_ambiguity},
     .text =
         "SO_DONTLINGER is the boolean view: 1.1 says enabling it equals l_onoff=0, the linger "
         "page says a non-zero value sets l_onoff non-zero.",
     .allowed = "Both polarities are accepted, and the profile says which one the provider has."},
    {.slug = "close.datagram-linger-option-is-wsaenoprotoopt",
     .id = "CLS-10",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/067",
     .text = "SO_LINGER/SO_DONTLINGER on a datagram socket → WSAENOPROTOOPT."},
    {.slug = "close.pending-overlapped-operations-still-notify",
     .id = "CLS-11",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/closesocket, D/lpwspclosesocket",
     .needs = "P-PEER",
     .text =
         "Pending overlapped operations are cancelled, fail with WSA_OPERATION_ABORTED and their "
         "chosen completion action (event, routine, port) does take place."},
    {.slug = "close.pending-calls-are-cancelled-silently",
     .id = "CLS-12",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwspclosesocket",
     .needs = "P-SPI, P-WIN",
     .witness = Witness::event_message,
     .text =
         "Pending blocking or message-style calls of any thread are cancelled without messages."},
    {.slug = "close.local-close-posts-no-fd-close",
     .id = "CLS-13",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/closesocket, D/lpwspclosesocket, V11/085",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_close,
     .text =
         "No FD_CLOSE is posted after local close; 1.1 adds that unposted messages should be "
         "purged, but already posted ones may still be seen."},
    {.slug = "close.provider-may-keep-resources-a-while",
     .id = "CLS-14",
     .strength = Strength::may,
     .levels = "2.2, SPI"_levels,
     .sources = "D/closesocket, D/lpwspclosesocket",
     .text = "After a default close the provider may keep resources for a provider-chosen time."},
    {.slug = "close.programs-avoid-concurrent-close",
     .id = "CLS-15",
     .strength = Strength::advisory,
     .levels = "2.2"_levels,
     .sources = "D/closesocket",
     .ambiguities = {"AMB-25"_ambiguity},
     .text = "Never close a socket concurrently with another call on it."},
    {.slug = "close.failure-reasons-are-listed",
     .id = "CLS-16",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/closesocket, V11/049",
     .text =
         "Reasons: WSANOTINITIALISED, WSAENETDOWN, WSAENOTSOCK, WSAEINPROGRESS, WSAEINTR, "
         "WSAEWOULDBLOCK (SPI list lacks WSANOTINITIALISED and WSAEINTR)."},
    {.slug = "close.non-ifs-provider-gives-handle-back",
     .id = "CLS-17",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/closing-sockets, D/wpuclosesockethandle",
     .needs = "P-PROV, P-NONIFS",
     .text = "Non-IFS providers give the handle back with WPUCloseSocketHandle during close."},
    {.slug = "close.shared-sockets-are-reference-counted",
     .id = "CLS-18",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/closing-sockets, W/reference-counting",
     .needs = "P-SPI",
     .text =
         "Shared sockets are reference counted: state is discarded only with the last "
         "descriptor."},
    {.slug = "close.abortive-close-leaves-no-time-wait",
     .id = "CLS-19",
     .strength = Strength::must_derived,
     .levels = "2.2"_levels,
     .sources = "D/closesocket",
     .needs = "P-PEER",
     .text = "After an abortive close there is no TIME_WAIT; after a graceful one there may be."},
}};
// clang-format on

static_assert(are_the_rows_of("close", close));

}  // namespace wsconform::clauses
