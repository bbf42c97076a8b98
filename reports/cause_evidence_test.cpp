// SPDX-License-Identifier: Apache-2.0

// Goal: a cause is borne out by what its shortest purpose saw.

#include "reports/cause_evidence.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;

PurposeResult failed(const std::string& id, std::size_t steps) {
    PurposeResult result = purpose(id, Finding::fail, {}, {zero});
    result.judgement.violations[0].observed = "WSACancelAsyncRequest(" + id + ") returned 0";
    result.judgement.violations[0].allowed = {{"returned 0, WSAEINVAL", {}}};
    result.judgement.transcript.resize(steps);
    return result;
}

TEST(CauseEvidence, IsWhatTheShortestPurposeSaw) {
    const PurposeResult one = failed("a", 3);
    const PurposeResult other = failed("b", 2);

    const CauseEvidence evidence = evidence_of({"It is so.", false, {&one, &other}, {zero}});

    EXPECT_EQ(evidence.shortest, &other);
    EXPECT_EQ(evidence.observed, "WSACancelAsyncRequest(b) returned 0");
    EXPECT_EQ(evidence.allowed, std::vector<std::string>{"returned 0, WSAEINVAL"});
    EXPECT_EQ(evidence.windows, "not known of Windows");
}

TEST(CauseEvidence, IsRatherWhatAProgramCanShow) {
    PurposeResult one = failed("a", 2);
    one.not_reproducible = "needs a name server";
    const PurposeResult other = failed("b", 9);

    EXPECT_EQ(evidence_of({"It is so.", false, {&one, &other}, {zero}}).shortest, &other);
}

}  // namespace
}  // namespace wsconform
