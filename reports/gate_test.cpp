#include "reports/gate.hpp"

#include <gtest/gtest.h>

#include "conformance/input_error.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId second = "cancel-async.second-cancel-is-refused"_clause;

Expectations expecting(Finding finding, std::vector<ClauseId> clauses) {
    return {"wine.json", "wine", {{"c/a", {finding, std::move(clauses), "Known.", ""}}}};
}

TEST(Gate, DecidesByWhatWasExpectedAndWhatWasSeen) {
    struct Row {
        std::string_view what;
        std::vector<PurposeResult> seen;
        Expectations expected;
        int exit_status;
        std::string_view text;
    };
    const Expectations nothing{"wine.json", "wine", {}};
    const Expectations zero_fails = expecting(Finding::fail, {zero});
    const std::vector<Row> rows{
        {"pass", {purpose("c/a", Finding::pass)}, nothing, 0, "0 known, 1 conforming"},
        {"known", {purpose("c/a", Finding::fail, {}, {zero})}, zero_fails, 0, "1 known"},
        {"new failure",
         {purpose("c/a", Finding::fail, {}, {zero})},
         nothing,
         1,
         "new       c/a: fail (cancel-async.zero-handle-is-refused)\n"},
        {"new error", {purpose("c/a", Finding::error)}, nothing, 1, "new       c/a: error\n"},
        {"new inconclusive", {purpose("c/a", Finding::inconclusive)}, nothing, 1, "1 new"},
        {"not applicable", {purpose("c/a", Finding::not_applicable)}, nothing, 0, "1 conforming"},
        {"other verdict", {purpose("c/a", Finding::error)}, zero_fails, 1, "changed   c/a: error"},
        {"other clauses",
         {purpose("c/a", Finding::fail, {}, {zero, second})},
         zero_fails,
         1,
         "1 changed"},
        {"passes now", {purpose("c/a", Finding::pass)}, zero_fails, 4, "vanished  c/a: pass"},
        {"does not apply now",
         {purpose("c/a", Finding::not_applicable)},
         zero_fails,
         4,
         "vanished  c/a: not-applicable"},
        {"gone", {}, zero_fails, 4, "vanished  c/a: not in the report"},
        {"new beats vanished",
         {purpose("c/b", Finding::error)},
         zero_fails,
         1,
         "1 new, 0 changed, 1 vanished"},
    };

    for (const Row& row : rows) {
        const GateResult result = gate(report_of(row.seen), row.expected);

        EXPECT_EQ(result.exit_status(), row.exit_status) << row.what;
        EXPECT_NE(gate_text(result).find(row.text), std::string::npos) << row.what << ":\n"
                                                                       << gate_text(result);
    }
}

TEST(Gate, ProvesNothingWhenPurposesWereLost) {
    Report report = report_of({purpose("c/b", Finding::error)});
    report.lost = {"c/a", "c/z"};

    const GateResult result = gate(report, expecting(Finding::fail, {zero}));

    EXPECT_EQ(result.exit_status(), 3);
    EXPECT_EQ(result.count(Change::vanished), 0U) << "lost is not vanished";
    EXPECT_NE(gate_text(result).find("lost      c/z: "), std::string::npos);
}

TEST(Gate, DoesNotMissWhatTheFilterLeftOut) {
    Report report = report_of({});
    report.filter = "startup.*";

    const GateResult result = gate(report, expecting(Finding::fail, {zero}));

    EXPECT_EQ(result.exit_status(), 0);
    EXPECT_EQ(result.outside, 1U);
}

TEST(Gate, RefusesTheExpectationsOfAnotherProvider) {
    Expectations other = expecting(Finding::fail, {zero});
    other.provider = "windows";

    EXPECT_THROW(gate(report_of({}), other), InputError);
    EXPECT_THROW(with_expectations(report_of({}), other), InputError);
}

TEST(Gate, PrintsHostileTextOnOneHarmlessLineEach) {
    PurposeResult result = purpose("c/a", Finding::error);
    result.judgement.reason = hostile_text;

    const std::string text = gate_text(gate(report_of({result})));

    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Expectations, AreMetByAReportThatTheyWereDraftedFrom) {
    const Report report =
        report_of({purpose("c/a", Finding::fail, {zero}, {zero}), purpose("c/b", Finding::error),
                   purpose("c/c", Finding::pass), purpose("c/d", Finding::inconclusive)});

    const Expectations draft = draft_expectations(report);

    EXPECT_EQ(draft.purposes.size(), 3U);
    EXPECT_EQ(gate(report, draft).exit_status(), 0);
    EXPECT_EQ(gate(report, draft).known, 3U);
}

TEST(Expectations, KeepTheirReasonsWhenDraftedAgain) {
    const Report report =
        with_expectations(report_of({purpose("c/a", Finding::fail, {zero}, {zero})}),
                          expecting(Finding::fail, {zero}));

    EXPECT_EQ(draft_expectations(report).purposes.at("c/a").reason, "Known.");
}

TEST(Expectations, AreReadBackAsWritten) {
    const ScratchFolder scratch;
    Expectations expectations = expecting(Finding::fail, {zero, second});
    expectations.purposes["c/b"] = {Finding::error, {}, "It crashes.", "https://example.org/1"};
    const auto file = scratch.file("wine.json", to_json(expectations));

    const Expectations read = read_expectations(file);

    EXPECT_EQ(read.provider, "wine");
    EXPECT_EQ(read.purposes, expectations.purposes);
    EXPECT_EQ(to_json(read), to_json(expectations));
}

}  // namespace
}  // namespace wsconform
