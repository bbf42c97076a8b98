#include "reports/renderings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "conformance/text/input_error.hpp"
#include "reports/output_folder.hpp"
#include "reports/report_json.hpp"
#include "reports/sample/sample_report.hpp"
#include "reports/terminal.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;

PurposeResult expecting(PurposeResult result, Finding finding) {
    result.expectation = Expectation{finding, violated_clauses(result), "Known <b>.", ""};
    return result;
}

TEST(JUnit, TellsEachKindOfFindingApart) {
    struct Row {
        PurposeResult result;
        std::string_view element;
    };
    PurposeResult crashed = purpose("c/a", Finding::error);
    crashed.judgement.reason = "It crashed.";
    const std::vector<Row> rows{
        {purpose("c/a", Finding::pass), R"(<testcase classname="c" name="a"/>)"},
        {purpose("c/a", Finding::fail, {}, {zero}),
         R"(<failure message="step 2: call returned 0" type="new">c/a: step 2: call returned 0)"},
        {crashed, R"(<error message="It crashed." type="new"/>)"},
        {purpose("c/a", Finding::inconclusive),
         "<skipped message=\"inconclusive: inconclusive\"/>"},
        {purpose("c/a", Finding::not_applicable),
         "<skipped message=\"not-applicable: It cannot be played.\"/>"},
        {expecting(purpose("c/a", Finding::fail, {}, {zero}), Finding::fail),
         "<skipped message=\"expected deviation: Known &lt;b&gt;.\"/>"},
        {expecting(purpose("c/a", Finding::fail, {}, {zero}), Finding::error), "type=\"changed\""},
        {expecting(purpose("c/a", Finding::pass), Finding::fail), "type=\"vanished\""},
    };

    for (const Row& row : rows) {
        const std::string xml = to_junit(report_of({row.result}));
        EXPECT_TRUE(holds(xml, row.element)) << row.element << "\n" << xml;
    }
}

TEST(JUnit, CountsACallATestSuiteAndNamesLostPurposes) {
    Report report = report_of({purpose("b/x", Finding::fail, {}, {zero}),
                               purpose("a/x", Finding::pass), purpose("a/y", Finding::error)});
    report.lost = {"b/gone"};

    const std::string xml = to_junit(report);

    EXPECT_TRUE(holds(xml,
                      "<testsuites name=\"wsconform 0.1.0: wine\" tests=\"4\" failures=\"1\" "
                      "errors=\"2\" skipped=\"0\">"));
    EXPECT_TRUE(holds(xml, "<testsuite name=\"a\" tests=\"2\" failures=\"0\" errors=\"1\""));
    EXPECT_TRUE(holds(xml, "type=\"lost\""));
}

TEST(JUnit, EscapesHostileText) {
    PurposeResult result = purpose("c/" + hostile_text, Finding::fail, {}, {zero});
    result.judgement.violations[0].observed = hostile_text;
    result.judgement.reason = hostile_text;

    const std::string xml = to_junit(report_of({result}));

    EXPECT_FALSE(holds(xml, "<img")) << xml;
    EXPECT_FALSE(holds(xml, "]]>")) << xml;
    EXPECT_TRUE(std::ranges::none_of(xml, [](char c) { return c != '\n' && c >= 0 && c < ' '; }));
}

TEST(Violation, SaysWhatWasSeenWhatWasAllowedAndHowToSeeItAgain) {
    const Report report = sample_report();
    const auto result = std::ranges::find(
        report.purposes, "recv-disconnect/later_data_resets_the_connection", &PurposeResult::id);

    EXPECT_EQ(
        violation_text(*result, result->judgement.violations.at(0)),
        "recv-disconnect/later_data_resets_the_connection: step 8: observes on p saw nothing\n"
        "  allowed: a reset  recv-disconnect.later-tcp-data-resets-connection "
        "(MUST, RDC-09, S4)\n"
        "           \"TCP: if data arrives afterwards, the connection gets reset.\"\n"
        "  since:   step 7: sends \"late\" on p acknowledged\n"
        "  again:   wsconform check "
        "traces/recv-disconnect.later_data_resets_the_connection.jsonl\n");
}

TEST(Violation, QuotesABrokenClauseThatNoAlternativeCites) {
    const PurposeResult result = purpose("c/a", Finding::fail, {}, {zero});

    const std::string text = violation_text(result, result.judgement.violations.at(0));

    EXPECT_TRUE(holds(text, "  broken:  cancel-async.zero-handle-is-refused (MUST, CAR-05, "));
}

