// SPDX-License-Identifier: Apache-2.0

// WSPCancelBlockingCall.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("cancel-blocking")> cancel_blocking{{
    {.slug = "cancel-blocking.takes-only-an-error-pointer",
     .id = "CBC-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "S2, H",
     .needs = "P-SPI",
     .text =
         "Signature int (LPINT lpErrno); reached through slot 4 (0-based) of the proc table; "
         "header ws2spi.h."},
    {.slug = "cancel-blocking.failure-reason-goes-through-lperrno",
     .id = "CBC-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI",
     .text =
         "Success is 0; otherwise SOCKET_ERROR with the reason stored through lpErrno (not in "
         "the thread error)."},
    {.slug = "cancel-blocking.failure-reasons-are-wsaenetdown-and-wsaeinval",
     .id = "CBC-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI",
     .text =
         "Failure reasons are WSAENETDOWN and WSAEINVAL only; note the absence of "
         "WSANOTINITIALISED and WSAEINPROGRESS."},
    {.slug = "cancel-blocking.idle-thread-gets-wsaeinval",
     .id = "CBC-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI",
     .text = "With no blocking call outstanding the call fails with WSAEINVAL."},
    {.slug = "cancel-blocking.affects-only-the-calling-thread",
     .id = "CBC-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-2T, P-PEER",
     .witness = Witness::call_interrupted,
     .text =
         "Scope is the calling thread: it cancels that thread's outstanding blocking operation "
         "and none of another thread's."},
    {.slug = "cancel-blocking.interrupted-operation-ends-with-wsaeintr",
     .id = "CBC-06",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER",
     .text = "The interrupted operation ends as soon as possible with WSAEINTR.",
     .allowed =
         "An operation that completed before the cancel returns its normal success instead."},
    {.slug = "cancel-blocking.message-handler-cancel-acts-after-return",
     .id = "CBC-07",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-WIN",
     .text =
         "Case A – cancel issued while handling a message dispatched by the pseudo-blocking "
         "loop: the operation ends only after message handling has returned control to that "
         "loop."},
    {.slug = "cancel-blocking.hook-cancel-acts-after-hook-returns",
     .id = "CBC-08",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK",
     .ambiguities = {"AMB-15"_ambiguity},
     .witness = Witness::hook_run,
     .text =
         "Case B – cancel issued from the blocking hook: the operation ends once the hook "
         "function returns; no further hook rounds are needed.",
     .allowed =
         "The wait does not go round again, but a hook that returned TRUE when it cancelled may "
         "still be called until it returns FALSE."},
    {.slug = "cancel-blocking.message-handler-sees-wsaisblocking-true",
     .id = "CBC-09",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-11, P-HOOK, P-WIN",
     .text = "In case A the program can observe WSAIsBlocking as TRUE."},
    {.slug = "cancel-blocking.cancelled-accept-keeps-listener-intact",
     .id = "CBC-10",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER",
     .witness = Witness::call_interrupted,
     .text =
         "Cancelling accept does no harm: only that call fails and the listening socket's state "
         "and legal operations are unchanged."},
    {.slug = "cancel-blocking.cancelled-select-harms-no-socket",
     .id = "CBC-11",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER",
     .witness = Witness::call_interrupted,
     .text = "Cancelling select does no harm to any socket in its sets."},
    {.slug = "cancel-blocking.other-cancelled-sockets-may-be-undefined",
     .id = "CBC-12",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK",
     .text = "For every other operation the socket may be left in an undefined condition.",
     .allowed = "Any behaviour of the socket is accepted but what CBC-14 and CBC-16 exclude."},
    {.slug = "cancel-blocking.later-operations-may-still-work",
     .id = "CBC-13",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK",
     .text =
         "After such a cancel, operations other than close may happen to work on some providers."},
    {.slug = "cancel-blocking.close-always-works-afterwards",
     .id = "CBC-14",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK",
     .text = "After any cancel, closing the socket is the one operation that is guaranteed."},
    {.slug = "cancel-blocking.clients-rely-on-close-only",
     .id = "CBC-15",
     .strength = Strength::advisory,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .text = "Clients that want portability must not rely on any other operation after a cancel."},
    {.slug = "cancel-blocking.damaged-stream-is-reset-and-aborted",
     .id = "CBC-16",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER, P-WIRE",
     .text =
         "If the cancel damaged the integrity of a stream socket's data, the provider resets the "
         "connection and every later operation other than close fails with WSAECONNABORTED."},
    {.slug = "cancel-blocking.success-may-have-cancelled-nothing",
     .id = "CBC-17",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-RACE, P-PEER",
     .ambiguities = {"AMB-58"_ambiguity},
     .text =
         "The cancel may report success even though the operation completed first; then the "
         "operation returns its normal success, exactly as without the cancel."},
    {.slug = "cancel-blocking.only-wsaeintr-proves-a-cancel",
     .id = "CBC-18",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-RACE",
     .text =
         "The only reliable evidence that something was cancelled is WSAEINTR from the "
         "operation; conversely a successful operation result must be a full, valid one."},
    {.slug = "cancel-blocking.cancelled-connect-may-hold-resources",
     .id = "CBC-19",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER, P-WIRE",
     .ambiguities = {"AMB-23"_ambiguity},
     .text =
         "Cancelling a blocking connect ends the call soon, but the provider may hold the "
         "socket's resources until the attempt completes (and is then reset) or times out."},
    {.slug = "cancel-blocking.next-connect-or-socket-may-fail",
     .id = "CBC-20",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER",
     .text =
         "Consequence: right after cancelling a connect, opening another socket (if none are "
         "free) or connecting again to the same peer may fail.",
     .allowed = "Success and any published code are accepted."},
    {.slug = "cancel-blocking.cancelled-connect-never-becomes-usable",
     .id = "CBC-21",
     .strength = Strength::must_derived,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER",
     .witness = Witness::call_interrupted,
     .text =
         "A connection whose connect was cancelled must not end up established and usable at the "
         "peer: if the handshake finishes it is reset.",
     .allowed = "The peer sees a reset, or never accepts the connection."},
    {.slug = "cancel-blocking.zero-linger-close-forces-reset",
     .id = "CBC-22",
     .strength = Strength::advisory,
     .levels = "1.1, SPI"_levels,
     .sources = "S2, V11/087",
     .needs = "P-SPI, P-HOOK, P-PEER, P-WIRE",
     .ambiguities = {"AMB-22"_ambiguity},
     .text =
         "Recipe to force a reset after a cancel: zero linger interval (SO_LINGER on, 0) "
         "followed by close.",
     .allowed = "Setting the option after a cancel is itself not guaranteed to work."},
    {.slug = "cancel-blocking.may-be-called-at-any-time",
     .id = "CBC-23",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/canceling-blocking-operations",
     .needs = "P-SPI",
     .text =
         "The cancel entry may be invoked at any time, including while blocked or when nothing "
         "is outstanding (then CBC-04)."},
    {.slug = "cancel-blocking.second-cancel-is-unspecified",
     .id = "CBC-24",
     .strength = Strength::may,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK",
     .text = "A second cancel for the same, not yet terminated operation is unspecified.",
     .allowed = "Success and WSAEINVAL are accepted."},
    {.slug = "cancel-blocking.stale-cancel-spares-later-calls",
     .id = "CBC-25",
     .strength = Strength::must_derived,
     .levels = "1.1, SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-HOOK, P-PEER",
     .witness = Witness::call_interrupted,
     .text =
         "A cancel applies only to the operation outstanding at that moment; a later blocking "
         "call on the thread is not affected by a stale cancel."},
    {.slug = "cancel-blocking.network-failure-may-report-wsaenetdown",
     .id = "CBC-26",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI, P-DOWN",
     .text = "With the subsystem down the call may fail with WSAENETDOWN.",
     .allowed = "Success and WSAEINVAL are accepted as well."},
    {.slug = "cancel-blocking.true-blocking-thread-cannot-cancel-itself",
     .id = "CBC-27",
     .strength = Strength::must_derived,
     .levels = "SPI"_levels,
     .sources = "S2, W/canceling-blocking-operations",
     .text =
         "Where the provider truly blocks (no hook, native wait) the same thread has no "
         "opportunity to call cancel, so no cancel can occur from it."},
    {.slug = "cancel-blocking.lperrno-on-success-is-unspecified",
     .id = "CBC-28",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "S2",
     .needs = "P-SPI",
     .text = "What is stored through lpErrno on success is unspecified."},
    {.slug = "cancel-blocking.only-cancel-has-spi-counterpart",
     .id = "CBC-29",
     .strength = Strength::must_derived,
     .levels = "1.1, SPI"_levels,
     .sources = "W/transport-mapping, S2",
     .needs = "P-PROV, P-11, P-HOOK",
     .text =
         "Of the four hook-related API functions only the cancel has an SPI counterpart: set, "
         "unhook and the query are realised inside the DLL; WSACancelBlockingCall ends up in "
         "WSPCancelBlockingCall of the provider whose operation is outstanding."},
}};
// clang-format on

static_assert(are_the_rows_of("cancel-blocking", cancel_blocking));

}  // namespace wsconform::clauses
