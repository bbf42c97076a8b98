// SPDX-License-Identifier: Apache-2.0

// All six WSAAsyncGetXByY functions.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("async-get")> async_get{{
    {.slug = "async-get.accepted-call-returns-handle-at-once",
     .id = "ASY-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-SLOW",
     .text =
         "The call starts the operation and comes back at once, handing out an opaque non-zero "
         "task handle when it was accepted."},
    {.slug = "async-get.return-value-tells-acceptance-only",
     .id = "ASY-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .text =
         "The return value speaks only about acceptance; lookup success or failure is conveyed "
         "solely by the message."},
    {.slug = "async-get.refused-call-returns-zero-with-reason",
     .id = "ASY-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN",
     .text =
         "If the operation cannot be started the result is 0 and WSAGetLastError gives the "
         "reason."},
    {.slug = "async-get.call-time-errors-are-listed",
     .id = "ASY-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .text =
         "Call-time failure reasons are WSANOTINITIALISED, WSAENETDOWN, WSAEINPROGRESS, "
         "WSAEWOULDBLOCK.",
     .allowed =
         "WSAEFAULT for a bad pointer is accepted as well, and so are codes for a lack of "
         "resources, such as WSAENOBUFS."},
    {.slug = "async-get.without-startup-reports-wsanotinitialised",
     .id = "ASY-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .text =
         "Called without a successful WSAStartup each of the six returns 0 with "
         "WSANOTINITIALISED."},
    {.slug = "async-get.resource-limits-may-give-wsaewouldblock",
     .id = "ASY-06",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-OOM",
     .text =
         "WSAEWOULDBLOCK is returned when resource or other internal limits prevent scheduling "
         "right now."},
    {.slug = "async-get.nested-call-reports-wsaeinprogress",
     .id = "ASY-07",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-11, P-HOOK",
     .text =
         "During an outstanding 1.1 blocking call, or inside a provider callback, each returns 0 "
         "with WSAEINPROGRESS."},
    {.slug = "async-get.refused-request-posts-no-message",
     .id = "ASY-08",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN",
     .witness = Witness::request_message,
     .text = "A request that was refused (returned 0) never produces a message."},
    {.slug = "async-get.accepted-request-posts-exactly-one-message",
     .id = "ASY-09",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .witness = Witness::request_message,
     .text =
         "Each accepted and uncancelled request produces exactly one message, addressed to hWnd, "
         "whose id is wMsg."},
    {.slug = "async-get.message-wparam-is-task-handle",
     .id = "ASY-10",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .text = "wParam of that message equals the handle returned by the initiating call."},
    {.slug = "async-get.lparam-high-word-is-error-code",
     .id = "ASY-11",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .text = "Bits 16–31 of lParam carry the error code; 0 there means success."},
    {.slug = "async-get.wsaenobufs-reply-tells-needed-size",
     .id = "ASY-12",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .text =
         "If and when the error is WSAENOBUFS, bits 0–15 of lParam give the byte count needed to "
         "hold everything."},
    {.slug = "async-get.reply-size-without-wsaenobufs-is-unspecified",
     .id = "ASY-13",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN",
     .ambiguities = {"AMB-06"_ambiguity},
     .text = "For success and for errors other than WSAENOBUFS the low word is unspecified."},
    {.slug = "async-get.reply-macros-pack-error-and-length",
     .id = "ASY-14",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/100, H",
     .text =
         "Macro contract: WSAGETASYNCERROR = HIWORD(lParam), WSAGETASYNCBUFLEN = LOWORD(lParam), "
         "WSAMAKEASYNCREPLY(len,err) = MAKELONG(len,err)."},
    {.slug = "async-get.reply-is-zero-extended-on-win64",
     .id = "ASY-15",
     .strength = Strength::must_derived,
     .levels = "2.2"_levels,
     .sources = "H",
     .needs = "P-WIN, P-DB",
     .text =
         "On 64-bit targets the reply value is a zero-extended 32-bit quantity (largest database "
         "code 11004=0x2AFC keeps bit 31 clear, so sign extension cannot occur); wParam must "
         "hold the full HANDLE."},
    {.slug = "async-get.buffer-starts-with-result-structure",
     .id = "ASY-16",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .text =
         "On success the caller's buffer starts with the result structure (hostent, protoent or "
         "servent), usable by casting the buffer address."},
    {.slug = "async-get.result-pointers-stay-inside-buffer",
     .id = "ASY-17",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .witness = Witness::buffer_written,
     .text =
         "Everything the structure points at (names, alias vectors, address vectors, the items "
         "themselves) lies inside the caller's buffer."},
    {.slug = "async-get.writes-stay-within-buflen",
     .id = "ASY-18",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN, P-DB",
     .witness = Witness::buffer_written,
     .text = "Nothing is written beyond buflen bytes, whatever the outcome."},
    {.slug = "async-get.small-buffer-yields-wsaenobufs-message",
     .id = "ASY-19",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN, P-DB",
     .text =
         "A buffer too small for the complete result yields WSAENOBUFS in the message (not a "
         "call-time refusal)."},
    {.slug = "async-get.retry-with-advertised-size-succeeds",
     .id = "ASY-20",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN, P-DB",
     .text = "Re-issuing with at least the advertised size succeeds if the database is unchanged."},
    {.slug = "async-get.partial-data-with-wsaenobufs-is-unspecified",
     .id = "ASY-21",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN",
     .ambiguities = {"AMB-07"_ambiguity},
     .text = "With WSAENOBUFS the buffer may contain partial data; its form is unspecified."},
    {.slug = "async-get.maxgethoststruct-is-1024",
     .id = "ASY-22",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, V11/100",
     .text = "MAXGETHOSTSTRUCT is 1024."},
    {.slug = "async-get.callers-supply-maxgethoststruct-bytes",
     .id = "ASY-23",
     .strength = Strength::advisory,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*, V11/079-084",
     .needs = "P-WIN, P-DB",
     .ambiguities = {"AMB-10"_ambiguity},
     .text =
         "Callers should supply at least MAXGETHOSTSTRUCT bytes to stay clear of WSAENOBUFS; the "
         "buffer has to exceed the bare structure size."},
    {.slug = "async-get.modern-message-errors-are-listed",
     .id = "ASY-24",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN",
     .text =
         "Message-time error list (2.x pages): WSAENETDOWN, WSAENOBUFS, WSAEFAULT, "
         "WSAHOST_NOT_FOUND, WSATRY_AGAIN, WSANO_RECOVERY, WSANO_DATA; in addition any code of "
         "the header is legal."},
    {.slug = "async-get.legacy-message-errors-exclude-wsaefault",
     .id = "ASY-25",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/079-084",
     .needs = "P-WIN, P-11",
     .text = "Message-time error list (1.1): the same without WSAEFAULT."},
    {.slug = "async-get.bad-pointer-may-report-wsaefault",
     .id = "ASY-26",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN",
     .ambiguities = {"AMB-08"_ambiguity},
     .text =
         "A bad input or result pointer is reported as WSAEFAULT; the pages place it in the "
         "message-time table.",
     .allowed =
         "WSAEFAULT may come from the call or in the message, and the message may carry any "
         "other published code."},
    {.slug = "async-get.programs-read-outcome-from-lparam",
     .id = "ASY-27",
     .strength = Strength::advisory,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsagetlasterror, D/wsaasyncselect",
     .needs = "P-WIN",
     .text =
         "The outcome must be read from lParam; WSAGetLastError may hold something unrelated "
         "when the message is handled."},
    {.slug = "async-get.failed-post-is-retried-while-window-exists",
     .id = "ASY-28",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/079-084",
     .needs = "P-WIN, P-FULLQ",
     .text =
         "If posting the message fails, the implementation keeps re-posting for as long as the "
         "window exists."},
    {.slug = "async-get.destroyed-window-ends-posting-duty",
     .id = "ASY-29",
     .strength = Strength::must_derived,
     .levels = "1.1"_levels,
     .sources = "V11/079-084",
     .needs = "P-WIN, P-SLOW",
     .text =
         "If the window has been destroyed the obligation to post lapses; no crash, no leak, "
         "handle becomes \"completed\".",
     .allowed = "A later cancel is refused as for a request that has finished."},
    {.slug = "async-get.window-gets-only-requested-messages",
     .id = "ASY-30",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/043",
     .needs = "P-WIN",
     .witness = Witness::any_message,
     .text =
         "The implementation posts to client windows nothing but the messages the client asked "
         "for; internal signalling uses its own hidden window."},
    {.slug = "async-get.host-lookups-may-run-serially",
     .id = "ASY-31",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncgethostbyname, D/wsaasyncgethostbyaddr",
     .needs = "P-WIN, P-SLOW",
     .ambiguities = {"AMB-13"_ambiguity},
     .text = "Host lookups need not run concurrently with each other.",
     .allowed = "Requests may complete in any order."},
    {.slug = "async-get.callers-keep-memory-until-completion",
     .id = "ASY-32",
     .strength = Strength::advisory,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/035, W/ws11-blocking-einprogress",
     .text =
         "The caller must keep every memory object it passed (inputs and result buffer) valid "
         "until completion.",
     .allowed = "Whether inputs are copied when the call is made is not specified."},
    {.slug = "async-get.outcome-for-bad-window-is-unspecified",
     .id = "ASY-33",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .ambiguities = {"AMB-09"_ambiguity},
     .text = "No error is documented for a bad hWnd.",
     .allowed =
         "The call may fail with any published code, or return a handle whose message never "
         "comes."},
    {.slug = "async-get.never-runs-the-blocking-hook",
     .id = "ASY-34",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/035, W/ws11-blocking-einprogress",
     .needs = "P-11, P-HOOK, P-WIN",
     .witness = Witness::hook_run,
     .text = "These routines never invoke the blocking hook."},
    {.slug = "async-get.transport-providers-see-no-call",
     .id = "ASY-35",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "W/transport-mapping, H",
     .needs = "P-PROV, P-WIN",
     .text =
         "The six functions and the cancel function live in the DLL on top of name-space "
         "resolution; the transport proc table has no slot for them and transport providers see "
         "no call."},
    {.slug = "async-get.outstanding-handles-are-distinct",
     .id = "ASY-36",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN, P-SLOW",
     .text =
         "Task handles of simultaneously outstanding requests are distinct (needed for matching "
         "by wParam)."},
    {.slug = "async-get.finished-handle-may-be-recycled",
     .id = "ASY-37",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .ambiguities = {"AMB-66"_ambiguity},
     .text = "Handle values may be recycled once a request is over."},
    {.slug = "async-get.lookups-are-ipv4-only",
     .id = "ASY-38",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "W/compat-name-resolution-api",
     .needs = "P-WIN, P-DB",
     .text =
         "Lookups concern IPv4 only and work whenever some name-space provider for AF_INET is "
         "present."},
    {.slug = "async-get.lookup-errors-form-two-classes",
     .id = "ASY-39",
     .strength = Strength::advisory,
     .levels = "1.1"_levels,
     .sources = "V11/097",
     .needs = "P-WIN, P-DB",
     .text =
         "Interpretation aid: host-not-found and no-data mean \"key absent\"; try-again and "
         "no-recovery mean the name service itself is in trouble. A resolver that is not DNS "
         "picks the nearest code."},
    {.slug = "async-get.completion-arrives-through-message-queue",
     .id = "ASY-40",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN, P-DB",
     .ambiguities = {"AMB-14"_ambiguity},
     .witness = Witness::request_message,
     .text =
         "Completion is delivered through the window's message queue (posted), so it is seen "
         "only when the owning thread retrieves messages; the call itself never re-enters the "
         "window procedure before returning."},
    {.slug = "async-get.uses-window-and-message-verbatim",
     .id = "ASY-41",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncget*",
     .needs = "P-WIN, P-DB",
     .text =
         "wMsg and hWnd are used verbatim, including values ≥ WM_USER chosen by the program and "
         "different ids for different requests."},
}};
// clang-format on

static_assert(are_the_rows_of("async-get", async_get));

}  // namespace wsconform::clauses
