// SPDX-License-Identifier: Apache-2.0

#include "reports/markdown.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/sample/sample_report.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;

Report failing() {
    return report_of({purpose("c/a", Finding::fail, {}, {zero})});
}

GateResult gated_as(GateChange change) {
    GateResult gated;
    gated.entries = {{change, "c/a", "what it is"}};
    return gated;
}

TEST(Markdown, SaysWhetherItIsAsExpectedAndWhatIsNot) {
    struct Row {
        GateResult gated;
        std::string_view decision;
        std::string_view section;
    };
    GateResult known;
    known.known = 2;
    const std::vector<Row> rows{
        {known, "**As expected**: 2 known deviations.", ""},
        {gated_as(GateChange::new_deviation), "**Not as expected**: 1 new.",
         "### New deviations (1)"},
        {gated_as(GateChange::changed), "**Not as expected**: 1 changed.", "that changed (1)"},
        {gated_as(GateChange::unreviewed), "1 unreviewed.", "### Expectations that nobody has"},
        {gated_as(GateChange::expired), "**Not as expected**: 1 expired.", "have expired (1)"},
        {gated_as(GateChange::vanished), "**Better than expected**: 1 vanished.",
         "no longer hold (1)"},
        {gated_as(GateChange::lost), "**Proves nothing**: 1 lost.", "### Lost"},
    };

    for (const Row& row : rows) {
        const std::string text = to_markdown(failing(), &row.gated);

        EXPECT_TRUE(holds(text, row.decision)) << text;
        EXPECT_TRUE(holds(text, row.section)) << text;
        EXPECT_EQ(holds(text, "`c/a`: `what it is`"), !row.gated.entries.empty()) << text;
    }
}

TEST(Markdown, CountsAndNamesViolatedClausesWithoutAGateToo) {
    const std::string text = to_markdown(sample_report(), nullptr);

    EXPECT_TRUE(holds(text, "| 47 | 34 | 1 | 9 | 1 | 2 |")) << text;
    EXPECT_TRUE(holds(text, "12 violated clauses")) << text;
    EXPECT_TRUE(holds(text, "- `cancel-async.zero-handle-is-refused` (MUST, CAR-05)")) << text;
    EXPECT_TRUE(holds(text, "### Not on file: ")) << text;
    EXPECT_TRUE(holds(text, "### On file: ")) << text;
    EXPECT_LT(text.find("### Not on file: "), text.find("### On file: "));
    EXPECT_LT(text.find("1. "), text.find("violated clauses")) << "causes first";
    EXPECT_TRUE(holds(text, "**Receive shutdown is only noted locally.** In ")) << text;
}

TEST(Markdown, TellsFirstThatAProviderDoesNotStart) {
    Report report = sample_report();
    report.start = "The DLL does not start";

    const std::string text = to_markdown(report, nullptr);

    EXPECT_LT(text.find("`The DLL does not start`"), text.find("|")) << text;
}

TEST(Markdown, TellsFirstThatAProviderWasNotIsolated) {
    Report report = sample_report();
    report.capabilities["isolation"] = "no";

    const std::string text = to_markdown(report, nullptr);

    EXPECT_LT(text.find("**not isolated: the provider could reach"), text.find("|")) << text;
    report.capabilities["isolation"] = "yes";
    EXPECT_FALSE(holds(to_markdown(report, nullptr), "not isolated"));
}

