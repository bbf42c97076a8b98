// SPDX-License-Identifier: Apache-2.0

// Goal: each verb does what its help says, and runs are the same bytes again. Method: the program
// itself, from outside.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "harness/main/tests/purposes.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Words = std::vector<std::string>;

constexpr const char* zero_handle = "cancel-async.zero-handle-is-refused";

Words run(const Words& more, const std::string& provider = "simulated") {
    Words words{"run", "--provider", provider};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(CommandLine, ExplainsAClauseBySlugAndById) {
    own_folder();

    const Ended by_slug = ended({"explain", zero_handle});
    const Ended by_id = ended({"explain", "CAR-05"});

    EXPECT_EQ(by_slug.status, 0) << by_slug.err;
    EXPECT_EQ(by_slug.out, by_id.out);
    for (const char* const part :
         {zero_handle, "CAR-05", "MUST", "sources:", "rule:      model/async.cpp:",
          "purpose:   WSACancelAsyncRequest/zero_handle_is_refused:"})
        EXPECT_TRUE(has(by_slug.out, part)) << part << "\n" << by_slug.out;
}

TEST(CommandLine, ExplainsAnAmbiguity) {
    own_folder();

    const Ended ran = ended({"explain", "AMB-29"});

    EXPECT_EQ(ran.status, 0) << ran.err;
    for (const char* const part :
         {"AMB-29: What does WSARecvDisconnect do with a NULL buffer?", "reading:   ",
          "Windows:   ", "clause:    recv-disconnect.null-buffer-is-unspecified (RDC-15): ",
          "rule:      model/receive_disconnect.cpp:", "purpose:   WSARecvDisconnect/"})
        EXPECT_TRUE(has(ran.out, part)) << part << "\n" << ran.out;
}

TEST(CommandLine, ListsProvidersAndSaysWhatIsMissing) {
    own_folder();

    const Ended ran = ended({"providers"}, {{"WSCONFORM_WINE", "/bin/true"}});

    EXPECT_EQ(ran.status, 0) << ran.err;
    for (const char* const part :
         {"simulated:suspend=SLUG", "simulated:mutate=NAME", "wine:wsock32", "api:PATH",
          "spi:PATH[+PATH...]", "Wines:", "/bin/true  does not work", "(taken)",
          "--wine FOLDER or PROGRAM", "simulated: yes", "wine: no"})
        EXPECT_TRUE(has(ran.out, part)) << part << "\n" << ran.out;
}

TEST(CommandLine, HelpsWithEachVerb) {
    own_folder();

    for (const char* const verb : {"run", "check", "report", "diff", "gate", "bundle", "verify",
                                   "explain", "mutants", "providers"}) {
        const Ended ran = ended({verb, "--help"});
        EXPECT_EQ(ran.status, 0) << verb;
        EXPECT_TRUE(has(ran.out, "Usage: wsconform " + std::string{verb})) << ran.out;
    }
}

TEST(CommandLine, RunsTheWholeSuiteOnTheModelAndItConforms) {
    own_folder();

    const Ended ran = ended(run({"--out", "out"}));

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.err, "") << "no progress where nobody watches";
    EXPECT_FALSE(has(ran.out, "\x1b")) << "no colour where nobody watches";
    EXPECT_TRUE(has(ran.out, "out/index.html")) << ran.out;
    const json report = json_of("out/report.json");
    EXPECT_EQ(purposes_in("out/report.json"), purposes_in_the_tree());
    EXPECT_EQ(report.at("summary").at("verdicts").at("pass"), purposes_in_the_tree().size());
    const json& strength = report.at("strength");
    EXPECT_GT(strength.at("killed"), 500);
    EXPECT_EQ(strength.at("unreached"), 0);
    EXPECT_TRUE(has(ran.out, "mutants killed")) << ran.out;
    EXPECT_TRUE(has(text_of("out/junit.xml"), "</testsuites>"));
    EXPECT_TRUE(has(text_of("out/index.html"), "</html>"));
    EXPECT_EQ(json_of("out/run.json").at("format"), "wsconform-run/1");
    // The schema holds, or the program would not read its own report.
    EXPECT_EQ(ended({"report", "out/report.json"}).status, 0);
}

