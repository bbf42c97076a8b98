// SPDX-License-Identifier: Apache-2.0

#include "reports/report_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/text/input_error.hpp"
#include "reports/conclusions.hpp"
#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/markdown.hpp"
#include "reports/renderings.hpp"
#include "reports/sample/sample_report.hpp"
#include "reports/terminal.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

TEST(ReportJson, HasTheKeysOfTheFormatAndNoOthers) {
    const json document = json::parse(to_json(sample_report()));

    std::vector<std::string> keys;
    for (const auto& [key, value] : document.items()) {
        keys.push_back(key);
    }
    EXPECT_EQ(keys,
              (std::vector<std::string>{"capabilities", "clauses", "format", "options", "profile",
                                        "provider", "purposes", "strength", "suite", "summary"}));
    EXPECT_EQ(document["format"], "wsconform-report/1");
    EXPECT_EQ(document["clauses"].size(), clause_count);
    const json& purpose = document["purposes"]["cancel-async/second_cancel_is_refused"];
    EXPECT_EQ(purpose["verdict"], "fail");
    EXPECT_EQ(purpose["expected"], true);
    EXPECT_EQ(purpose["violations"][0]["since"]["step"], 5);
    EXPECT_EQ(document["profile"]["AMB-01"]["branch"], "WSAEALREADY");
    EXPECT_EQ(document["clauses"]["cancel-async.zero-handle-is-refused"]["status"], "violated");
}

TEST(ReportJson, TellsWhatWasAskedForAndFoundBesideTheProvider) {
    Report report = sample_report();
    report.provider_ids = {{"layer.dll", "{11111111-2222-3333-4444-555555555555}"}};
    report.prepare = "wine reg import keys.reg";
    report.prefix = "windows";
    report.beneath = "wine";
    report.tested = {"wine-8.0", {{"its.dll", "x86_64", 10, "ab"}}, {{"own.dll", "i386", 2, "cd"}}};
    report.tested_beneath = {"wine-8.0", {{"ws2_32.dll", "x86_64", 20, "ef"}}};

    const Report read = parse_report(to_json(report), "report.json");

    EXPECT_EQ(read.provider_ids, report.provider_ids);
    EXPECT_EQ(read.prepare, report.prepare);
    EXPECT_EQ(read.prefix, report.prefix);
    EXPECT_EQ(read.tested, report.tested);
    EXPECT_EQ(read.tested_beneath, report.tested_beneath);
    EXPECT_EQ(to_json(read), to_json(report));
    EXPECT_NE(to_markdown(report, nullptr).find(", with "), std::string::npos);
    EXPECT_NE(terminal_summary(report, Colour::off).find("beneath   ws2_32.dll"),
              std::string::npos);
}

TEST(ReportJson, IsTheSameWhateverOrderThePurposesWerePlayedIn) {
    Report played_backwards = sample_report();
    std::ranges::reverse(played_backwards.purposes);

    EXPECT_EQ(to_json(sample_report()), to_json(played_backwards));
    EXPECT_TRUE(to_json(sample_report()).ends_with("\n}\n"));
}

TEST(ReportJson, ReadBackRendersAndGatesLikeTheReportItself) {
    const ScratchFolder scratch;
    Report report = sample_report();
    report.lost = {"shutdown/was_never_played"};
    report.seed = 18446744073709551615ULL;
    report.shard = Shard{1, 4};
    report.start = "a.dll does not start";
    report.capabilities["start"] = "no";
    report.self_check = SelfCheck{
        {{"spi:faulty_x.dll", "c/a", {"cancel-async.zero-handle-is-refused"_clause}}}, ""};
    report.purposes[2].repeated = Rate{3, 20};
    report.purposes[2].expectation = Expectation{
        Finding::fail, {}, "Now and then.", "", "ann", date_named("2026-11-21"), Rate{2, 10}};
    report.purposes[1].not_reproducible = "step 1 (holds): needs a name server";
    report.tested = {"wine-8.0 (Debian 8.0)",
                     {{"layer.dll", "x86_64", 12, std::string(64, 'a'), "1.2.0.0", "Layer", "Acme"},
                      {"base.dll", "i386", 1'000'000'000'000, ""}}};
    report.purposes[0].blame = Blame{"base.dll", 2, std::nullopt};
    report.purposes[1].blame = Blame{
        "", 0,
        LowerLevel{"spi:base.dll", Finding::error, "crashed", {{1, "a", "b", "c", {}, true}}}};

    const Report read = read_report(scratch.file("report.json", to_json(report)));

    EXPECT_EQ(summary_of(read).blame,
              (std::map<std::string, std::size_t>{{"", 1}, {"base.dll", 1}}));
    EXPECT_EQ(read.tested, report.tested);
    EXPECT_EQ(to_json(read), to_json(report));
    EXPECT_EQ(to_junit(read), to_junit(report));
    EXPECT_EQ(to_html(read), to_html(report));
    EXPECT_EQ(gate_text(gate(read)), gate_text(gate(report)));
}

