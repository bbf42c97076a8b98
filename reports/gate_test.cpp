// SPDX-License-Identifier: Apache-2.0

#include "reports/gate.hpp"

#include <gtest/gtest.h>

#include "conformance/text/input_error.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId second = "cancel-async.second-cancel-is-refused"_clause;

constexpr Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}};

Expectations expecting(Finding finding, std::vector<ClauseId> clauses) {
    return {"wine.json", "wine", {{"c/a", {finding, std::move(clauses), "Known.", ""}}}};
}

GateResult gated(const Report& report, const Expectations& expectations) {
    return gate(std::vector{report}, expectations, today);
}

/// The same purpose played so many times, in a report each.
std::vector<Report> plays(std::size_t deviations, std::size_t of, ClauseId broken = zero) {
    std::vector<Report> reports;
    for (std::size_t play = 0; play < of; ++play) {
        reports.push_back(report_of({play < deviations ? purpose("c/a", Finding::fail, {}, {broken})
                                                       : purpose("c/a", Finding::pass)}));
    }
    return reports;
}

Expectations with_rate(Rate rate) {
    Expectations expectations = expecting(Finding::fail, {zero});
    expectations.purposes.at("c/a").rate = rate;
    return expectations;
}

Expectations expiring(Date day) {
    Expectations expectations = expecting(Finding::fail, {zero});
    Expectation& expectation = expectations.purposes.at("c/a");
    expectation.owner = "ann";
    expectation.link = "https://example.org/1";
    expectation.expires = day;
    return expectations;
}

std::vector<Report> once(const PurposeResult& result) {
    return {report_of({result})};
}

/// What was seen, what was expected of it, and what the gate then says.
struct Row {
    std::string_view what;
    std::vector<Report> seen;
    Expectations expected;
    int exit_status;
    std::string_view text;

    void expect() const {
        const GateResult result = gate(seen, expected, today);

        EXPECT_EQ(result.exit_status(), exit_status) << what;
        EXPECT_NE(gate_text(result).find(text), std::string::npos) << what << ":\n"
                                                                   << gate_text(result);
    }
};

TEST(Gate, DecidesByWhatWasExpectedAndWhatWasSeen) {
    const Expectations nothing{"wine.json", "wine", {}};
    const Expectations zero_fails = expecting(Finding::fail, {zero});
    const std::vector<Row> rows{
        {"pass", once(purpose("c/a", Finding::pass)), nothing, 0, "0 known, 1 conforming"},
        {"known", once(purpose("c/a", Finding::fail, {}, {zero})), zero_fails, 0, "1 known"},
        {"new failure", once(purpose("c/a", Finding::fail, {}, {zero})), nothing, 1,
         "new       c/a: fail (cancel-async.zero-handle-is-refused)\n"},
        {"new error", once(purpose("c/a", Finding::error)), nothing, 1, "new       c/a: error\n"},
        {"new inconclusive", once(purpose("c/a", Finding::inconclusive)), nothing, 1, "1 new"},
        {"not applicable", once(purpose("c/a", Finding::not_applicable)), nothing, 3,
         "0 conforming, 1 not applicable\nnothing was decided"},
        {"other verdict", once(purpose("c/a", Finding::error)), zero_fails, 1,
         "changed   c/a: error"},
        {"other clauses", once(purpose("c/a", Finding::fail, {}, {zero, second})), zero_fails, 1,
         "1 changed"},
        {"passes now", once(purpose("c/a", Finding::pass)), zero_fails, 4, "vanished  c/a: pass"},
        {"does not apply now", once(purpose("c/a", Finding::not_applicable)), zero_fails, 4,
         "vanished  c/a: not-applicable"},
        {"gone", {report_of({})}, zero_fails, 4, "vanished  c/a: not in the report"},
        {"new beats vanished", once(purpose("c/b", Finding::error)), zero_fails, 1,
         "1 new, 0 changed, 1 vanished"},
    };

    for (const Row& row : rows)
        row.expect();
}