TEST(CommandLine, ANarrowRunSaysItsVerdictsAndAnOlderReportIsReplaced) {
    own_folder();
    put("out/report.json", "older");

    const Ended ran = ended(run({"--out", "out", "--filter", "recv.*"}));

    EXPECT_EQ(ran.status, 0) << ran.err;
    for (const std::string& name : purposes_in("out/report.json"))
        EXPECT_TRUE(name.starts_with("recv/")) << name;
    for (const auto& entry : fs::directory_iterator{"out"})
        EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
}

TEST(CommandLine, AMutantOfTheListFailsAsAProvider) {
    own_folder();
    const std::string purposes = "WSACancelAsyncRequest.zero*";
    const std::string name = "wrong-code:WSACancelAsyncRequest:WSAEINVAL->WSAENOTSOCK";

    const Ended listed = ended({"mutants", "--filter", purposes});
    const Ended ran =
        ended(run({"--out", "out", "--filter", purposes}, "simulated:mutate=" + name));

    EXPECT_EQ(listed.status, 1) << "a few purposes do not kill nearly all";
    EXPECT_TRUE(has(listed.out, "killed  " + name + "  by WSACancelAsyncRequest/zero_handle"))
        << listed.out;
    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    EXPECT_TRUE(has(ran.out, "WSAENOTSOCK")) << ran.out;
}

TEST(CommandLine, FindsTheMutantAndCanGateIt) {
    own_folder();
    const std::string mutant = std::string{"simulated:suspend="} + zero_handle;

    const Ended ran =
        ended(run({"--out", "out", "--filter", "WSACancelAsyncRequest.zero*"}, mutant));

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    EXPECT_TRUE(has(ran.out, zero_handle)) << ran.out;
    json known{{"format", "wsconform-expectations/1"}, {"provider", mutant}};
    const json report = json_of("out/report.json");
    for (const auto& [name, purpose] : report.at("purposes").items()) {
        std::set<std::string> violated;
        for (const json& violation : purpose.at("violations"))
            violated.insert(violation.at("clauses").begin(), violation.at("clauses").end());
        EXPECT_TRUE(violated.contains(zero_handle)) << name;
        known["purposes"][name] = {
            {"verdict", purpose.at("verdict")}, {"clauses", violated}, {"reason", "a mutant"}};
    }
    ASSERT_EQ(known.at("purposes").size(), 2U);
    json fewer = known;
    fewer["purposes"].erase("WSACancelAsyncRequest/zero_handle_is_refused");
    json more = known;
    json lie = known;
    lie["purposes"].begin().value()["clauses"] =
        json::array({"cleanup.call-while-blocking-is-wsaeinprogress"});
    put("known.json", known.dump());
    put("fewer.json", fewer.dump());
    put("lie.json", lie.dump());
    const Ended wide = ended(run({"--out", "wide", "--filter", "WSACancel*.zero*:recv.*"}, mutant));
    ASSERT_EQ(wide.status, 1);
    more["purposes"]["recv/data_comes_before_the_end"] = known["purposes"].begin().value();
    put("more.json", more.dump());

    const auto gated = [](const std::string& folder, const std::string& expectations) {
        return ended({"gate", folder + "/report.json", "--expectations", expectations});
    };
    EXPECT_EQ(gated("out", "known.json").status, 0);
    EXPECT_EQ(gated("out", "fewer.json").status, 1);
    EXPECT_EQ(gated("out", "lie.json").status, 1);
    const Ended vanished = gated("wide", "more.json");
    EXPECT_EQ(vanished.status, 4);
    EXPECT_TRUE(has(vanished.out, "recv/data_comes_before_the_end")) << vanished.out;
    EXPECT_TRUE(has(gated("out", "fewer.json").out, "zero_handle_is_refused"));
    EXPECT_EQ(ended(run({"--out", "gated", "--filter", "WSACancelAsyncRequest.zero*",
                         "--expectations", "known.json"},
                        mutant))
                  .status,
              0);
}

