// SPDX-License-Identifier: Apache-2.0

// Goal: whatever is wrong with a file that somebody gives us is said in one line that names it, and
// an older report stays as it was. Method: the program itself, on tables of bad files.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

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
                                                         {"folder", "holds no scenario"},
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
    put("with/letters/recv/cl\xE4im.json", "{}");

    for (const auto& [folder, fault] :
         std::vector<Spoilt>{{"missing", "is missing"},
                             {"other", "is missing"},
                             {"with/nothing", "holds no"},
                             {"with/letters", "is no UTF-8"},
                             {"with/empty", "is empty"},
                             {"with/truncated", "line 1"},
                             {"with/words", "is not JSON"},
                             {"with/binary", "is not JSON"},
                             {"with/list", "schema"},
                             {"with/bottomless", "deeper than"},
                             {"with/large", "64 MiB"},
                             {"with/schema", "lacks the key \"clauses\""},
                             {"with/clause", "no.such-clause"}}) {
        expect_refused({{"run", "--provider", "simulated", "--out", "older", "--scenarios", folder},
                        {folder, fault}});
    }
    expect_older_report();
}

}  // namespace
}  // namespace wsconform