TEST(ReportJson, SurvivesWhateverAProviderSays) {
    const ScratchFolder scratch;
    Report report = sample_report();
    report.provider = hostile_text;
    report.capabilities[hostile_text] = hostile_text;
    report.strength = OracleStrength{1, 0, 0, 0, {{hostile_text, hostile_text}}};
    PurposeResult& result = report.purposes.front();
    result.judgement.reason = hostile_text + std::string(1'000'000, '\xFF');
    result.judgement.transcript = {{0, hostile_text, hostile_text, hostile_text, {}, false}};
    result.judgement.violations = {{0, hostile_text, {{hostile_text, {}}}, {}, 0, hostile_text}};
    result.judgement.choices = {{hostile_text, hostile_text}};

    const Report read = read_report(scratch.file("report.json", to_json(report)));

    EXPECT_EQ(to_json(read), to_json(report));
    EXPECT_NE(read.provider.find("\\xFF"), std::string::npos);
}

TEST(ReportJson, IsReadWithAnEmptyReportToo) {
    const ScratchFolder scratch;

    const Report read = read_report(scratch.file("report.json", to_json(report_of({}))));

    EXPECT_TRUE(read.purposes.empty());
    EXPECT_EQ(summary_of(read).registered, 0U);
}

std::string with(const std::string& path, const json& value) {
    json document = json::parse(to_json(sample_report()));
    document[json::json_pointer{path}] = value;
    return document.dump();
}

TEST(BadReport, IsRefusedInOneLineThatNamesFilePlaceAndFault) {
    const std::string good = to_json(sample_report());
    json without_summary = json::parse(good);
    without_summary.erase("summary");
    const std::string id = "cancel-async~1zero_handle_is_refused";
    struct Row {
        std::string text;
        std::string place_and_fault;
    };
    const std::vector<Row> rows{
        {"", ": file: is empty; "},
        {good.substr(0, good.size() / 2), ": line "},
        {good.substr(0, good.find("\n  \"clauses\"")), "the file ends in the middle; "},
        {"{\n  \"format\": nonsense}", ": line 2, column 14: is not JSON: invalid literal; "},
        {good + "{}", "is not JSON"},
        {"\"\xFF\"", "is not JSON: invalid string: ill-formed UTF-8 byte; "},
        {"[]", ": .format: is missing, so this is not a report; "},
        {"{}", ": .format: is missing, so this is not a report; "},
        {with("/format", "wsconform-report/2"),
         R"(: .format: is "wsconform-report/2", not "wsconform-report/1"; )"},
        {without_summary.dump(), ": file: lacks the key \"summary\"; "},
        {with("/colour", "red"), "a key that the format does not know: \"colour\"; "},
        {with("/purposes/" + id + "/verdict", "splendid"),
         ": .purposes[\"cancel-async/zero_handle_is_refused\"].verdict: is \"splendid\", "
         "not one of pass, inconclusive, "},
        {with("/purposes/" + id + "/clauses/0", 5), ".clauses[0]: is 5, not a text"},
        {with("/purposes/" + id + "/clauses/0", "no.such-clause"),
         ": .purposes[\"cancel-async/zero_handle_is_refused\"]: names the clause "
         "\"no.such-clause\", which this suite's catalogue does not have; "},
        {with("/options/seed", -1), ": .options.seed: is no seed; "},
        {with("/options/shard", {{"index", 2}, {"total", 2}}), ": .options.shard: has an index"},
        {with("/summary/registered", 1), ": .summary.registered: is 1, but the report holds 47 "},
        {with("/options/seed", 1e300), ": .options.seed: is 1e+300, not a whole number"},
        {with("/options/quiescence_ms", 1e30),
         ": .options.quiescence_ms: is 1e+30, not a whole number from 0"},
        {with("/purposes/" + id + "/violations/0/step", 1e300),
         ".step: is 1e+300, not a whole number"},
        {with("/purposes/" + id + "/violations/0/step", 0.5), ".step: is 0.5, not a whole number"},
        {std::string(101, '[') + std::string(101, ']'), ": file: is nested deeper than 100; "},
        {std::string(5'000'000, '['), ": file: is nested deeper than 100; "},
        {R"({"format": 1, "format": 2})", ": key \"format\": stands twice in one object; "},
        {R"({"format": 1e999})", ": file: holds a number that is too large; "},
    };

    const ScratchFolder scratch;
    for (const Row& row : rows) {
        const auto file = scratch.file("report.json", row.text);
        const std::string fault = fault_of(read_report, file);

        EXPECT_TRUE(fault.starts_with(file.string() + ": ")) << fault;
        EXPECT_NE(fault.find(row.place_and_fault), std::string::npos) << fault;
        EXPECT_EQ(fault.find('\n'), std::string::npos) << fault;
        EXPECT_LT(fault.size(), 600U) << fault;
    }
}

