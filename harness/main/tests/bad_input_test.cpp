// Goal: whatever is wrong with what somebody gives us is said in one line that names it, and an
// older report stays as it was. Method: the program itself, on tables of bad files and words.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

constexpr auto outputs = {"report.json", "junit.xml", "index.html"};

struct Row {
    std::vector<std::string> arguments;
    std::vector<std::string> says;  ///< Among it what is wrong, where, and what to do.
    int status = 2;
};

std::string in_one_line(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += word + " ";
    return line;
}

void expect_refused(const Row& row, const Program::Environment& environment = {}) {
    SCOPED_TRACE(in_one_line(row.arguments));

    const Ended ran = ended(row.arguments, environment);

    EXPECT_EQ(ran.status, row.status);
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
    EXPECT_TRUE(ran.err.starts_with("wsconform: ") && ran.err.ends_with('\n')) << ran.err;
    EXPECT_NE(ran.err.find("; "), std::string::npos) << "does not say what to do: " << ran.err;
    for (const std::string& part : row.says)
        EXPECT_NE(ran.err.find(part), std::string::npos) << part << "\n" << ran.err;
}

void put_older_report() {
    for (const char* const name : outputs)
        put(fs::path{"older"} / name, "older");
}

void expect_older_report() {
    for (const char* const name : outputs) {
        EXPECT_TRUE(text_of(fs::path{"older"} / name) == "older") << name;
        EXPECT_FALSE(fs::exists(fs::path{"older"} / ("." + std::string{name} + ".new"))) << name;
    }
}

void put_one_scenario() {
    put("few/recv/claim.json", text_of(fs::path{WSCONFORM_SCENARIOS} / "WSAStartup" /
                                       "failure_returns_the_code_itself.json"));
}

/// A trace that `run` wrote, to be spoilt.
std::string good_trace() {
    put_one_scenario();
    const Ended ran =
        ended({"run", "--provider", "simulated", "--scenarios", "few", "--out", "good"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return text_of("good/traces/recv.claim.jsonl");
}

std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

struct Spoilt {
    std::string file;
    std::string fault;
};

/// Files that are wrong for whoever reads JSON documents.
std::vector<Spoilt> spoilt_documents() {
    fs::create_directory("folder");
    put("empty", "");
    put("truncated", R"({"format": "wsconform-)");
    put("cut", R"({"format": "wsconform-report/1", "suite": )");
    put("words", "hello\n");
    put("binary", std::string{"\x7f"
                              "ELF\0\x01\xff\x1b[31m",
                              12});
    put("list", "[]");
    put("other", R"({"format": "wsconform-other/7"})");
    put("deep", nested(200));
    put("bottomless", std::string(5'000'000, '['));
    put("twice", R"({"format": "a", "format": "b"})");
    put("number", R"({"format": 1e999})");
    put("large", "");
    fs::resize_file("large", 65U << 20U);
    return {{"missing", "is missing"},
            {"folder", "is a folder"},
            {"empty", "is empty"},
            {"truncated", "line 1, column 23: "},
            {"cut", "ends in the middle"},
            {"words", "is not JSON"},
            {"binary", "is not JSON"},
            {"list", ".format: is missing"},
            {"other", "\"wsconform-other/7\""},
            {"deep", "deeper than 100"},
            {"bottomless", "deeper than 100"},
            {"twice", "stands twice"},
            {"number", "too large"},
            {"large", "larger than 64 MiB"}};
}

TEST(BadInput, OfEveryReaderOfDocumentsIsNamed) {
    own_folder();
    put("known.json", R"({"format": "wsconform-expectations/1", "provider": "wine",
                          "purposes": {}})");
    put_older_report();
    good_trace();
    const std::vector<std::vector<std::string>> readers{
        {"report"},
        {"diff", "good/report.json"},
        {"gate", "--expectations", "known.json"},
        {"gate", "good/report.json", "--expectations"},
        {"run", "--provider", "simulated", "--out", "older", "--expectations"}};

    for (const auto& [file, fault] : spoilt_documents()) {
        for (std::vector<std::string> arguments : readers) {
            arguments.push_back(file);
            expect_refused({arguments, {file + ": ", fault}});
        }
    }
    expect_older_report();
}

TEST(BadInput, OfTheRightFormatButAnotherSchemaIsNamed) {
    own_folder();
    put("report.json", R"({"format": "wsconform-report/1"})");
    put("known.json", R"({"format": "wsconform-expectations/1", "provider": "wine"})");
    put("verdict.json", R"({"format": "wsconform-expectations/1", "provider": "wine", "purposes":
        {"a/b": {"verdict": "pass", "clauses": [], "reason": "x"}}})");
    put("clause.json", R"({"format": "wsconform-expectations/1", "provider": "wine", "purposes":
        {"a/b": {"verdict": "fail", "clauses": ["no.such-clause"], "reason": "x"}}})");
    const std::vector<std::string> run{"run", "--provider", "simulated", "--expectations"};

    expect_refused({{"report", "report.json"}, {"report.json: ", "report.schema.json"}});
    for (const auto& [file, fault] : std::vector<Spoilt>{{"known.json", "expectations.schema.json"},
                                                         {"verdict.json", "verdict"},
                                                         {"clause.json", "no.such-clause"}}) {
        std::vector<std::string> arguments = run;
        arguments.push_back(file);
        expect_refused({arguments, {file + ": ", fault}});
    }
}

