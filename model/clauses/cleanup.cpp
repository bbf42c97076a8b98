// SPDX-License-Identifier: Apache-2.0

// WSACleanup.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("cleanup")> cleanup{{
    {.slug = "cleanup.failure-reasons-are-listed",
     .id = "CLN-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup, V11/088",
     .text =
         "0 on success; SOCKET_ERROR otherwise with WSANOTINITIALISED, WSAENETDOWN or "
         "WSAEINPROGRESS."},
    {.slug = "cleanup.only-last-call-tears-down",
     .id = "CLN-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup, V11/088",
     .witness = Witness::torn_down,
     .text = "All calls but the last merely decrement; only the last tears down."},
    {.slug = "cleanup.extra-call-is-wsanotinitialised",
     .id = "CLN-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup, V11/088, E",
     .text =
         "One call too many fails with WSANOTINITIALISED; a loop \"until WSANOTINITIALISED\" "
         "terminates."},
    {.slug = "cleanup.final-call-cancels-pending-calls-silently",
     .id = "CLN-04",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsacleanup",
     .needs = "P-WIN, P-SLOW",
     .witness = Witness::any_message,
     .text =
         "Final call: pending blocking or asynchronous calls of all threads are cancelled "
         "without posting messages or signalling events."},
    {.slug = "cleanup.final-call-aborts-overlapped-without-notice",
     .id = "CLN-05",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsacleanup",
     .needs = "P-PEER",
     .witness = Witness::event_set,
     .text =
         "Final call: pending overlapped operations fail with WSA_OPERATION_ABORTED but without "
         "setting the event or running the completion routine (contrast CLS-11)."},
    {.slug = "cleanup.final-call-resets-open-sockets",
     .id = "CLN-06",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsacleanup",
     .needs = "P-PEER, P-WIRE",
     .text = "Final call: sockets still open are reset and freed as by closesocket.",
     .allowed = "The peer may see the end of the stream instead of a reset."},
    {.slug = "cleanup.closed-socket-data-may-be-lost",
     .id = "CLN-07",
     .strength = Strength::may,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsacleanup, V11/088, D/lpwspcleanup",
     .needs = "P-PEER",
     .ambiguities = {"AMB-67"_ambiguity},
     .text =
         "Data of sockets already closed but not fully sent: 1.1 and SPI texts say it is still "
         "sent, the 2.x API text says it can be lost if the DLL unloads.",
     .allowed = "The data may be lost for clients of 2.0 and later only."},
    {.slug = "cleanup.affects-every-thread-of-the-process",
     .id = "CLN-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup, V11/088",
     .needs = "P-2T",
     .text = "Affects every thread of the process."},
    {.slug = "cleanup.startup-works-again-afterwards",
     .id = "CLN-09",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/088",
     .text = "Afterwards WSAStartup works again."},
    {.slug = "cleanup.missing-cleanup-is-tolerated",
     .id = "CLN-10",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/088",
     .text = "The implementation copes with programs that terminate without it."},
    {.slug = "cleanup.call-while-blocking-is-wsaeinprogress",
     .id = "CLN-11",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup, V11/088",
     .needs = "P-11, P-HOOK",
     .text = "While a 1.1 blocking call is outstanding → WSAEINPROGRESS (see HKS-22)."},
    {.slug = "cleanup.final-call-releases-queued-state",
     .id = "CLN-12",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsacleanup",
     .needs = "P-WIN",
     .text =
         "Queued internal state, including unposted or posted messages, is released for the next "
         "user."},
    {.slug = "cleanup.non-final-call-spares-async-requests",
     .id = "CLN-13",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsacleanup",
     .needs = "P-WIN, P-SLOW",
     .text = "A non-final call has no effect on outstanding async requests."},
}};
// clang-format on

static_assert(are_the_rows_of("cleanup", cleanup));

}  // namespace wsconform::clauses
