// SPDX-License-Identifier: Apache-2.0

// Goal: a clause that limits what a provider does cannot be verified on one that never does it.
// Method: each binding clause whose text has a limiting word names a witness, or stands here with
// the reason why it needs none.

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/judging/unreachable.hpp"
#include "model/catalogue.hpp"

namespace wsconform {
namespace {

struct Group {
    std::string_view reason;
    std::vector<ClauseId> clauses;
};

/// Such clauses are verified without a witness.
const std::vector<Group>& without_witness() {
    static const std::vector<Group> groups{
        {"It limits the reply of the very call that is made, and that reply was seen.",
         {"async-host-by-name.dns-outcomes-map-to-four-codes"_clause,
          "blocking-hook.cancel-succeeds-or-gives-listed-reason"_clause,
          "cancel-async.failure-codes-are-documented"_clause,
          "connecting.nonblocking-connect-does-not-wait"_clause,
          "blocking-hook.unhook-fails-only-without-startup"_clause,
          "cancel-async.takes-one-handle-and-returns-int"_clause,
          "cancel-async.zero-handle-is-refused"_clause,
          "cancel-async.never-issued-handle-is-refused"_clause,
          "cancel-async.never-waits-for-the-resolver"_clause,
          "cancel-blocking.failure-reasons-are-wsaenetdown-and-wsaeinval"_clause,
          "cancel-blocking.idle-thread-gets-wsaeinval"_clause,
          "close.default-returns-at-once-and-delivers"_clause,
          "close.linger-structure-holds-two-16-bit-values"_clause,
          "close.abortive-close-leaves-no-time-wait"_clause,
          "datagram.empty-one-is-received-as-zero-bytes"_clause,
          "end-of-stream.protocol-flags-decide-stream-behaviour"_clause,
          "enum-protocols.small-buffer-is-wsaenobufs-with-size"_clause,
          "receiving.urgent-receive-takes-no-ordinary-data"_clause,
          "receiving.receive-for-all-fills-the-buffer"_clause,
          "receiving.timeout-is-not-early"_clause,
          "receiving.timeout-ends-the-receive"_clause,
          "network-events.fd-connect-carries-the-error"_clause,
          "overlapped.pending-result-is-wsa-io-incomplete"_clause,
          "not-initialised.calls-without-startup-report-wsanotinitialised"_clause,
          "not-initialised.wsagetlasterror-is-exempt"_clause,
          "not-initialised.wsaisblocking-yields-false"_clause,
          "recv-disconnect.native-tcp-has-no-disconnect-data"_clause,
          "recv-disconnect.never-blocks-despite-linger"_clause,
          "send-disconnect.failure-reasons-are-listed"_clause,
          "send-disconnect.neither-closes-nor-blocks"_clause,
          "send-disconnect.null-buffer-means-no-data"_clause,
          "shutdown.neither-closes-nor-blocks"_clause,
          "shutdown.unconnected-or-invalid-socket-is-refused"_clause,
          "spi-recv-disconnect.failure-reasons-go-through-lperrno"_clause,
          "startup.legacy-limit-fields-carry-bounds"_clause,
          "startup.returns-the-error-code-itself"_clause,
          "upcall.wpupostmessage-acts-like-postmessage"_clause,
          "upcall.wpuquerysockethandlecontext-returns-stored-context"_clause,
          "version.behaviour-follows-negotiated-version"_clause,
          "version.request-below-lowest-is-refused"_clause}},
        {"It limits an entry of a list or table that was read, and the entry was seen.",
         {"enum-protocols.unidirectional-flags-exclude-each-other"_clause,
          "proc-table.entries-are-not-dll-exports"_clause}},
        {"It asks for something that must be seen, so a provider that does nothing breaks it.",
         {"after-cancel.stream-receive-loses-nothing-or-aborts"_clause,
          "after-cancel.database-lookup-returns-null-with-wsaeintr"_clause,
          "async-get.destroyed-window-ends-posting-duty"_clause,
          "async-get.lookups-are-ipv4-only"_clause,
          "async-get.return-value-tells-acceptance-only"_clause,
          "blocking-callback.null-callback-means-native-wait"_clause,
          "blocking-callback.query-is-mandatory-for-providers"_clause,
          "cancel-blocking.may-be-called-at-any-time"_clause,
          "cleanup.non-final-call-spares-async-requests"_clause,
          "close.nonblocking-linger-reports-wsaewouldblock"_clause,
          "fd-close.follows-peer-end-after-local-shutdown"_clause,
          "layering.base-provider-needs-no-chain-knowledge"_clause,
          "nesting.last-error-and-conversions-keep-working"_clause,
          "provider-duty.new-handles-pass-through-an-upcall"_clause}},
        {"It limits calls made in a hook or beside another call, and these were made.",
         {"blocking-hook.hook-may-only-cancel-and-query"_clause,
          "blocking-hook.cleanup-from-hook-is-refused"_clause,
          "cancel-async.nested-call-reports-wsaeinprogress"_clause,
          "cleanup.call-while-blocking-is-wsaeinprogress"_clause,
          "nesting.nested-call-reports-wsaeinprogress"_clause,
          "nesting.refused-call-has-no-effect"_clause,
          "nesting.startup-is-refused-while-blocking"_clause,
          "pseudo-blocking.thread-has-one-outstanding-blocking-call"_clause}},
        {"It limits what a program may do or conclude; what binds the provider is a reply.",
         {"cancel-blocking.only-wsaeintr-proves-a-cancel"_clause,
          "proc-table.providers-validate-their-own-parameters"_clause,
          "startup.failed-call-does-not-count"_clause, "startup.must-be-the-first-call"_clause}},
        {"It says several things. The others show in replies, and \"no ICMP\" is said again by "
         "recv-disconnect.no-icmp-error-is-generated, which has a witness.",
         {"shutdown.modern-sd-receive-resets-on-data"_clause,
          "spi-recv-disconnect.remaining-effects-match-the-api"_clause}},
    };
    return groups;
}

bool has_limiting_word(std::string_view text) {
    static const std::regex words{
        R"(\b(only|at most|never|no|none|nothing|silently|beyond|exactly one|not before|while)\b)",
        std::regex::icase};
    return std::regex_search(text.begin(), text.end(), words);
}

TEST(Clauses, ThatLimitAProviderNameAWitness) {
    std::map<ClauseId, std::string_view> excused;
    for (const Group& group : without_witness()) {
        for (const ClauseId clause : group.clauses)
            EXPECT_TRUE(excused.emplace(clause, group.reason).second) << clause->slug;
    }
    const auto unreachable = unreachable_clauses();
    for (const ClauseId clause : all_clauses()) {
        const bool has_witness = clause->witness != Witness::none;
        EXPECT_FALSE(has_witness && excused.contains(clause)) << clause->slug << ": has both";
        EXPECT_FALSE(has_witness && !clause->is_binding()) << clause->slug << ": cannot be broken";
        if (!clause->is_binding() || unreachable.contains(clause)) continue;
        if (has_limiting_word(clause->text))
            EXPECT_TRUE(has_witness || excused.contains(clause))
                << clause->slug
                << " limits something: name its witness, or why it needs none: " << clause->text;
        else
            EXPECT_FALSE(excused.contains(clause)) << clause->slug << ": needs no excuse";
    }
}

/// A witness that no clause asks for would be noted for nothing.
TEST(Witnesses, AreEachAskedForByAClause) {
    std::set<Witness> asked_for;
    for (const ClauseId clause : all_clauses())
        asked_for.insert(clause->witness);
    for (std::size_t i = 0; i < witness_names.size(); ++i)
        EXPECT_TRUE(asked_for.contains(static_cast<Witness>(i))) << witness_names[i].slug;
}

}  // namespace
}  // namespace wsconform
