// SPDX-License-Identifier: Apache-2.0

// WSACancelAsyncRequest.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("cancel-async")> cancel_async{{
    {.slug = "cancel-async.takes-one-handle-and-returns-int",
     .id = "CAR-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3, H, V11/086, V11/110",
     .text =
         "The entry point takes exactly one HANDLE (the task handle) and yields an int; it is "
         "available from the Winsock 2 DLL and from the 1.1 DLLs (1.1 export ordinal 108)."},
    {.slug = "cancel-async.running-request-reports-zero",
     .id = "CAR-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3, D/wsacancelasyncrequest",
     .needs = "P-WIN, P-SLOW",
     .text =
         "When the designated request is still running (or still queued) and gets cancelled, the "
         "call reports 0."},
    {.slug = "cancel-async.failure-is-socket-error-with-reason",
     .id = "CAR-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .text =
         "Every unsuccessful call yields SOCKET_ERROR (-1) and leaves the reason readable "
         "through WSAGetLastError on the calling thread."},
    {.slug = "cancel-async.failure-codes-are-documented",
     .id = "CAR-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3, V11/041",
     .text =
         "The documented failure reasons are WSANOTINITIALISED, WSAENETDOWN, WSAEINVAL, "
         "WSAEINPROGRESS and WSAEALREADY; an implementation may add others, but only codes from "
         "the published Winsock error table."},
    {.slug = "cancel-async.zero-handle-is-refused",
     .id = "CAR-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .ambiguities = {"AMB-02"_ambiguity},
     .text = "A zero handle can never name a request, so cancelling 0 always fails.",
     .allowed =
         "Portable grading accepts WSAEALREADY as well as WSAEINVAL; strict grading accepts "
         "WSAEINVAL only."},
    {.slug = "cancel-async.never-issued-handle-is-refused",
     .id = "CAR-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .ambiguities = {"AMB-01"_ambiguity},
     .text = "A non-zero value that never was a task handle is rejected as an invalid handle.",
     .allowed =
         "Portable grading accepts WSAEINVAL and WSAEALREADY alike; strict grading accepts "
         "WSAEINVAL only."},
    {.slug = "cancel-async.finished-and-read-request-is-refused",
     .id = "CAR-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-DB",
     .ambiguities = {"AMB-01"_ambiguity},
     .text =
         "Cancelling a request that finished and whose message the program has already consumed "
         "fails as \"already completed\".",
     .allowed =
         "Portable grading accepts WSAEALREADY and WSAEINVAL alike; strict grading accepts "
         "WSAEALREADY only."},
    {.slug = "cancel-async.finished-but-unread-request-is-refused",
     .id = "CAR-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-DB",
     .text =
         "Cancelling a request that finished but whose message is still unread in the window "
         "queue also fails as \"already completed\".",
     .allowed =
         "Portable grading accepts WSAEALREADY and WSAEINVAL alike; strict grading accepts "
         "WSAEALREADY only."},
    {.slug = "cancel-async.refused-cancel-keeps-unread-message",
     .id = "CAR-09",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-DB",
     .text =
         "A cancel that failed for the unread-message reason does not retract or alter that "
         "message: it is still delivered with its original wParam/lParam."},
    {.slug = "cancel-async.choice-of-refusal-code-is-free",
     .id = "CAR-10",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .text =
         "How a provider chooses between the invalid-handle code and the already-completed code "
         "(for non-zero handles) is deliberately unregulated.",
     .allowed =
         "Portable grading accepts any mixture of WSAEINVAL and WSAEALREADY, even one that "
         "changes from run to run."},
    {.slug = "cancel-async.programs-treat-refusal-codes-alike",
     .id = "CAR-11",
     .strength = Strength::advisory,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .text = "Portable programs are told to treat the two codes alike."},
    {.slug = "cancel-async.distinguished-codes-keep-their-meaning",
     .id = "CAR-12",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .text =
         "If a provider does discriminate, the invalid-handle code stands for \"handle is not "
         "valid\" and the already-completed code for \"routine has finished\".",
     .allowed = "Only strict grading asks for this distinction."},
    {.slug = "cancel-async.only-async-get-handles-are-cancellable",
     .id = "CAR-13",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-SLOW",
     .witness = Witness::request_cancelled,
     .text =
         "Only requests started by the six WSAAsyncGetXByY calls can be targeted; the handle to "
         "pass is the one that call returned."},
    {.slug = "cancel-async.only-named-request-is-cancelled",
     .id = "CAR-14",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-SLOW",
     .text =
         "The cancellation affects just the named request; other pending ones complete normally."},
    {.slug = "cancel-async.second-cancel-is-refused",
     .id = "CAR-15",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "E, S0",
     .needs = "P-WIN, P-SLOW",
     .text =
         "Cancelling the same request a second time fails (the error table lists \"already "
         "cancelled or completed\" for the already-in-progress code).",
     .allowed =
         "Portable grading accepts WSAEALREADY and WSAEINVAL alike; strict grading accepts "
         "WSAEALREADY only."},
    {.slug = "cancel-async.cancelled-request-posts-no-message",
     .id = "CAR-16",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-SLOW",
     .ambiguities = {"AMB-03"_ambiguity},
     .witness = Witness::request_message,
     .text =
         "After a successful cancel no completion message for that handle is posted (none of the "
         "texts says so outright)."},
    {.slug = "cancel-async.cancelled-request-leaves-buffer-alone",
     .id = "CAR-17",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, V11/035",
     .needs = "P-WIN, P-SLOW",
     .ambiguities = {"AMB-04"_ambiguity},
     .witness = Witness::buffer_written,
     .text = "After a successful cancel the caller's result buffer is no longer written."},
    {.slug = "cancel-async.without-startup-reports-wsanotinitialised",
     .id = "CAR-18",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .text =
         "Without a prior successful WSAStartup (or after the last WSACleanup) the call fails "
         "with WSANOTINITIALISED.",
     .allowed =
         "Portable grading accepts WSAEINVAL too, because no order is documented between this "
         "check and that of the handle."},
    {.slug = "cancel-async.network-failure-may-report-wsaenetdown",
     .id = "CAR-19",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3, V11/097",
     .needs = "P-DOWN",
     .text =
         "If the network subsystem has failed the call may report WSAENETDOWN; that code is "
         "allowed at any moment an underlying failure is noticed.",
     .allowed = "Success, WSAEINVAL and WSAEALREADY are accepted as well."},
    {.slug = "cancel-async.nested-call-reports-wsaeinprogress",
     .id = "CAR-20",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-11, P-HOOK, P-SLOW",
     .text =
         "While a 1.1 blocking call is outstanding on the thread, or a provider callback is "
         "still executing, the call fails with WSAEINPROGRESS."},
    {.slug = "cancel-async.never-waits-for-the-resolver",
     .id = "CAR-21",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/034, V11/036",
     .needs = "P-WIN, P-SLOW",
     .text =
         "The call itself never waits for the resolver (it is not among the routines marked as "
         "able to block)."},
    {.slug = "cancel-async.completion-race-yields-exactly-one-outcome",
     .id = "CAR-22",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-SLOW, P-RACE",
     .witness = Witness::request_message,
     .text =
         "Under a race between completion and cancellation exactly one of two outcomes is seen: "
         "(0 and no message) or (failure with either code and exactly one message)."},
    {.slug = "cancel-async.cancelling-from-other-thread-is-unspecified",
     .id = "CAR-23",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0, S1, S3",
     .needs = "P-WIN, P-SLOW, P-2T",
     .ambiguities = {"AMB-05"_ambiguity},
     .text = "Whether a thread other than the originator may cancel a request is not specified.",
     .allowed = "Success, WSAEINVAL and WSAEALREADY are accepted."},
    {.slug = "cancel-async.success-may-keep-or-reset-last-error",
     .id = "CAR-24",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsagetlasterror",
     .needs = "P-WIN, P-SLOW",
     .text = "On success the thread error value may be left alone or set to 0."},
    {.slug = "cancel-async.final-cleanup-cancels-requests-silently",
     .id = "CAR-25",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup",
     .needs = "P-WIN, P-SLOW",
     .witness = Witness::request_message,
     .text =
         "The last WSACleanup cancels outstanding requests silently: no message is produced for "
         "them."},
    {.slug = "cancel-async.refused-cancel-disturbs-no-other-request",
     .id = "CAR-26",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "S0",
     .needs = "P-WIN, P-SLOW",
     .text = "A rejected cancel (any reason) does not disturb other outstanding requests."},
}};
// clang-format on

static_assert(are_the_rows_of("cancel-async", cancel_async));

}  // namespace wsconform::clauses
