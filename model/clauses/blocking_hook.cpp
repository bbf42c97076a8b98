// SPDX-License-Identifier: Apache-2.0

// Blocking hooks of version 1.1.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("blocking-hook")> blocking_hook{{
    {.slug = "blocking-hook.set-returns-previous-hook",
     .id = "HKS-01",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/091, H",
     .needs = "P-11",
     .text = "WSASetBlockingHook(FARPROC) returns the previously installed function; ordinal 109."},
    {.slug = "blocking-hook.failed-set-returns-null-with-reason",
     .id = "HKS-02",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .text =
         "On failure it returns NULL and the reason is available from WSAGetLastError: "
         "WSANOTINITIALISED, WSAENETDOWN or WSAEINPROGRESS."},
    {.slug = "blocking-hook.first-set-result-is-undefined",
     .id = "HKS-03",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .needs = "P-11",
     .ambiguities = {"AMB-16"_ambiguity},
     .text =
         "First installation where no default hook exists: the returned pointer is not defined "
         "(NULL would be indistinguishable from failure except through the error value).",
     .allowed = "NULL and a pointer to a default hook are accepted."},
    {.slug = "blocking-hook.installation-is-per-thread",
     .id = "HKS-04",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .needs = "P-11, P-2T",
     .witness = Witness::hook_run,
     .text =
         "Installation is per thread (per task on non-threaded Windows); other threads are "
         "unaffected."},
    {.slug = "blocking-hook.wait-loop-repeats-hook-until-false",
     .id = "HKS-05",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .needs = "P-11, P-HOOK, P-PEER",
     .ambiguities = {"AMB-15"_ambiguity},
     .witness = Witness::hook_run,
     .text =
         "While waiting, the implementation calls the hook repeatedly until it returns FALSE, "
         "then tests \"cancelled\", then tests \"complete\"; the order of these three steps is "
         "free."},
    {.slug = "blocking-hook.default-hook-dispatches-one-message",
     .id = "HKS-06",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .needs = "P-11",
     .text =
         "Default hook (where it exists): remove at most one message, translate+dispatch it, "
         "return TRUE exactly if one was found."},
    {.slug = "blocking-hook.preemptive-windows-has-no-default-hook",
     .id = "HKS-07",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/032, V11/091, W/blocking-hook",
     .needs = "P-11, P-WIN, P-PEER",
     .text =
         "In preemptive multithreaded Windows there is no default hook: without an installed "
         "hook blocking calls really block the thread and dispatch no messages."},
    {.slug = "blocking-hook.runs-only-when-call-must-wait",
     .id = "HKS-08",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/035, W/ws11-blocking-einprogress",
     .needs = "P-11, P-HOOK, P-PEER",
     .witness = Witness::hook_run,
     .text =
         "The hook is called only if: routine may block AND socket is blocking AND the request "
         "is not immediately satisfiable."},
    {.slug = "blocking-hook.zero-timeout-select-runs-no-hook",
     .id = "HKS-09",
     .strength = Strength::must,
     .levels = "1.1, SPI"_levels,
     .sources = "V11/064, D/lpwspselect",
     .needs = "P-11, P-HOOK",
     .witness = Witness::hook_run,
     .text = "select with a {0,0} timeout is a non-blocking poll: no hook call, no yielding."},
    {.slug = "blocking-hook.hook-returning-false-is-accepted",
     .id = "HKS-10",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "W/ws11-blocking-einprogress",
     .needs = "P-11, P-HOOK, P-PEER",
     .witness = Witness::hook_run,
     .text = "A hook that does no message processing and just returns FALSE has to be accepted."},
    {.slug = "blocking-hook.hook-may-only-cancel-and-query",
     .id = "HKS-11",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/091, V11/087",
     .needs = "P-11, P-HOOK",
     .text =
         "From inside a custom hook the only permitted Winsock call is WSACancelBlockingCall "
         "(plus the query WSAIsBlocking, callable at any time); it makes the blocking loop end.",
     .allowed = "Any other call from the hook fails with WSAEINPROGRESS."},
    {.slug = "blocking-hook.nested-hooks-restore-saved-pointer",
     .id = "HKS-12",
     .strength = Strength::advisory,
     .levels = "1.1"_levels,
     .sources = "V11/091, V11/094",
     .text =
         "To nest hooks, save the returned pointer and re-install it; the unhook call cannot be "
         "used for that."},
    {.slug = "blocking-hook.unhook-restores-default-mechanism",
     .id = "HKS-13",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/094",
     .needs = "P-11, P-HOOK",
     .witness = Witness::hook_run,
     .text =
         "WSAUnhookBlockingHook removes any installed hook and re-establishes the default "
         "mechanism, never the previous hook; returns 0; ordinal 110."},
    {.slug = "blocking-hook.unhook-fails-only-without-startup",
     .id = "HKS-14",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/094",
     .text = "Its failure is SOCKET_ERROR with WSANOTINITIALISED as the only listed reason.",
     .allowed =
         "While a blocking call is outstanding the call fails with WSAEINPROGRESS instead "
         "(NST-01)."},
    {.slug = "blocking-hook.unhooked-calls-block-the-thread",
     .id = "HKS-15",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/094",
     .needs = "P-11, P-PEER",
     .witness = Witness::hook_run,
     .text =
         "On multithreaded Windows unhooking means subsequent blocking calls simply block the "
         "thread."},
    {.slug = "blocking-hook.wsaisblocking-reports-own-pending-call",
     .id = "HKS-16",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/090, W/canceling-blocking-operations",
     .needs = "P-11, P-HOOK, P-2T",
     .witness = Witness::told_blocking,
     .text =
         "WSAIsBlocking returns TRUE iff a blocking call of this thread awaits completion, FALSE "
         "otherwise; it may be called at any time and has no error return; ordinal 114."},
    {.slug = "blocking-hook.cancel-succeeds-or-gives-listed-reason",
     .id = "HKS-17",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/087",
     .needs = "P-11, P-HOOK",
     .text =
         "WSACancelBlockingCall(void): 0 on success else SOCKET_ERROR; reasons "
         "WSANOTINITIALISED, WSAENETDOWN, WSAEINVAL (nothing outstanding); ordinal 113. Effects "
         "as CBC-05..CBC-22 per task."},
    {.slug = "blocking-hook.late-cancel-still-reports-zero",
     .id = "HKS-18",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/087",
     .needs = "P-11, P-HOOK, P-RACE",
     .text =
         "If the operation completes before the cancel is processed the cancel still returns 0 "
         "and the operation its normal success."},
    {.slug = "blocking-hook.modern-clients-have-no-hook-calls",
     .id = "HKS-19",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources =
         "D/wsaisblocking, D/wsasetblockinghook, D/wsaunhookblockinghook, "
         "D/wsacancelblockingcall, W/compat-issues",
     .needs = "P-22",
     .ambiguities = {"AMB-20"_ambiguity},
     .text =
         "These four functions are no part of Winsock 2: programs that negotiated ≥2.0 are told "
         "to stay away from them, while 1.1 programs reach them through the 1.1 DLLs.",
     .allowed =
         "For clients of 2.0 and later the functions may be absent, succeed, or fail with any "
         "published code."},
    {.slug = "blocking-hook.one-legacy-thread-may-enable-hooks",
     .id = "HKS-20",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "P/ws2api-1997",
     .needs = "P-11, P-22",
     .text =
         "An earlier Winsock 2 API revision (1997) kept them available if at least one thread of "
         "the process negotiated 1.0 or 1.1."},
    {.slug = "blocking-hook.invalid-hook-pointer-is-unspecified",
     .id = "HKS-21",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .needs = "P-11",
     .text = "A NULL or invalid hook pointer is unspecified.",
     .allowed = "The call may succeed, or return NULL with any published code."},
    {.slug = "blocking-hook.cleanup-from-hook-is-refused",
     .id = "HKS-22",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/088",
     .needs = "P-11, P-HOOK",
     .text =
         "WSACleanup attempted from a hook fails with WSAEINPROGRESS and has no effect; the "
         "program must cancel first and clean up after the blocking call returned."},
    {.slug = "blocking-hook.hook-stays-installed-across-calls",
     .id = "HKS-23",
     .strength = Strength::must_derived,
     .levels = "1.1"_levels,
     .sources = "V11/091",
     .needs = "P-11, P-HOOK",
     .witness = Witness::hook_run,
     .text =
         "The hook stays installed across blocking calls until replaced or unhooked, and across "
         "a failed (cancelled) call."},
}};
// clang-format on

static_assert(are_the_rows_of("blocking-hook", blocking_hook));

}  // namespace wsconform::clauses
