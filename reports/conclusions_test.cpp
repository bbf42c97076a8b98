// SPDX-License-Identifier: Apache-2.0

#include "reports/conclusions.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId must = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId derived = "cancel-async.cancelled-request-posts-no-message"_clause;
constexpr ClauseId may = "cancel-async.choice-of-refusal-code-is-free"_clause;

ClauseConclusion conclusion_on(ClauseId clause, const Report& report) {
    return clause_conclusions(report).at(clause.index());
}

PurposeResult unexercised(PurposeResult result) {
    result.judgement.exercised.clear();
    return result;
}

TEST(Conclusions, FollowFromThePurposesThatBearOnAClause) {
    struct Row {
        std::string_view what;
        ClauseId clause;
        std::vector<PurposeResult> purposes;
        ClauseStatus status;
        std::string_view reason;
    };
    const Finding pass = Finding::pass;
    const Finding fail = Finding::fail;
    const std::vector<Row> rows{
        {"passed", must, {purpose("c/a", pass, {must})}, ClauseStatus::verified, ""},
        {"broken by another purpose",
         must,
         {purpose("c/a", pass, {must}), purpose("c/b", fail, {derived}, {must})},
         ClauseStatus::violated,
         ""},
        {"passed, not exercised",
         must,
         {unexercised(purpose("c/a", pass, {must}))},
         ClauseStatus::unexercised,
         "c/a passed without exercising it."},
        {"failed for another reason, later",
         must,
         {purpose("c/a", fail, {must}, {derived})},
         ClauseStatus::verified,
         ""},
        {"failed for another reason, before",
         must,
         {unexercised(purpose("c/a", fail, {must}, {derived}))},
         ClauseStatus::unexercised,
         "c/a: fail"},
        {"derived", derived, {purpose("c/a", pass, {derived})}, ClauseStatus::verified, ""},
        {"permitted", may, {purpose("c/a", pass, {may})}, ClauseStatus::recorded, ""},
        {"permitted, ran badly",
         may,
         {purpose("c/a", Finding::inconclusive, {may})},
         ClauseStatus::recorded,
         ""},
        {"never ran",
         must,
         {purpose("c/a", Finding::not_applicable, {must})},
         ClauseStatus::not_applicable,
         "It cannot be played."},
        {"ran once in vain",
         must,
         {purpose("c/a", Finding::not_applicable, {must}),
          purpose("c/b", Finding::inconclusive, {must})},
         ClauseStatus::unexercised,
         "c/b: inconclusive"},
        {"untested",
         must,
         {purpose("c/a", Finding::not_applicable, {must}),
          purpose("c/b", Finding::untested, {must})},
         ClauseStatus::unexercised,
         "c/b: untested: It cannot be played."},
        {"nobody's", must, {}, ClauseStatus::unexercised, "No purpose claims it."},
    };

    for (const Row& row : rows) {
        const ClauseConclusion conclusion = conclusion_on(row.clause, report_of(row.purposes));

        EXPECT_EQ(word_for(conclusion.status), word_for(row.status)) << row.what;
        EXPECT_EQ(conclusion.reason, row.reason) << row.what;
    }
}

TEST(Conclusions, GiveTheReasonWhyAnUnclaimedClauseIsOutOfReach) {
    Report report = report_of({});
    report.unreachable = {{must, "Hooks come later."}};

    EXPECT_EQ(conclusion_on(must, report).status, ClauseStatus::not_applicable);
    EXPECT_EQ(conclusion_on(must, report).reason, "Hooks come later.");

    report.purposes = {purpose("c/a", Finding::pass, {must})};
    EXPECT_EQ(conclusion_on(must, report).status, ClauseStatus::verified);
}

TEST(Conclusions, NameThePurposesThatClaimOrBreakAClause) {
    const Report report = report_of(
        {purpose("c/b", Finding::fail, {}, {must}), purpose("c/a", Finding::pass, {must})});

    EXPECT_EQ(conclusion_on(must, report).purposes, (std::vector<std::string>{"c/a", "c/b"}));
}

TEST(Profile, TakesTheMostFrequentBranchAndOfEqualsTheFirst) {
    Report report = report_of({purpose("c/a", Finding::pass), purpose("c/b", Finding::pass)});
    report.purposes[0].judgement.choices = {{"AMB-01", "z"}, {"AMB-01", "a"}, {"AMB-02", "only"}};
    report.purposes[1].judgement.choices = {{"AMB-03", "b"}, {"AMB-03", "c"}, {"AMB-03", "c"}};

    const auto profile = behaviour_profile(report);

    EXPECT_EQ(profile.at("AMB-01").branch, "a");
    EXPECT_FALSE(profile.at("AMB-01").is_consistent());
    EXPECT_TRUE(profile.at("AMB-02").is_consistent());
    EXPECT_EQ(profile.at("AMB-03").branch, "c");
    EXPECT_EQ(profile.at("AMB-03").seen.at("b"), 1U);
}

TEST(Summary, CountsDerivedFailuresLostPurposesAndStrengthsApart) {
    Report report =
        report_of({purpose("c/a", Finding::fail, {must}, {must, derived}),
                   purpose("c/b", Finding::fail, {derived}, {derived}),
                   purpose("c/c", Finding::pass, {may}), purpose("c/d", Finding::not_applicable)});
    report.lost = {"c/e"};

    const Summary summary = summary_of(report);

    EXPECT_EQ(summary.registered, 5U);
    EXPECT_EQ(summary.played, 4U);
    EXPECT_EQ(summary.findings.at(Finding::fail), 2U);
    EXPECT_EQ(summary.derived, 1U);
    EXPECT_EQ(summary.expected, 2U);
    EXPECT_EQ(summary.unexpected, 2U);
    EXPECT_EQ(summary.clauses.at(Strength::must).at(ClauseStatus::violated), 1U);
    EXPECT_EQ(summary.clauses.at(Strength::must_derived).at(ClauseStatus::violated), 1U);
    EXPECT_EQ(summary.clauses.at(Strength::may).at(ClauseStatus::recorded), 1U);
    EXPECT_EQ(summary.clauses.at(Strength::may).at(ClauseStatus::violated), 0U);
}

}  // namespace
}  // namespace wsconform