TEST(Terminal, ShowsOneScreenOfWhatMatters) {
    const std::string text = terminal_summary(sample_report(), Colour::off);

    EXPECT_TRUE(holds(text,
                      "34 pass, 9 fail (1 derived only), 1 error, 1 inconclusive, "
                      "2 not-applicable; 2 as expected\n"))
        << text;
    EXPECT_TRUE(holds(text, "violated: 10 MUST clauses\n")) << text;
    EXPECT_TRUE(holds(text, "violated, derived: 2 MUST-D clauses\n")) << text;
    EXPECT_TRUE(holds(text, "WSAEALREADY 6 times, WSAEINVAL 1 time\n")) << text;
    EXPECT_FALSE(holds(text, "\x1b"));
    EXPECT_TRUE(holds(terminal_summary(sample_report(), Colour::on), "\x1b[31m"));
}

TEST(Terminal, ObeysNothingThatAProviderSays) {
    Report report = report_of({purpose("c/a", Finding::pass)});
    report.provider = hostile_text;
    report.purposes[0].judgement.choices = {{hostile_text, hostile_text}};
    report.lost = {hostile_text};

    const std::string text = terminal_summary(report, Colour::off);

    EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return c != '\n' && c >= 0 && c < ' '; }));
    EXPECT_FALSE(holds(text, mark_of_direction));
}

TEST(Html, CarriesTheReportAndLoadsNothing) {
    const std::string html = to_html(sample_report());

    EXPECT_TRUE(holds(html, "default-src 'none'"));
    EXPECT_FALSE(holds(html, "{{"));
    EXPECT_FALSE(holds(html, "unsafe-inline"));
    EXPECT_FALSE(holds(html, " src="));
    EXPECT_FALSE(holds(html, "innerHTML"));
}

TEST(Html, LetsNoTextEndTheScriptItStandsIn) {
    Report report = report_of({purpose("c/a", Finding::pass)});
    report.provider = hostile_text;

    const std::string html = to_html(report);
    const std::size_t data = html.find("id=\"data\">") + 10;
    const std::string embedded = html.substr(data, html.find("</script>", data) - data);

    EXPECT_TRUE(std::ranges::all_of(embedded, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/' || c == '=';
    }));
}

TEST(Outputs, AppearTogetherAndReplaceOlderOnes) {
    const ScratchFolder scratch;
    const auto folder = scratch.path() / "deep" / "out";

    write_outputs(folder, report_of({}));
    write_outputs(folder, sample_report());

    EXPECT_EQ(contents(folder / "report.json"), to_json(sample_report()));
    EXPECT_EQ(contents(folder / "junit.xml"), to_junit(sample_report()));
    EXPECT_EQ(contents(folder / "index.html"), to_html(sample_report()));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder}, {}), 3);
}

TEST(Outputs, LeaveAnOlderReportAloneWhenTheyCannotBeWritten) {
    const ScratchFolder scratch;
    scratch.file("report.json", "old");
    std::filesystem::create_directory(scratch.path() / "index.html");

    EXPECT_THROW(write_outputs(scratch.path(), sample_report()), InputError);
    EXPECT_EQ(contents(scratch.path() / "report.json"), "old");

    std::filesystem::remove(scratch.path() / "index.html");
    std::filesystem::create_directory(scratch.path() / ".index.html.new");
    EXPECT_THROW(write_outputs(scratch.path(), sample_report()), InputError);
    EXPECT_EQ(contents(scratch.path() / "report.json"), "old");
    EXPECT_FALSE(std::filesystem::exists(scratch.path() / ".report.json.new"));
}

TEST(Outputs, NameTheFolderThatIsNone) {
    const ScratchFolder scratch;
    const auto file = scratch.file("file", "");

    for (const auto& folder : {file, file / "below", std::filesystem::path{"/proc/nowhere"}}) {
        try {
            write_outputs(folder, sample_report());
            ADD_FAILURE() << folder;
        } catch (const InputError& error) {
            EXPECT_EQ(std::string{error.what()}, folder.string() +
                                                     ": file: is not a folder and cannot be made "
                                                     "one; choose another --out");
        }
    }
}

}  // namespace
}  // namespace wsconform