TEST(BadInput, InATraceIsNamedWithItsLine) {
    own_folder();
    const std::string good = good_trace();
    const std::string header = good.substr(0, good.find('\n') + 1);
    const std::string footer = good.substr(good.rfind('\n', good.size() - 2) + 1);
    const std::string deep = nested(1'000'000);
    spoilt_documents();
    put("no_footer", good.substr(0, good.size() - footer.size()));
    put("header_only", header);
    put("no_event", header + "{\"event\": \"dances\", \"step\": 0}\n" + footer);
    put("no_step", header + "{\"event\": \"invoked\", \"step\": 99}\n" + footer);
    put("no_call", header + "{\"event\": \"returned\", \"step\": 0}\n" + footer);
    put("deep_scenario",
        R"({"format": "wsconform-trace/1", "scenario": {"id": "a/b", "x": )" + deep + "}}\n");
    put("deep_reason", header + "{\"event\": \"invoked\", \"step\": 0}\n" +
                           R"({"event": "returned", "step": 0, "failed": )" + deep + "}\n" +
                           footer);
    put("huge_step", header + "{\"event\": \"invoked\", \"step\": 1.5e300}\n" + footer);

    for (const auto& [file, fault] : std::vector<Spoilt>{{"missing", "is missing"},
                                                         {"folder", "is a folder"},
                                                         {"empty", "is empty"},
                                                         {"truncated", "line 1"},
                                                         {"words", "line 1"},
                                                         {"binary", "line 1"},
                                                         {"list", "line 1"},
                                                         {"other", "line 1"},
                                                         {"deep", "line 1"},
                                                         {"bottomless", "line 1"},
                                                         {"large", "larger than 64 MiB"},
                                                         {"no_footer", "cut short"},
                                                         {"header_only", "line 1"},
                                                         {"no_event", "line 2"},
                                                         {"no_step", "line 2"},
                                                         {"no_call", "line 2"},
                                                         {"deep_scenario", "line 1"},
                                                         {"deep_reason", "line 3"},
                                                         {"huge_step", "line 2"}}) {
        expect_refused({{"check", file}, {file + ": ", fault}});
    }
}

TEST(BadInput, InAFolderOfScenariosIsNamed) {
    own_folder();
    put_older_report();
    spoilt_documents();
    for (const char* const file :
         {"empty", "truncated", "words", "binary", "list", "bottomless", "large"}) {
        fs::create_directories(fs::path{"with"} / file / "recv");
        fs::rename(file, fs::path{"with"} / file / "recv" / "claim.json");
    }
    put("with/schema/recv/claim.json", R"({"purpose": "x"})");
    put("with/clause/recv/claim.json",
        R"({"purpose": "A clause that nobody wrote.", "clauses": ["no.such-clause"],
            "kind": "valid", "steps": [{"call": "WSACleanup"}]})");
    put("with/nothing/readme", "");

    for (const auto& [folder, fault] : std::vector<Spoilt>{{"missing", "is missing"},
                                                           {"other", "is missing"},
                                                           {"with/nothing", "holds no"},
                                                           {"with/empty", "is empty"},
                                                           {"with/truncated", "line 1"},
                                                           {"with/words", "is not JSON"},
                                                           {"with/binary", "is not JSON"},
                                                           {"with/list", "schema"},
                                                           {"with/bottomless", "deeper than"},
                                                           {"with/large", "64 MiB"},
                                                           {"with/schema", ".purpose"},
                                                           {"with/clause", "no.such-clause"}}) {
        expect_refused({{"run", "--provider", "simulated", "--out", "older", "--scenarios", folder},
                        {folder, fault}});
    }
    expect_older_report();
}

