// SPDX-License-Identifier: Apache-2.0

// Goal: with Wine in the part of the provider, deviations are named, a killed agent costs one
// purpose, a stopped run leaves nothing behind, and runs are the same bytes again.

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>

#include "harness/main/tests/wsconform_process.hpp"
#include "reports/expectations.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Words = std::vector<std::string>;

Words run_on_wine(const std::string& filter, const Words& more = {}) {
    Words words{"run", "--provider", "wine", "--quiescence", "300", "--filter", filter};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// An agent that plays, not one that is asked for its capabilities; 0 if there is none just now.
pid_t agent_below(pid_t program) {
    for (const pid_t id : descendants_of(program)) {
        const std::string command = command_of(id);
        const bool is_agent = command.find("wsconform-agent.exe") != std::string::npos &&
                              command.find(" station ") == std::string::npos;
        if (is_agent && command.find("--capabilities") == std::string::npos) return id;
    }
    return 0;
}

TEST(Wine, TakesAZeroHandleAndTheClauseIsNamed) {
    own_folder();

    const Ended ran = ended(run_on_wine("WSACancelAsyncRequest.zero*", {"--out", "out"}));

    EXPECT_EQ(ran.status, 1) << ran.err;
    const std::string clause = "cancel-async.zero-handle-is-refused";
    EXPECT_NE(ran.out.find(clause), std::string::npos) << ran.out;
    const json report = json_of("out/report.json");
    const json& purpose = report.at("purposes").at("WSACancelAsyncRequest/zero_handle_is_refused");
    EXPECT_EQ(purpose.at("verdict"), "fail");
    EXPECT_EQ(report.at("clauses").at(clause).at("status"), "violated");
    EXPECT_EQ(left_running(), "");
}

/// One that had begun is an error of its purpose; one that had not is started again.
TEST(Wine, CostsAtMostOnePurposeWhenItsAgentIsKilled) {
    own_folder();

    Program program{run_on_wine("WSACancelAsyncRequest.*zero*:recv.*", {"--out", "out"})};
    pid_t agent = 0;
    ASSERT_TRUE(comes_true([&] { return (agent = agent_below(program.id())) != 0; }));
    ::kill(agent, SIGKILL);
    const Ended ran = program.ended();

    EXPECT_EQ(ran.status, 1) << ran.err;
    const json report = json_of("out/report.json");
    EXPECT_LE(report.at("summary").at("verdicts").at("error"), 1) << report.at("summary");
    EXPECT_EQ(report.at("summary").at("lost"), json::array());
    EXPECT_EQ(report.at("summary").at("played"), report.at("summary").at("registered"));
    EXPECT_GT(report.at("purposes").size(), 2U);
    EXPECT_EQ(left_running(), "");
}

TEST(Wine, LeavesNothingBehindWhenTheRunIsStopped) {
    own_folder();
    put("out/report.json", "older");

    Program program{run_on_wine("WSA*", {"--out", "out", "--jobs", "2"})};
    ASSERT_TRUE(comes_true([&] { return agent_below(program.id()) != 0; }));
    EXPECT_FALSE(descendants_of(getpid()).empty());
    program.signal(SIGINT);
    const Ended ran = program.ended();

    EXPECT_EQ(ran.status, 3);
    EXPECT_NE(ran.err.find("--resume"), std::string::npos) << ran.err;
    EXPECT_EQ(text_of("out/report.json"), "older");
    EXPECT_EQ(left_running(), "");
}

TEST(Wine, GivesTheSameBytesForTheSameSeedWithAnyJobs) {
    own_folder();
    const std::string filter = "WSAStartup.*:WSAGetLastError.*";

    const Ended one = ended(run_on_wine(filter, {"--out", "one", "--jobs", "1"}));
    const Ended two = ended(run_on_wine(filter, {"--out", "two", "--jobs", "2"}));

    EXPECT_EQ(one.status, two.status) << one.err << two.err;
    EXPECT_GE(json_of("one/report.json").at("purposes").size(), 20U);
    EXPECT_TRUE(text_of("one/report.json") == text_of("two/report.json"));
    EXPECT_EQ(left_running(), "");
}

/// What the explorer covers breaks the clauses that hand-written purposes break, and no others.
TEST(Wine, BreaksNoFurtherClauseInTheCoveringScenarios) {
    own_folder();
    ASSERT_EQ(ended({"explore", "--requests", "1", "--scenarios", "found"}).status, 0);
    const Expectations known =
        read_expectations(fs::path{WSCONFORM_SCENARIOS} / "../reports/expectations/wine-8.0.json");
    std::set<std::string> broken;
    for (const auto& [id, expectation] : known.purposes) {
        for (const ClauseId clause : expectation.clauses)
            broken.emplace(clause->slug);
    }

    const Ended ran = ended(run_on_wine("*", {"--scenarios", "found", "--out", "out"}));

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    const json report = json_of("out/report.json");
    EXPECT_GT(report.at("summary").at("verdicts").at("pass"), 10);
    EXPECT_EQ(report.at("summary").at("verdicts").at("error"), 0);
    for (const auto& [clause, found] : report.at("clauses").items())
        EXPECT_TRUE(found.at("status") != "violated" || broken.contains(clause)) << clause;
}

}  // namespace
}  // namespace wsconform