TEST(Gate, TakesWhatIsExpectedOfOneBitnessForThatOnly) {
    Expectations expectations = expecting(Finding::fail, {zero});
    expectations.purposes.at("c/a").bits = 32;
    Expectations of_globs = expectations;
    of_globs.globs["c/*"] = of_globs.purposes.at("c/a");
    of_globs.purposes.clear();
    Report deviating = report_of({purpose("c/a", Finding::fail, {}, {zero})});
    Report passing = report_of({purpose("c/a", Finding::pass)});
    EXPECT_EQ(gated(deviating, expectations).exit_status(), 0);
    EXPECT_EQ(gated(passing, expectations).exit_status(), 4);

    deviating.capabilities["bits"] = passing.capabilities["bits"] = "32";
    EXPECT_EQ(gated(deviating, expectations).exit_status(), 0);
    EXPECT_EQ(gated(passing, expectations).exit_status(), 4);

    deviating.capabilities["bits"] = passing.capabilities["bits"] = "64";
    for (const Expectations& none : {expectations, of_globs}) {
        EXPECT_EQ(gated(deviating, none).exit_status(), 1);
        EXPECT_EQ(gated(passing, none).exit_status(), 0);
    }
}

TEST(Gate, AcceptsNothingThatIsExpiredOrUnreviewed) {
    Expectations unreviewed = expecting(Finding::fail, {zero});
    unreviewed.purposes.at("c/a").reason = std::string{unreviewed_reason} + "; before: x";
    const std::vector<Row> rows{
        {"expired", once(purpose("c/a", Finding::fail, {}, {zero})),
         expiring({std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{20}}), 1,
         "expired   c/a: accepted until 2026-11-20: Known., ann, https://example.org/1; "},
        {"expires today", once(purpose("c/a", Finding::fail, {}, {zero})), expiring(today), 0,
         "1 known"},
        {"expired, but vanished", once(purpose("c/a", Finding::pass)),
         expiring({std::chrono::year{2020}, std::chrono::month{1}, std::chrono::day{1}}), 4,
         "vanished  c/a: pass"},
        {"unreviewed", once(purpose("c/a", Finding::fail, {}, {zero})), unreviewed, 1,
         "unreviewed c/a: as expected, but its reason is \"to be reviewed; before: x\""},
    };

    for (const Row& row : rows)
        row.expect();
}

TEST(Gate, ProvesNothingOfWhatTheMachineCouldNotShowUnlessThatIsAccepted) {
    const Expectations zero_fails = expecting(Finding::fail, {zero});
    const Report untested =
        report_of({purpose("c/a", Finding::untested), purpose("c/b", Finding::pass),
                   purpose("c/z", Finding::untested)});

    GateResult result = gated(untested, zero_fails);

    EXPECT_EQ(result.exit_status(), 3);
    EXPECT_EQ(result.conforming, 1U) << "untested is not conforming";
    EXPECT_EQ(result.count(GateChange::vanished), 0U) << "nor has it vanished";
    EXPECT_NE(gate_text(result).find("untested  2 purposes: It cannot be played.\n"),
              std::string::npos)
        << gate_text(result);
    EXPECT_NE(gate_text(result).find("--allow-untested"), std::string::npos);

    result.allows_untested = true;
    EXPECT_EQ(result.exit_status(), 0);
    EXPECT_EQ(gate_text(result).find("--allow-untested"), std::string::npos);

    Report failing = untested;
    failing.purposes[1] = purpose("c/b", Finding::error);
    result = gated(failing, zero_fails);
    EXPECT_EQ(result.exit_status(), 3);
    result.allows_untested = true;
    EXPECT_EQ(result.exit_status(), 1);
}

TEST(Gate, TakesThePlayOfAMachineThatCouldShowThePurpose) {
    const Expectations zero_fails = expecting(Finding::fail, {zero});
    const std::vector<Report> plays{report_of({purpose("c/a", Finding::untested)}),
                                    report_of({purpose("c/a", Finding::fail, {}, {zero})})};

    const GateResult result = gate(plays, zero_fails, today);

    EXPECT_EQ(result.exit_status(), 0) << gate_text(result);
    EXPECT_EQ(result.known, 1U);
}

TEST(Gate, ProvesNothingWhenPurposesWereLost) {
    Report report = report_of({purpose("c/b", Finding::error)});
    report.lost = {"c/a", "c/z"};

    const GateResult result = gated(report, expecting(Finding::fail, {zero}));

    EXPECT_EQ(result.exit_status(), 3);
    EXPECT_EQ(result.count(GateChange::vanished), 0U) << "lost is not vanished";
    EXPECT_NE(gate_text(result).find("lost      c/z: "), std::string::npos);
}

