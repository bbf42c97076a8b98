#pragma once

// For tests: the faults of our faulty providers, each with the purposes that meet it and the
// clauses that it breaks.

#include <set>
#include <string>
#include <vector>

namespace wsconform {

using Slugs = std::set<std::string>;

struct FaultRow {
    std::string fault;
    std::string filter;
    Slugs violated;
};

inline const std::vector<FaultRow> fault_rows{
    {"accepts_nested_calls",
     "send.inside_a_callback*",
     {"nesting.spi-entries-refuse-nesting-except-cancel"}},
    {"asks_for_nobodys_path",
     "WSPCleanup.startup_works*",
     {"upcall.wpugetproviderpath-needs-enumerated-provider-id"}},
    {"calls_back_needlessly",
     "recv.leaves_the_callback*",
     {"blocking-callback.runs-only-when-operation-must-wait"}},
    {"cancel_closes_the_listener",
     "WSACancelBlockingCall.leaves_the_listener*",
     {"after-cancel.accept-leaves-socket-listening",
      "cancel-blocking.cancelled-accept-keeps-listener-intact"}},
    {"cancels_nothing",
     "WSPCancelBlockingCall.idle*",
     {"cancel-blocking.idle-thread-gets-wsaeinval"}},
    {"cancels_other_threads",
     "WSPCancelBlockingCall.spares*",
     {"cancel-blocking.affects-only-the-calling-thread",
      "cancel-blocking.idle-thread-gets-wsaeinval"}},
    {"cancels_the_next_call",
     "WSACancelBlockingCall.spares_the_next_call",
     {"blocking-callback.hook-false-alone-does-not-cancel",
      "cancel-blocking.stale-cancel-spares-later-calls"}},
    {"changes_the_context",
     "recv.runs_the_callback*",
     {"blocking-callback.context-is-passed-unchanged"}},
    {"ignores_the_callback",
     "recv.runs_the_callback*",
     {"blocking-callback.provider-calls-repeatedly-while-pending",
      "blocking-callback.query-is-mandatory-for-providers",
      "pseudo-blocking.providers-still-support-pseudo-blocking"}},
    {"ignores_the_cancel",
     "WSPCancelBlockingCall.ends*",
     {"blocking-callback.false-means-operation-was-cancelled",
      "cancel-blocking.hook-cancel-acts-after-hook-returns",
      "cancel-blocking.interrupted-operation-ends-with-wsaeintr",
      "pseudo-blocking.loop-runs-until-done-or-cancelled"}},
    {"interrupts_uncancelled_calls",
     "WSASetBlockingHook.hook_that_only*",
     {"blocking-callback.hook-false-alone-does-not-cancel"}},
    {"loses_a_byte_when_cancelled",
     "WSACancelBlockingCall.loses*",
     {"after-cancel.stream-receive-loses-nothing-or-aborts",
      "cancel-blocking.damaged-stream-is-reset-and-aborted"}},
    {"recv_disconnect_does_nothing",
     "WSARecvDisconnect.provider*",
     {"spi-recv-disconnect.failure-reasons-go-through-lperrno"}},
    {"disconnect_gives_no_reason",
     "WSARecvDisconnect.provider*",
     {"proc-table.every-entry-ends-with-lperrno",
      "spi-recv-disconnect.failure-reasons-go-through-lperrno"}},
    {"cleans_up_at_once", "WSPCleanup.only_the_last*", {"spi-cleanup.only-final-call-cleans-up"}},
    {"cleanup_always_fails",
     "WSPCleanup.failure_is*",
     {"proc-table.every-entry-ends-with-lperrno", "spi-cleanup.failure-reasons-are-listed",
      "spi-startup.each-success-pairs-with-one-cleanup"}},
    {"describes_itself_without_end", "WSPStartup.*", {"spi-version.wspdata-layout-is-fixed"}},
    {"end_reads_as_reset", "recv.*", {"end-of-stream.byte-stream-receive-returns-zero"}},
    {"gives_2_2_always",
     "WSPStartup.*",
     {"spi-version.negotiation-matches-the-api-rule", "spi-version.negotiation-table-rows-hold"}},
    {"hangs_after_receive_shutdown",
     "shutdown.sd_receive_refuses*",
     {"shutdown.modern-sd-receive-resets-on-data"}},
    {"keeps_the_first_table", "WSPStartup.latest*", {"spi-startup.latest-upcall-table-wins"}},
    {"leaves_out_an_entry", "WSPStartup.*", {"spi-startup.fills-all-thirty-entries"}},
    {"receive_shutdown_closes",
     "shutdown.socket_stays_open*",
     {"shutdown.neither-closes-nor-blocks"}},
    {"posts_by_itself",
     "WSAAsyncSelect.provider_tells*",
     {"fd-close.providers-post-through-wpupostmessage"}},
    {"refuses_wildcards", "WSPSocket.*", {"provider-duty.wildcard-selectors-are-accepted"}},
    {"returns_socket_error", "WSPStartup.*", {"spi-startup.returns-the-error-code-itself"}},
    {"sd_send_sends_no_fin",
     "shutdown.legacy_sd_send*:shutdown.non_socket*:shutdown.unconnected*",
     {"shutdown.legacy-and-spi-sd-send-sends-fin"}},
    {"send_disconnect_does_nothing",
     "WSASendDisconnect.*",
     {"send-disconnect.acts-as-send-shutdown-plus-data",
      "send-disconnect.later-sends-are-refused"}},
    {"starts_once", "WSPCleanup.startup_works*", {"spi-cleanup.startup-works-again-afterwards"}},
    {"swaps_entries",
     "WSASendDisconnect.later_sends*",
     {"send-disconnect.acts-as-send-shutdown-plus-data",
      "send-disconnect.later-sends-are-refused"}},
};

}  // namespace wsconform