TEST(BadInput, OnTheCommandLineIsNamed) {
    own_folder();
    put_older_report();
    put("file", "");
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";
    const std::vector<Row> rows{
        {{}, {"--help"}},
        {{"frobnicate"}, {"frobnicate", "--help"}},
        {{"run"}, {"--provider"}},
        {{"run", "--provider", "simulated", "--frob"}, {"--frob", "--help"}},
        {{"run", "--provider", "simulated", "--gtest_frob"}, {"--gtest_frob", "run --help"}},
        {{"run", "--provider", "simulated", "--jobs", "0"}, {"--jobs", "0", "1 to 64"}},
        {{"run", "--provider", "simulated", "--seed", "odd"}, {"--seed", "odd"}},
        {{"run", "--provider", "simulated", "--seed", "-1"}, {"--seed", "-1"}},
        {{"run", "--provider", "simulated", "--grading", "lax"}, {"lax", "strict", "portable"}},
        {{"run", "--provider", "simulated", "--isolation", "half"}, {"--isolation", "half"}},
        {{"run", "--provider", "simulated", "--quiescence", "1"}, {"--quiescence", "1", "100"}},
        {{"run", "--provider", "nonesuch"}, {"nonesuch", "wsconform providers"}},
        {{"run", "--provider", "\x1b[31mred"}, {"\\u001B[31mred"}},
        {{"run", "--provider", "simulated:"}, {"simulated:", "wsconform providers"}},
        {{"run", "--provider", "simulated:suspend=no.such-clause"}, {"no.such-clause", "explain"}},
        {{"run", "--provider", "simulated:mutate="}, {"simulated:mutate=", "wsconform mutants"}},
        {{"run", "--provider", "simulated:mutate=a:b"}, {"a:b", "is no mutant"}},
        {{"mutants", "--filter", "no.thing"}, {"no.thing", "selects no"}},
        {{"run", "--provider", "api:"}, {"api:PATH"}},
        {{"run", "--provider", "api:./no.dll"}, {"./no.dll: ", "is missing"}},
        {{"run", "--provider", "wine", "--agent-program", "no.exe"}, {"no.exe: ", "is missing"}},
        {{"run", "--provider", "simulated", "--filter", "no.thing"}, {"no.thing", "selects no"}},
        {{"run", "--provider", "simulated", "--out", "file"}, {"file: ", "folder"}},
        {{"run", "--provider", "simulated", "--out", "file/below"}, {"file/below: ", "folder"}},
        {{"run", "--provider", "simulated", "--out", "/proc/below"}, {"/proc/below: ", "folder"}},
        {{"explain"}, {"CLAUSE"}},
        {{"explain", "no.such-clause"}, {"no.such-clause", "CAR-05"}},
        {{"explain", "CAR-99"}, {"CAR-99", "such as"}},
        {{"explain", "AMB-60"}, {"AMB-60", "ambiguity"}},
        {{"check"}, {"TRACE"}},
        {{"run", "--provider", "simulated", "--today", "now"}, {"--today", "now", "2026-11-21"}},
        {{"reproduce"}, {"SCENARIO"}},
        {{"reproduce", "no/thing"}, {"no/thing", "such as"}},
        {{"reproduce", "no/thing.json"}, {"no/thing.json", "is missing"}},
        {{"reproduce", zero, "--form", "basic"}, {"basic", "wine"}},
        {{"reproduce", zero, "--todo", "2"}, {"--todo 2", "--form wine"}},
        {{"reproduce", zero, "--form", "wine", "--todo", "9"}, {"--todo 9", "returns"}},
        {{"reproduce", zero, "--out", "file/below"}, {"file/below: ", "cannot be written"}},
        {{"reproduce", "WSAAsyncGetHostByName/server_failure_is_wsatry_again"}, {"name server"}},
        {{"gate", "report.json"}, {"--expectations"}},
        {{"gate", "r.json", "--expectations", "k.json", "--today", "2026-02-30"}, {"2026-02-30"}},
        {{"diff", "report.json"}, {"NEW"}},
        {{"bundle"}, {"DIR"}},
        {{"bundle", "nowhere"}, {"nowhere/report.json: ", "is missing"}},
        {{"verify"}, {"BUNDLE"}},
        {{"verify", "nowhere"}, {"nowhere: ", "is missing", "wsconform bundle"}},
        {{"verify", "file"}, {"file: ", "is empty"}},
        {{"report"}, {"REPORT"}},
    };

    for (Row row : rows) {
        const bool runs = !row.arguments.empty() && row.arguments[0] == "run";
        if (runs && std::ranges::find(row.arguments, "--out") == row.arguments.end())
            row.arguments.insert(row.arguments.end(), {"--out", "older"});
        expect_refused(row);
    }
    expect_older_report();
}