TEST(Markdown, IsShortWhateverThereIsToSay) {
    GateResult gated;
    for (int i = 0; i < 5'000; ++i) {
        gated.entries.push_back(
            {GateChange::new_deviation, "c/" + std::to_string(i), std::string(5'000, '#')});
    }

    const std::string text = to_markdown(failing(), &gated);

    EXPECT_TRUE(holds(text, "- and 4980 more in index.html\n"));
    EXPECT_LT(text.size(), 65'536U);
}

TEST(Markdown, LetsHostileTextMeanNothing) {
    const std::string hostile =
        hostile_text + " @everyone #1 www.example.org https://example.org |`` **x** [a](b) <b>";
    Report report = failing();
    report.provider = hostile;
    report.suite = hostile;
    report.filter = hostile;
    report.self_check = SelfCheck{{}, hostile};
    GateResult gated;
    gated.entries = {{GateChange::new_deviation, hostile, hostile}};
    gated.flaky = {{GateChange{}, hostile, hostile}};

    const std::string text = to_markdown(report, &gated);

    for (const std::string_view part : std::initializer_list<std::string_view>{
             "@", "<img", "www.", "://", "**x", "[", "<b>", "|`", "\x1b", " #1", mark_of_direction})
        EXPECT_FALSE(holds(text, part)) << part;
    EXPECT_TRUE(holds(text, "&#64;everyone"));
}

TEST(Markdown, SetsProvidersSideBySide) {
    const std::string text = to_markdown(sample_reports());

    EXPECT_TRUE(text.starts_with("## wsconform: 3 providers\n\n|     | provider "));
    EXPECT_TRUE(holds(text, "| A   | `sample` ")) << text;
    EXPECT_TRUE(holds(text, "- Self-check of C: 1 known-bad provider caught\n")) << text;
    EXPECT_TRUE(holds(text, "`suite differs: "));
    EXPECT_TRUE(holds(text, "- CAR-05, MUST, `cancel-async.zero-handle-is-refused`\n  A zero "));
    EXPECT_TRUE(holds(text, "  Violated by A, C; verified by B.\n")) << text;
    EXPECT_TRUE(holds(text, "  - WSAEALREADY: A (6), ")) << text;
    EXPECT_TRUE(holds(text, "### A, `sample`: 10 deviations, ")) << text;
    EXPECT_TRUE(holds(text, ". **Receive shutdown is only noted locally.** In ")) << text;
    EXPECT_FALSE(holds(text, "`flawless`: "));
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 160U) << "readable as it stands: " << line;
    EXPECT_FALSE(text.ends_with("\n\n"));
}

TEST(Markdown, LetsHostileTextMeanNothingInAComparison) {
    std::vector<Report> reports = sample_reports();
    const std::string hostile = hostile_text + " @everyone #1 www.example.org |`` **x** [a](b) <b>";
    for (Report& report : reports) {
        report.provider += hostile;
        report.self_check = SelfCheck{{}, hostile};
        for (PurposeResult& result : report.purposes) {
            result.id += hostile;
            result.judgement.reason = hostile;
            result.judgement.choices = {{hostile, hostile}};
            if (result.expectation) result.expectation->reason = hostile;
            for (Violation& violation : result.judgement.violations)
                violation.observed = hostile;
        }
    }

    const std::string text = to_markdown(reports);

    for (const std::string_view part : std::initializer_list<std::string_view>{
             "@", "<img", "www.", "**x", "[", "<b>", "|`", "\x1b", " #1"})
        EXPECT_FALSE(holds(text, part)) << part;
}

TEST(Badge, SaysTheWorst) {
    struct Row {
        Report report;
        const GateResult* gated;
        std::string_view message;
        std::string_view colour;
    };
    const GateResult bad = gated_as(GateChange::expired);
    GateResult good;
    good.known = 1;
    Report lost = failing();
    lost.lost = {"c/z"};
    const Report passing = report_of({purpose("c/a", Finding::pass, {zero})});
    const std::vector<Row> rows{
        {failing(), nullptr, "1 clause violated", "red"},
        {failing(), &good, "1 clause violated, as known", "yellow"},
        {failing(), &bad, "1 not as expected", "red"},
        {lost, &good, "incomplete", "lightgrey"},
        {passing, nullptr, "1 clause verified", "brightgreen"},
        {report_of({purpose("c/a", Finding::error)}), nullptr, "1 error", "red"},
    };

    for (const Row& row : rows) {
        const auto json = nlohmann::json::parse(to_badge_json(row.report, row.gated));
        EXPECT_EQ(json, (nlohmann::json{{"schemaVersion", 1},
                                        {"label", "wsconform"},
                                        {"message", row.message},
                                        {"color", row.colour}}));
        EXPECT_TRUE(
            holds(to_badge_svg(row.report, row.gated), ">" + std::string{row.message} + "</text>"));
    }
}

TEST(Badge, CarriesNoMarkupOfOthers) {
    Report report = failing();
    report.provider = hostile_text;

    const std::string svg = to_badge_svg(report, nullptr);

    EXPECT_FALSE(holds(svg, "<img"));
    EXPECT_FALSE(holds(svg, "<script"));
    EXPECT_TRUE(std::ranges::none_of(svg, [](char c) { return c != '\n' && c >= 0 && c < ' '; }));
}

}  // namespace
}  // namespace wsconform
