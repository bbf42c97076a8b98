// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/unreachable.hpp"

#include <array>
#include <string_view>

namespace wsconform {

namespace {

constexpr std::string_view no_full_send =
    "needs a send that waits for the peer, and streams here are too short for that";
constexpr std::string_view no_default_hook =
    "is about systems without preemptive threads, which Windows is not";
constexpr std::string_view no_provider_below =
    "needs an instrumented provider below the DLL, and this version has none";
constexpr std::string_view no_failing_ws2_32 =
    "needs ws2_32.dll itself to fail, which no fault of a transport provider brings about";
constexpr std::string_view binds_dll =
    "binds ws2_32.dll, in whose protocol catalogue this suite installs no provider";
constexpr std::string_view binds_caller = "binds the caller: no provider can break it";
constexpr std::string_view no_routine =
    "shows with a completion routine only, and no step of this suite passes one";
constexpr std::string_view no_fixture =
    "needs an entry of ours in the DLL's protocol catalogue, where this suite installs nothing";
constexpr std::string_view only_headers =
    "is about a header: what the agent was compiled with says nothing of the provider";
constexpr std::string_view unprovoked = "is a permission that nothing provokes";

struct Row {
    ClauseId clause;
    std::string_view reason;
};
constexpr auto single_clauses = std::to_array<Row>({
    {"async-get.transport-providers-see-no-call"_clause, no_provider_below},
    {"async-proto.queries-only-the-local-database"_clause, no_provider_below},
    {"last-error.dll-copies-the-provider-error"_clause, no_provider_below},
    {"last-error.missing-reason-may-become-wsasyscallfailure"_clause, no_provider_below},
    {"async-get.failed-post-is-retried-while-window-exists"_clause,
     "needs a message queue that refuses a post, and Wine's never does"},
    {"upcall.provider-copies-thread-id-structure"_clause, no_routine},
    {"upcall.wpucompleteoverlappedrequest-is-a-dll-export"_clause,
     "is about an export of ws2_32.dll, which a provider of ours would have to be below"},
    {"upcall.event-and-apc-upcalls-are-interrupt-safe"_clause,
     "needs a context like that of an interrupt, which no thread of ours is in"},
    {"enum-protocols.hidden-entries-are-omitted"_clause, no_fixture},
    {"enum-protocols.lists-base-protocols-and-chains"_clause, no_fixture},
    {"enum-protocols.order-follows-the-catalog"_clause, no_fixture},
    {"enum-protocols.missing-graceful-flag-means-abortive-only"_clause, no_fixture},
    {"enum-protocols.service-flag-bits-are-fixed"_clause, only_headers},
    {"enum-protocols.structure-size-is-fixed"_clause, only_headers},
    {"spi-startup.comes-before-any-spi-call"_clause, binds_caller},
    {"spi-startup.upcalls-go-through-the-table"_clause,
     "leaves no other way: ws2_32.dll exports none of the upcalls"},
    {"spi-startup.provider-is-loaded-only-when-needed"_clause, binds_dll},
    {"spi-startup.broken-provider-surfaces-as-wsaeproviderfailedinit"_clause, binds_dll},
    {"spi-startup.bad-version-may-surface-as-wsaeinvalidprovider"_clause, binds_dll},
    {"spi-version.modern-only-provider-refuses-older-requests"_clause,
     "is the rule of versions for a provider of 2.2 alone, which none is known to be beforehand"},
    {"spi-version.dll-passes-its-highest-version"_clause, binds_dll},
    {"spi-cleanup.dll-calls-it-once-per-startup"_clause, binds_dll},
    {"proc-table.thirty-entries-have-fixed-order"_clause,
     "is about the order of a table: with another one every other purpose fails"},
    {"proc-table.only-getqosbyname-breaks-alphabetical-order"_clause, only_headers},
    {"proc-table.old-and-new-calls-share-entries"_clause, no_provider_below},
    {"proc-table.dll-only-functions-have-no-entry"_clause, no_provider_below},
    {"upcall-table.fifteen-entries-have-fixed-order"_clause, only_headers},
    {"upcall-table.is-passed-by-value"_clause,
     "is about a parameter: the copy is made by the compiler"},
    {"upcall-table.required-upcalls-depend-on-handle-kind"_clause,
     "sums up duties that are tested one by one"},
    {"upcall-table.event-and-apc-upcalls-are-optional"_clause, unprovoked},
    {"upcall-table.permitted-upcall-period-is-unspecified"_clause,
     "is a permission; when a provider makes its upcalls is in its profile (AMB-59)"},
    {"provider-duty.ifs-flag-matches-handle-kind"_clause,
     "the protocol entry that a provider is played on is the suite's own: its flags say nothing"},
    {"provider-duty.completion-routines-never-nest"_clause, no_routine},
    {"provider-duty.accept-condition-runs-on-caller-thread"_clause,
     "needs a condition function, and no step of this suite passes one"},
    {"provider-duty.per-socket-error-is-maintained"_clause,
     "needs an error that only SO_ERROR tells, and no step of this suite brings one about"},
    {"layering.next-layer-may-start-on-demand"_clause, unprovoked},
    {"layering.layer-may-reuse-lower-entries"_clause, unprovoked},
    {"startup.modern-limit-fields-are-ignored"_clause, binds_caller},
    {"startup.failure-bypasses-last-error"_clause, binds_caller},
    {"cancel-async.network-failure-may-report-wsaenetdown"_clause, no_failing_ws2_32},
    {"end-of-stream.keep-alive-failure-starts-as-wsaenetreset"_clause,
     "needs a connection whose keep-alive fails, and no fault of this suite is that"},
    {"startup.full-or-unready-system-may-refuse"_clause, no_failing_ws2_32},
    {"async-get.resource-limits-may-give-wsaewouldblock"_clause, no_failing_ws2_32},
    {"shutdown.legacy-wsaeintr-is-tolerated"_clause, unprovoked},
    {"not-initialised.foreign-socket-may-report-wsanotinitialised"_clause, unprovoked},
    {"cancel-blocking.takes-only-an-error-pointer"_clause, only_headers},
    {"cancel-blocking.message-handler-cancel-acts-after-return"_clause,
     "holds of every provider: the handler runs on the thread of the call, which cannot return "
     "before it"},
    {"cancel-blocking.next-connect-or-socket-may-fail"_clause, unprovoked},
    {"cancel-blocking.true-blocking-thread-cannot-cancel-itself"_clause,
     "says what cannot happen: a thread that waits natively makes no call"},
    {"cancel-blocking.lperrno-on-success-is-unspecified"_clause, unprovoked},
    {"cancel-blocking.only-cancel-has-spi-counterpart"_clause, no_provider_below},
    {"after-cancel.connect-leaves-socket-indeterminate"_clause, unprovoked},
    {"after-cancel.stream-send-delivers-prefix-or-aborts"_clause, no_full_send},
    {"after-cancel.lingering-close-leaves-handle-unspecified"_clause, no_full_send},
    {"blocking-callback.query-takes-catalog-entry-id"_clause, only_headers},
    {"blocking-callback.default-hook-may-replace-null"_clause, no_default_hook},
    {"blocking-callback.callback-takes-one-context-argument"_clause, only_headers},
    {"blocking-hook.default-hook-dispatches-one-message"_clause, no_default_hook},
    {"blocking-hook.preemptive-windows-has-no-default-hook"_clause,
     "needs a message posted to the thread that waits, and this version posts none"},
    {"blocking-hook.one-legacy-thread-may-enable-hooks"_clause, unprovoked},
    {"nesting.modern-clients-may-nest-calls"_clause,
     "needs a condition function or completion routine, and this version passes none"},
    {"nesting.provider-callback-may-trigger-wsaeinprogress"_clause,
     "needs a condition function, and this version passes none"},
    {"spi-recv-disconnect.takes-socket-buffer-and-error-pointer"_clause, only_headers},
    {"spi-recv-disconnect.api-forwards-to-owning-provider"_clause, no_provider_below},
    {"close.legacy-linger-wait-is-a-blocking-call"_clause, no_full_send},
    {"close.provider-may-keep-resources-a-while"_clause, unprovoked},
    {"close.shared-sockets-are-reference-counted"_clause,
     "needs a socket with two descriptors, and this version duplicates none"},
    {"fd-close.failed-post-is-retried-while-window-exists"_clause,
     "binds a 1.1 DLL, whose posts no suite can refuse; no text asks a transport provider, whose "
     "posts go through our upcall, to try again"},
});

/// A clause has one reason.
constexpr bool has_a_clause_twice() {
    for (std::size_t i = 0; i < single_clauses.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (single_clauses[i].clause == single_clauses[j].clause) return true;
        }
    }
    return false;
}
static_assert(!has_a_clause_twice());

}  // namespace

std::map<ClauseId, std::string> unreachable_clauses() {
    std::map<ClauseId, std::string> reasons;
    for (const Row& row : single_clauses)
        reasons.emplace(row.clause, row.reason);
    for (const ClauseId clause : all_clauses()) {
        if (clause->strength == Strength::advisory)
            reasons.emplace(clause, "is advice to applications: nothing to check");
    }
    return reasons;
}

std::map<ClauseId, std::string> clauses_about_failures() {
    const std::string reason = "no call that it speaks of failed, so there was no code to judge";
    return {{"cancel-async.failure-codes-are-documented"_clause, reason},
            {"async-get.call-time-errors-are-listed"_clause, reason}};
}

}  // namespace wsconform