TEST(CommandLine, ChecksRecordedTracesAgain) {
    own_folder();
    ASSERT_EQ(ended(run({"--out", "good", "--filter", "WSACancelAsyncRequest.zero*"})).status, 0);
    ASSERT_EQ(ended(run({"--out", "bad", "--filter", "WSACancelAsyncRequest.zero*"},
                        std::string{"simulated:suspend="} + zero_handle))
                  .status,
              1);
    const std::string name = "traces/WSACancelAsyncRequest.zero_handle_is_refused.jsonl";

    const Ended good = ended({"check", "good/" + name});
    const Ended both = ended({"check", "good/" + name, "bad/" + name});

    EXPECT_EQ(good.status, 0);
    EXPECT_EQ(good.out, "good/" + name + ": pass\n");
    EXPECT_EQ(both.status, 1);
    EXPECT_TRUE(both.out.starts_with(good.out)) << both.out;
    EXPECT_TRUE(has(both.out, "bad/" + name + ": fail")) << both.out;
    EXPECT_TRUE(has(both.out, zero_handle)) << both.out;
    EXPECT_EQ(both.err, "");
}

TEST(CommandLine, NeverPassesATraceInWhichACallDidNotReturn) {
    own_folder();
    ASSERT_EQ(ended(run({"--out", "out", "--filter", "WSACancelAsyncRequest.zero*"})).status, 0);
    std::istringstream trace{
        text_of("out/traces/WSACancelAsyncRequest.zero_handle_is_refused.jsonl")};
    std::vector<std::string> lines;
    for (std::string line; std::getline(trace, line);)
        lines.push_back(line + "\n");
    ASSERT_EQ(lines.size(), 6U);  // Header, two calls, footer.

    for (const std::string how : {"completed", "hung", "crashed", "garbage", "silent", "lost"}) {
        const std::string footer = R"({"event": "end", "how": ")" + how + "\"}\n";
        put("first", lines[0] + lines[1] + lines[3] + lines[4] + footer);
        put("last", lines[0] + lines[1] + lines[2] + lines[3] + footer);
        put("both", lines[0] + lines[1] + footer);
        for (const std::string file : {"first", "last", "both"}) {
            const Ended ran = ended({"check", file});
            EXPECT_EQ(ran.status, 1) << how << ": " << ran.out;
            EXPECT_TRUE(has(ran.out, file + ": error")) << how << ": " << ran.out;
        }
    }
}

TEST(CommandLine, RendersAReportAgain) {
    own_folder();
    ASSERT_EQ(ended(run({"--out", "out", "--filter", "recv.*"})).status, 0);

    const Ended ran =
        ended({"report", "out/report.json", "--html", "new/folder", "--junit", "new.xml"});

    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(text_of("new/folder/index.html") == text_of("out/index.html"));
    EXPECT_EQ(text_of("new.xml"), text_of("out/junit.xml"));
}

TEST(CommandLine, GivesTheSameBytesForTheSameSeedWithAnyJobs) {
    own_folder();
    const auto report_of = [](const std::string& folder, const std::string& seed,
                              const std::string& jobs) {
        EXPECT_EQ(ended(run({"--out", folder, "--seed", seed, "--jobs", jobs})).status, 0);
        return text_of(fs::path{folder} / "report.json");
    };

    const std::string report = report_of("one", "6", "1");

    EXPECT_TRUE(report_of("again", "6", "1") == report);
    EXPECT_TRUE(report_of("two", "6", "2") == report);
    EXPECT_FALSE(report_of("other", "8", "2") == report) << "the seed decides";
}

}  // namespace
}  // namespace wsconform
