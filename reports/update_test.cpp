// SPDX-License-Identifier: Apache-2.0

#include "reports/update.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId second = "cancel-async.second-cancel-is-refused"_clause;
constexpr Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}};

const PurposeResult passes = purpose("c/a", Finding::pass);
const PurposeResult fails = purpose("c/a", Finding::fail, {}, {zero});
const PurposeResult fails_otherwise = purpose("c/a", Finding::fail, {}, {second});

Expectations expecting(std::optional<Rate> rate = {}) {
    Expectation expectation{
        Finding::fail, {zero}, "Known.", "https://example.org/1", "ann", date_named("2027-01-01"),
        rate};
    return {"wine.json", "wine", {{"c/a", expectation}}};
}

Expectations update_of(const Expectations& expectations, const std::vector<Report>& reports) {
    return updated(expectations, reports, gate(reports, expectations, today));
}

std::vector<Report> plays(std::size_t deviations, std::size_t of) {
    std::vector<Report> reports(of, report_of({passes}));
    std::fill_n(reports.begin(), deviations, report_of({fails}));
    return reports;
}

TEST(Update, FilesWhatIsNewOrChangedForReviewAndTheGateRefusesItUntilThen) {
    for (const Expectations& before : {Expectations{"wine.json", "wine", {}}, expecting()}) {
        const std::vector<Report> reports{report_of({fails_otherwise})};

        Expectations after = update_of(before, reports);

        EXPECT_EQ(gate(reports, before, today).exit_status(), 1);
        const GateResult refused = gate(reports, after, today);
        EXPECT_EQ(refused.exit_status(), 1);
        EXPECT_EQ(refused.count(GateChange::unreviewed), 1U);
        after.purposes.at("c/a").reason = "Written by a person.";
        EXPECT_EQ(gate(reports, after, today).exit_status(), 0);
    }
}

TEST(Update, KeepsWhatPeopleWroteOfWhatChanged) {
    const Expectations once = update_of(expecting(), {report_of({fails_otherwise})});
    const Expectations twice = update_of(once, {report_of({fails})});

    for (const Expectations& after : {once, twice}) {
        const Expectation& expectation = after.purposes.at("c/a");
        EXPECT_EQ(expectation.reason, "to be reviewed; before: Known.");
        EXPECT_EQ(expectation.link, "https://example.org/1");
        EXPECT_EQ(expectation.owner, "ann");
        EXPECT_TRUE(expectation.expires);
    }
}

TEST(Update, NarrowsWithoutAsking) {
    EXPECT_TRUE(update_of(expecting(), {report_of({passes})}).purposes.empty());
    EXPECT_TRUE(update_of(expecting(), {report_of({})}).purposes.empty());
    EXPECT_TRUE(update_of(expecting(Rate{10, 20}), plays(0, 50)).purposes.empty());
    const Expectation rarer = update_of(expecting(Rate{10, 20}), plays(2, 50)).purposes.at("c/a");
    EXPECT_EQ(rarer.rate, (Rate{2, 50}));
    EXPECT_EQ(rarer.reason, "Known.");
}

TEST(Update, KeepsWhatTheMachineCouldNotShow) {
    const Report untested = report_of({purpose("c/a", Finding::untested)});
    EXPECT_TRUE(update_of(expecting(), {untested}).purposes.contains("c/a"));
}

TEST(Update, LeavesAloneWhatHolds) {
    Expectations expired = expecting();
    expired.purposes.at("c/a").expires = date_named("2026-01-01");
    for (const Expectations& before : {expecting(), expired}) {
        EXPECT_EQ(update_of(before, {report_of({fails})}).purposes, before.purposes);
    }
    EXPECT_EQ(update_of(expecting(Rate{10, 20}), plays(9, 20)).purposes,
              expecting(Rate{10, 20}).purposes);
    Report narrow = report_of({});
    narrow.filter = "d.*";
    EXPECT_EQ(update_of(expecting(), {narrow}).purposes, expecting().purposes);
}

TEST(Update, FilesTheRateOfWhatBecameFlakyForReview) {
    for (const Expectations& before : {expecting(), expecting(Rate{1, 50})}) {
        const Expectation after = update_of(before, plays(15, 20)).purposes.at("c/a");

        EXPECT_EQ(after.rate, (Rate{15, 20}));
        EXPECT_EQ(after.reason, "to be reviewed; before: Known.");
    }
}

/// What was not decided has no cause; each purpose has its own reason.
TEST(Update, SaysWhyNothingWasDecided) {
    PurposeResult waits = purpose("c/a", Finding::inconclusive, {}, {});
    waits.judgement.reason = "step 4: the reply is allowed, and was not the one claimed";
    const PurposeResult silent = purpose("c/b", Finding::inconclusive, {}, {});
    const std::vector reports{report_of({waits, silent})};
    const Expectations none{"x", reports.front().provider, {}};

    const Expectations begun = updated(none, reports, gate(reports, none, Date{}));

    EXPECT_EQ(begun.purposes.at("c/a").reason,
              "to be reviewed: nothing was decided: the reply is allowed, and was not the one "
              "claimed");
    EXPECT_EQ(begun.purposes.at("c/b").reason,
              "to be reviewed: nothing was decided: the claim was not reached");
}

}  // namespace
}  // namespace wsconform