TEST(BadInput, WhereTheReportGoesLeavesTheOlderOne) {
    own_folder();
    put_one_scenario();
    const std::vector<std::string> run{"run", "--provider", "simulated", "--scenarios",
                                       "few", "--out",      "older"};
    for (const char* const name : {"report.json", "index.html", "journal.jsonl", "traces"}) {
        SCOPED_TRACE(name);
        const fs::path place = fs::path{"older"} / name;
        put_older_report();
        fs::remove_all(place);
        if (name == std::string{"traces"})
            put(place, "a file");
        else
            fs::create_directory(place);

        expect_refused({run, {"older", "choose another --out"}});

        for (const char* const output : outputs) {
            if (output != std::string{name}) {
                EXPECT_EQ(text_of(fs::path{"older"} / output), "older") << output;
            }
        }
        fs::remove_all("older");
    }
}

TEST(BadInput, OfAnotherProviderOrRunIsNamed) {
    own_folder();
    put_one_scenario();
    put("wine.json", R"({"format": "wsconform-expectations/1", "provider": "wine",
                         "purposes": {}})");
    const std::vector<std::string> run{"run", "--provider", "simulated", "--scenarios",
                                       "few", "--out",      "first"};
    ASSERT_EQ(ended(run).status, 0);
    const std::string report = text_of("first/report.json");
    const auto with = [&](const std::vector<std::string>& more) {
        std::vector<std::string> arguments = run;
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    };

    expect_refused({with({"--expectations", "wine.json"}), {"wine.json: .provider", "simulated"}});
    expect_refused({{"gate", "first/report.json", "--expectations", "wine.json"},
                    {"wine.json: .provider", "simulated"}});
    expect_refused({with({"--seed", "2", "--resume"}), {"journal.jsonl: line 1", "--resume"}});
    expect_refused({{"report", "first/report.json", "--html", "wine.json"}, {"wine.json"}});
    expect_refused({{"report", "first/report.json", "--junit", "few"}, {"few: "}});
    expect_refused({{"report", "first/report.json", "--markdown", "few"}, {"few: "}});
    expect_refused({{"report", "first/report.json", "--badge", "b.txt"}, {"b.txt: ", ".svg"}});
    expect_refused({{"verify", "first/report.json"}, {"first/report.json: last line"}});
    expect_refused({{"gate", "first/report.json", "first/run.json", "--expectations", "wine.json"},
                    {"first/run.json: ", "wsconform-run/1"}});
    EXPECT_EQ(text_of("first/report.json"), report);
}

TEST(BadInput, IsNotToBlameWhereTheRunCannotBeDone) {
    own_folder();
    put_older_report();
    put("no.dll", "");
    put("agent.exe", "");
    // Nothing is wrong with what was given: the machine lacks Wine, or what was given to run as
    // the agent is none. Hence 3.
    const Program::Environment no_wine{{"PATH", "/nonexistent"}};
    expect_refused({{"run", "--provider", "wine", "--out", "older", "--agent-program", "agent.exe"},
                    {"Wine"},
                    3},
                   no_wine);
    expect_refused({{"run", "--provider", "api:x.dll", "--out", "older", "--agent", "./none.sh"},
                    {"./none.sh", "not found"},
                    3});
    expect_refused({{"run", "--provider", "api:x.dll", "--out", "older", "--agent", "echo hello"},
                    {"capabilities"},
                    3});
    expect_older_report();
}

}  // namespace
}  // namespace wsconform