TEST(BadReport, IsRefusedWhenMissingOrAFolderOrTooLarge) {
    const ScratchFolder scratch;
    const auto large = scratch.file("large.json", "");
    std::filesystem::resize_file(large, 64U * 1024 * 1024 + 1);

    EXPECT_NE(fault_of(read_report, scratch.path() / "none.json").find(": file: is missing"),
              std::string::npos);
    EXPECT_NE(fault_of(read_report, scratch.path()).find(": file: is a folder; "),
              std::string::npos);
    EXPECT_NE(fault_of(read_report, large).find(": file: is larger than 64 MiB; "),
              std::string::npos);
}

TEST(BadReport, OfManyFaultsIsRefusedWithoutListingThem) {
    const ScratchFolder scratch;
    const std::string text = with("/summary/lost", std::vector<int>(250'000, 1));

    EXPECT_NE(fault_of(read_report, scratch.file("report.json", text))
                  .find(": file: does not follow its schema"),
              std::string::npos);
}

std::string spoilt(const std::string& entry) {
    return R"("purposes": {"c/a": {"verdict": "fail", "clauses": [], "reason": "x", )" + entry +
           "}}}";
}

TEST(BadExpectations, AreRefusedInOneLineThatNamesFilePlaceAndFault) {
    const std::string start = R"({"format": "wsconform-expectations/1", "provider": "wine", )";
    struct Row {
        std::string text;
        std::string fault;
    };
    const std::vector<Row> rows{
        {R"({"format": "wsconform-expectations/1", "provider": "wine"})",
         ": file: lacks the key \"causes\"; "},
        {start + R"("purposes": {"c/a": {"verdict": "pass", "clauses": [], "reason": "x"}}})",
         ": .purposes[\"c/a\"].verdict: is \"pass\", not one of fail, "},
        {start + R"("purposes": {"c/a": {"verdict": "fail", "clauses": []}}})",
         ": .purposes[\"c/a\"]: lacks the key \"reason\"; "},
        {start + R"("purposes": {"c/a": {"verdict": "fail", "clauses": [], "reason": ""}}})",
         ".reason: is an empty text"},
        {start + R"("purposes": {"c/a": {"verdict": "fail", "clauses": ["x"], "reason": "x"}}})",
         R"(: .purposes["c/a"].clauses: there is no clause "x"; )"},
        {start + spoilt(R"("expires": "2026-02-30")"), ".expires: \"2026-02-30\" is no day; "},
        {start + spoilt(R"("expires": "21.11.2026")"), ".expires: \"21.11.2026\" is no day; "},
        {start + spoilt(R"("bits": 16)"), ".bits: is 16, not one of 32, 64"},
        {start + R"("causes": [{"reason": "x", "bits": "32", "purposes": {}}]})",
         ".causes[0].bits: is \"32\", not one of 32, 64"},
        {start + spoilt(R"("rate": {"deviations": 0, "of": 5})"),
         ".rate.deviations: is 0, not a whole number from 1"},
        {start + spoilt(R"("rate": {"deviations": 5, "of": 5})"), ".rate: what deviates never or"},
        {start + spoilt(R"("rate": 0.5)"), ".rate: is 0.5, not an object"},
        {to_json(sample_report()),
         ": .format: is \"wsconform-report/1\": this is a report, and here a file of "
         "expectations is wanted; "},
    };

    const ScratchFolder scratch;
    for (const Row& row : rows) {
        const auto file = scratch.file("wine.json", row.text);
        try {
            read_expectations(file);
            ADD_FAILURE() << row.text;
        } catch (const InputError& error) {
            const std::string fault = error.what();
            EXPECT_TRUE(fault.starts_with(file.string() + ": ")) << fault;
            EXPECT_NE(fault.find(row.fault), std::string::npos) << fault;
        }
    }
}

}  // namespace
}  // namespace wsconform
