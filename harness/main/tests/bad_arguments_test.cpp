// SPDX-License-Identifier: Apache-2.0

// Goal: whatever is wrong with the words on the command line, or with what they ask for, is said in
// one line that names it, and an older report stays as it was. Method: the program itself, on
// tables of bad words.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

TEST(BadArguments, AreNamed) {
    own_folder();
    put_older_report();
    put("file", "");
    put("said.txt", "step 1: nothing more\n");
    put("mine/WSACleanup/x.json",
        R"({"purpose": "A purpose.", "clauses": ["cleanup.extra-call-is-wsanotinitialised"],
            "kind": "invalid", "steps":
                [{"call": "WSACleanup", "returns": "WSANOTINITIALISED"}]})");
    put("mine/astray.json", "{}");
    put("other.txt", "recv/end_stays: The end.\nAS EXPECTED: 1 of 1 replies\n");
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";
    const std::vector<Row> rows{
        {{"frobnicate"}, {"frobnicate", "--help"}},
        {{"run"}, {"--provider"}},
        {{"run", "--provider", "simulated", "--frob"}, {"--frob", "--help"}},
        {{"run", "--provider", "simulated", "--gtest_frob"}, {"--gtest_frob", "run --help"}},
        {{"run", "--provider", "simulated", "--jobs", "0"}, {"--jobs", "0", "1 to 64"}},
        {{"run", "--provider", "simulated", "--seed", "odd"},
         {"--seed: \"odd\" is no whole number"}},
        {{"run", "--provider", "simulated", "--seed", "-1"}, {"--seed", "-1"}},
        {{"run", "--provider", "simulated", "--grading", "lax"}, {"lax", "strict", "portable"}},
        {{"run", "--provider", "simulated", "--isolation", "half"}, {"--isolation", "half"}},
        {{"run", "--provider", "simulated", "--quiescence", "1"}, {"--quiescence", "1", "100"}},
        {{"run", "--provider", "nonesuch"}, {"nonesuch", "wsconform providers"}},
        {{"run", "--provider", "\x1b[31mred"}, {"\\u001B[31mred"}},
        {{"run", "--provider", "simulated:"}, {"simulated:", "wsconform providers"}},
        {{"run", "--provider", "simulated:suspend=no.such-clause"}, {"no.such-clause", "explain"}},
        {{"run", "--provider", "simulated:mutate="},
         {"simulated:mutate=", "wsconform list mutants"}},
        {{"run", "--provider", "simulated:mutate=a:b"},
         {"a:b", "is no mutant", "wsconform list mutants"}},
        {{"mutants", "--filter", "no.thing"}, {"no.thing", "selects no"}},
        {{"run", "--provider", "api:"}, {"api:PATH"}},
        {{"run", "--provider", "api:./no.dll"}, {"./no.dll: ", "is missing"}},
        {{"run", "--provider", "wine", "--agent-program", "no.exe"}, {"no.exe: ", "is missing"}},
        {{"providers", "--wine", "nowhere"}, {"--wine", "nowhere: is missing", "/usr/bin/wine"}},
        {{"providers", "--wine", "."}, {"is no Wine", "bin/wine64", "folder"}},
        {{"run", "--provider", "simulated", "--filter", "no.thing"}, {"no.thing", "selects no"}},
        {{"run", "--provider", "simulated", "--out", "file"}, {"file: ", "folder"}},
        {{"run", "--provider", "simulated", "--out", "file/below"}, {"file/below: ", "folder"}},
        {{"run", "--provider", "simulated", "--out", "/proc/below"}, {"/proc/below: ", "folder"}},
        {{"run", "--provider", "simulated", "--out", "/proc"},
         {"/proc: folder: nothing can be written into it"}},
        {{"explain"}, {"NAME"}},
        {{"explain", "no.such-clause"}, {"no.such-clause", "CAR-05"}},
        {{"explain", "CAR-99"}, {"CAR-99", "such as"}},
        {{"explain", "AMB-99"}, {"AMB-99", "ambiguity"}},
        {{"check"}, {"FILE"}},
        {{"run", "--provider", "simulated", "--today", "now"}, {"--today", "now", "2026-11-21"}},
        {{"run", "--provider", "simulated", "--scenarios", "mine"},
         {"mine/astray.json: ", "move it into the folder of its call"}},
        {{"reproduce"}, {"SCENARIO"}},
        {{"reproduce", "no/thing"}, {"no/thing", "such as"}},
        {{"reproduce", "no/thing.json"}, {"no/thing.json", "is missing"}},
        {{"reproduce", zero, "--form", "basic"}, {"basic", "wine"}},
        {{"reproduce", zero, "--todo", "2"}, {"--todo", "--form wine"}},
        {{"reproduce", zero, "--form", "wine", "--todo", "9"}, {"--todo 9", "returns"}},
        {{"reproduce", zero, "--into", "sock.c"}, {"--into", "--form wine"}},
        {{"reproduce", zero, "--form", "wine", "--into", "no.c"}, {"no.c: ", "is missing"}},
        {{"reproduce", zero, "--form", "wine", "--into", "said.txt"}, {"START_TEST", "sock.c"}},
        {{"reproduce", zero, "--form", "wine", "--played", "no.txt"}, {"no.txt: ", "is missing"}},
        {{"reproduce", zero, "--form", "wine", "--played", "said.txt"}, {"--played", "zero.exe"}},
        {{"reproduce", zero, "--form", "wine", "--played", "other.txt"}, {"other.txt: ", zero}},
        {{"reproduce", zero, "--out", "file/below"}, {"file/below: ", "cannot be written"}},
        {{"reproduce", "WSAAsyncGetHostByName/server_failure_is_wsatry_again", "--form", "wine"},
         {"name server"}},
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

TEST(BadArguments, ForTheReportsPlaceLeaveTheOlderOne) {
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

TEST(BadArguments, OfAnotherProviderOrRunAreNamed) {
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
    expect_refused({{"verify", "first/report.json"}, {"first/report.json: file: is a report"}});
    expect_refused({{"gate", "first/report.json", "first/run.json", "--expectations", "wine.json"},
                    {"first/run.json: ", "wsconform-run/1"}});
    EXPECT_EQ(text_of("first/report.json"), report);
}

TEST(BadArguments, ForGoogleTestAreOurs) {
    own_folder();
    put_older_report();
    const std::vector<std::string> run{"run", "--provider", "simulated", "--out", "older"};
    for (const auto& [word, fault] : std::vector<std::pair<std::string, std::string>>{
             {"--gtest_repeat=abc", "needs a number from 1"},
             {"--gtest_repeat=0", "needs a number from 1"},
             {"--gtest_repeat=-1", "needs a number from 1"},
             {"--gtest_repeat", "lacks its value"},
             {"--gtest_filter", "lacks its value"},
             {"--gtest_random_seed=x", "needs a number from 0"},
             {"--gtest_output=text", "neither xml nor json"},
             {"--gtest_output=xml:", "names no file"},
             {"--gtest_output=xml:/proc/no/file", "cannot be created"},
             {"--gtest_help", "is no flag that run takes"}}) {
        std::vector<std::string> words = run;
        words.push_back(word);
        expect_refused({words, {fault}});
    }
    expect_refused({{"explain", "CAR-05", "--gtest_nonsense"}, {"--gtest_nonsense", "explain"}});
    const std::string total = "GTEST_TOTAL_SHARDS";
    const std::string index = "GTEST_SHARD_INDEX";
    for (const Program::Environment& variables :
         std::vector<Program::Environment>{{{total, "-1"}, {index, "-1"}},
                                           {{total, "abc"}, {index, "0"}},
                                           {{total, "2"}},
                                           {{index, "0"}},
                                           {{total, "2"}, {index, "2"}},
                                           {{total, "2"}, {index, "-1"}},
                                           {{total, "0"}, {index, "0"}},
                                           {{total, "2"}, {index, ""}},
                                           {{total, "99999999999999999999"}, {index, "0"}},
                                           {{total, "2"}, {index, "1 "}},
                                           {{"GTEST_SHARD_STATUS_FILE", "/proc/no/file"}},
                                           {{"GTEST_OUTPUT", "xml:/proc/no/file"}},
                                           {{"GTEST_OUTPUT", "text"}},
                                           {{"GTEST_REPEAT", "0"}}}) {
        SCOPED_TRACE(variables.begin()->second);
        expect_refused({run, {}}, variables);
    }
    expect_older_report();
}

TEST(BadArguments, ForGoogleTestDoNotEndTheProgram) {
    own_folder();
    const std::vector<std::string> run{
        "run",      "--provider", "simulated:suspend=cancel-async.zero-handle-is-refused",
        "--filter", "*.zero_*",   "--out",
        "out"};
    for (const Program::Environment& variables :
         std::vector<Program::Environment>{{{"GTEST_TOTAL_SHARDS", ""}, {"GTEST_SHARD_INDEX", ""}},
                                           {{"GTEST_SHARD_STATUS_FILE", ""}},
                                           {{"GTEST_BREAK_ON_FAILURE", "1"}},
                                           {{"GTEST_THROW_ON_FAILURE", "1"}},
                                           {{"GTEST_CATCH_EXCEPTIONS", "0"}},
                                           {{"GTEST_STREAM_RESULT_TO", "localhost:1"}},
                                           {{"GTEST_STREAM_RESULT_TO", "nonsense"}},
                                           {{"TEST_PREMATURE_EXIT_FILE", "/proc/no/file"}},
                                           {{"GTEST_RANDOM_SEED", "nonsense"}}}) {
        const Ended ran = ended(run, variables);
        EXPECT_EQ(ran.status, 1) << variables.begin()->first << ": " << ran.err;
        EXPECT_EQ(ran.err, "") << variables.begin()->first;
    }
}

TEST(BadArguments, ThatTheSystemRefusesAreNamed) {
    own_folder();
    put_older_report();
    fs::create_symlink("loop", "loop");
    fs::create_directory("folder.dll");
    const std::string longest(300, 'x');
    for (const std::string& path : {std::string{"loop"}, longest, "loop/" + longest}) {
        for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
                 {"check"},
                 {"report"},
                 {"diff", "older/report.json"},
                 {"gate", "--expectations", "k.json"},
                 {"gate", "older/report.json", "--expectations"},
                 {"bundle"},
                 {"verify"},
                 {"run", "--provider", "simulated", "--out", "older", "--expectations"},
                 {"run", "--provider", "simulated", "--out", "older", "--scenarios"},
                 {"run", "--provider", "wine", "--out", "older", "--agent-program"},
                 {"run", "--provider", "simulated", "--out"}}) {
            std::vector<std::string> with_path = words;
            with_path.push_back(path);
            expect_refused({with_path, {}});
        }
        for (const char* const kind : {"api:./", "spi:./"})
            expect_refused({{"run", "--out", "older", "--provider", kind + path}, {"is missing"}});
    }
    for (const char* const kind : {"api:./", "spi:"})
        expect_refused({{"run", "--out", "older", "--provider", std::string{kind} + "folder.dll"},
                        {"folder.dll: file: is a folder"}});
    expect_refused({{"run", "--out", "older", "--provider", "spi:l\xE4yer.dll"}, {"is no UTF-8"}});
    expect_refused({{"run", "--provider", "simulated", "--out", "older", "--scenarios", "/proc/1"},
                    {"/proc/1: folder: "}});
    expect_older_report();
}

TEST(BadArguments, AreNotToBlameWhereTheRunCannotBeDone) {
    own_folder();
    put_older_report();
    put("no.dll", "");
    put("agent.exe", "");
    // Nothing is wrong with what was given: the machine lacks Wine, or what was given to run as
    // the agent is none. Hence 3.
    const Program::Environment no_wine{{"WSCONFORM_WINE", "/bin/true"}};
    expect_refused({{"run", "--provider", "wine", "--out", "older", "--agent-program", "agent.exe"},
                    {"/bin/true is no Wine"},
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