TEST(Gate, DoesNotMissWhatTheFilterLeftOut) {
    Report report = report_of({purpose("startup/a", Finding::pass)});
    report.filter = "startup.*";

    const GateResult result = gated(report, expecting(Finding::fail, {zero}));

    EXPECT_EQ(result.exit_status(), 0);
    EXPECT_EQ(result.outside, 1U);
}

TEST(Gate, RefusesTheExpectationsOfAnotherProvider) {
    Expectations other = expecting(Finding::fail, {zero});
    other.provider = "windows";

    EXPECT_THROW(gated(report_of({}), other), InputError);
    EXPECT_THROW(with_expectations(report_of({}), other), InputError);
}

TEST(Gate, PrintsHostileTextOnOneHarmlessLineEach) {
    PurposeResult result = purpose("c/a", Finding::error);
    result.judgement.reason = hostile_text;

    const std::string text = gate_text(gate(report_of({result})));

    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Gate, JudgesWhatIsFlakyByItsRateAndNothingElseByLuck) {
    const Expectations always = expecting(Finding::fail, {zero});
    const Expectations seldom = with_rate({2, 20});
    const Expectations nothing{"wine.json", "wine", {}};
    std::vector<Report> other = plays(2, 20);
    other.push_back(plays(1, 1, second).front());
    const std::vector<Row> rows{
        {"as on file", plays(3, 20), seldom, 0, "flaky     c/a: deviates in 3 of 20 plays"},
        {"lucky once", plays(0, 1), seldom, 0, "too few plays to tell, give "},
        {"unlucky once", plays(1, 1), seldom, 0, "1 known"},
        {"never in a few", plays(0, 10), seldom, 0, "1 known"},
        {"always", plays(20, 20), seldom, 1,
         "20 of 20 plays, on file in 2 of 20 plays: more often"},
        {"never in many", plays(0, 400), seldom, 4, "less often than chance explains"},
        {"in another way", other, seldom, 1, "changed   c/a: fail (cancel-async.second"},
        {"always, now often", plays(3, 4), always, 4, "deviates in 3 of 4 plays only"},
        {"always, still", plays(4, 4), always, 0, "1 known"},
        {"new, if only once", plays(1, 5), nothing, 1, ") in 1 of 5 plays"},
    };

    for (const Row& row : rows)
        row.expect();
}

TEST(Gate, CountsThePlaysOfARepeatedRun) {
    PurposeResult result = purpose("c/a", Finding::fail, {}, {zero});
    result.repeated = Rate{3, 20};

    EXPECT_EQ(gated(report_of({result}), with_rate({2, 20})).exit_status(), 0);
    EXPECT_EQ(gated(report_of({result}), expecting(Finding::fail, {zero})).exit_status(), 4);
    result.repeated = Rate{20, 20};
    EXPECT_EQ(gated(report_of({result}), with_rate({2, 20})).exit_status(), 1);
}

TEST(Gate, MissesNoShard) {
    Report first = report_of({purpose("c/b", Finding::pass)});
    first.shard = Shard{0, 2};
    Report other = report_of({purpose("c/a", Finding::fail, {}, {zero})});
    other.shard = Shard{1, 2};
    const Expectations expected = expecting(Finding::fail, {zero});

    GateResult half = gate({first}, expected, today);
    EXPECT_EQ(half.outside, 1U) << "another shard plays it";
    require_all_shards({first}, half);
    GateResult whole = gate({first, other}, expected, today);
    require_all_shards({first, other}, whole);

    EXPECT_EQ(half.exit_status(), 3);
    EXPECT_NE(gate_text(half).find("lost      shard 2 of 2: "), std::string::npos);
    EXPECT_EQ(whole.exit_status(), 0) << gate_text(whole);
}

TEST(Expectations, AreReadBackAsWritten) {
    const ScratchFolder scratch;
    Expectations expectations = expecting(Finding::fail, {zero, second});
    expectations.purposes["c/b"] = {Finding::error, {},    "It crashes.", "https://example.org/1",
                                    "ann",          today, Rate{3, 20}};
    const auto file = scratch.file("wine.json", to_json(expectations));

    const Expectations read = read_expectations(file);

    EXPECT_EQ(read.provider, "wine");
    EXPECT_EQ(read.purposes, expectations.purposes);
    EXPECT_EQ(to_json(read), to_json(expectations));
}

}  // namespace
}  // namespace wsconform
