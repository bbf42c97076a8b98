// SPDX-License-Identifier: Apache-2.0

#include "harness/station/controller.hpp"
#include "harness/harness_error.hpp"
#include "harness/station/process.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

namespace wsconform {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr Ixit quick{.quiescence = 100ms, .settle = 100ms, .patience = 2s};

std::string scenario_with(const std::string& step) {
    return R"({"id": "send/bytes_arrive", "steps": [
    {"call": "WSAStartup", "returns": "ok"},
    {"peer": "listens", "as": "L"},
    )" + step +
           R"(,
    {"call": "WSACleanup"}
]})";
}

const std::string scenario = scenario_with(R"({"peer": "binds", "as": "d"})");

std::vector<Json> trace_of(const std::string& behaviour, const std::string& text = scenario) {
    LowerTesters testers{quick, nullptr, nullptr};
    const Command agent{{WSCONFORM_FAKE_AGENT, behaviour, "--dll", "ws2_32.dll"}};
    std::istringstream trace{
        play_on_agent(parse_playable(text), agent, testers, quick, {"fake"}).trace};
    std::vector<Json> lines;
    for (std::string line; std::getline(trace, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

TEST(Controller, RecordsBothTestersInScriptOrder) {
    const auto trace = trace_of("behaves");

    ASSERT_EQ(trace.size(), 10U);
    EXPECT_EQ(trace.front().at("format"), "wsconform-trace/1");
    EXPECT_EQ(trace.front().at("scenario"), Json::parse(scenario));
    std::vector<int> steps;
    for (std::size_t i = 1; i + 1 < trace.size(); ++i)
        steps.push_back(trace[i].at("step"));
    EXPECT_EQ(steps, (std::vector<int>{0, 0, 1, 1, 2, 2, 3, 3}));
    EXPECT_EQ(trace[3].at("thread"), "peer");
    EXPECT_EQ(trace[4].at("event"), "returned");
    EXPECT_FALSE(trace[4].contains("failed"));
    EXPECT_EQ(trace.back(), (Json{{"event", "end"}, {"how", "completed"}, {"events", 8}}));
}

/// Whoever ends a play in the agent's place, and does not have the lower testers act.
TEST(Controller, TakesNoPlayForCompleteOfWhichAStepWasNotSeen) {
    const auto trace = trace_of("leaves_out");

    EXPECT_EQ(trace.back().at("how"), "garbage");
    EXPECT_EQ(trace.back().at("detail"), "it said that all was played, without step 1");
}

TEST(Controller, DoesNotTellTheAgentWhatIsExpected) {
    EXPECT_EQ(trace_of("behaves").at(2).at("echo"), (Json{{"call", "WSAStartup"}}));
}

/// What the harness cannot do says nothing of the provider.
TEST(Controller, LosesAPlayInWhichALowerTesterFails) {
    const std::map<std::string, std::string> steps{
        {R"({"peer": "observes", "on": "absent"})",
         "step 3: the peer could not do it: the peer has no open socket 'absent'"},
        {R"({"peer": "dances"})",
         "step 3: the peer could not do it: the peer does not know how it 'dances'"},
        {R"({"name_server": "holds", "name": "slow.test"})",
         "step 3: the name_server could not do it: there is no name server here"},
        {R"({"database": "hides", "on": "services"})",
         "step 3: the database could not do it: there is no database here"},
    };
    for (const auto& [step, why] : steps) {
        const auto trace = trace_of("behaves", scenario_with(step));
        const Json expected{{"event", "end"}, {"how", "lost"}, {"events", 6}, {"detail", why}};

        ASSERT_EQ(trace.size(), 8U) << step;
        EXPECT_EQ(trace[6].at("because_of"), "harness") << step;
        EXPECT_EQ(trace.back(), expected) << step;
    }
}

/// What the provider does not let us do ends the play, and what was seen before is judged.
TEST(Controller, EndsAPlayInWhichTheProviderLeavesALowerTesterNothingToDo) {
    const std::map<std::string, std::string> steps{
        {R"({"peer": "connects", "to": "s", "as": "p"})", "the port of socket 's' is not known"},
        {R"({"peer": "accepts", "on": "L", "as": "p"}, {"peer": "sends", "on": "p", "bytes": "x"})",
         "the connection 'p' was never made"},
    };
    for (const auto& [step, why] : steps) {
        const auto trace = trace_of("behaves", scenario_with(step));

        EXPECT_EQ(trace[trace.size() - 2].at("failed"), why);
        EXPECT_EQ(trace[trace.size() - 2].at("because_of"), "provider");
        EXPECT_EQ(trace.back().at("how"), "completed") << step;
    }
}

TEST(Controller, LosesAPlayInWhichTheAgentItselfFails) {
    const Json footer = trace_of("fails_itself").back();

    EXPECT_EQ(footer.at("how"), "lost");
    EXPECT_EQ(footer.at("detail"), "cannot open a window");
}

TEST(Controller, NamesEveryWayAnAgentFails) {
    const std::map<std::string, std::string> ways = {
        {"crashes", "crashed"},    {"complains", "crashed"}, {"hangs", "hung"},
        {"babbles", "garbage"},    {"nests", "garbage"},     {"never_ends_a_line", "garbage"},
        {"never_ends", "garbage"},
    };
    for (const auto& [behaviour, how] : ways) {
        const Json footer = trace_of(behaviour).back();
        EXPECT_EQ(footer.at("event"), "end") << behaviour;
        EXPECT_EQ(footer.at("how"), how) << behaviour;
        EXPECT_FALSE(footer.at("detail").get<std::string>().empty()) << behaviour;
    }
}

TEST(Controller, TellsHowAnAgentCrashed) {
    EXPECT_EQ(trace_of("crashes").back().at("detail"), "signal 6 (Aborted)");
    EXPECT_EQ(trace_of("complains").back().at("detail"),
              "exit status 3; it last said: out of cheese");
}

TEST(Controller, StartsAnAgentAgainThatExitedBeforeItsFirstWord) {
    const std::string starts = testing::TempDir() + "wsconform_starts";
    std::filesystem::remove(starts);
    LowerTesters testers{quick, nullptr, nullptr};
    const Command agent{{WSCONFORM_FAKE_AGENT, "starts_on_the_third_try", starts, "--dll"}};
    const std::string trace =
        play_on_agent(parse_playable(scenario), agent, testers, quick, {"fake"}).trace;

    EXPECT_NE(trace.find(R"("how":"completed")"), std::string::npos) << trace;
    EXPECT_EQ(std::filesystem::file_size(starts), 3U);
}

TEST(Controller, CallsAnAgentThatCannotBeStartedLost) {
    LowerTesters testers{quick, nullptr, nullptr};
    const std::string trace =
        play_on_agent(parse_playable(scenario), {{"/no/such/agent"}}, testers, quick, {"fake"})
            .trace;

    EXPECT_NE(trace.find(R"("how":"lost","events":0)"), std::string::npos) << trace;
}

TEST(Controller, GivesUpOnASilentAgent) {
    constexpr Ixit impatient{.quiescence = 0ms, .settle = 0ms, .patience = 0ms, .start = 100ms};
    LowerTesters testers{impatient, nullptr, nullptr};
    const Command agent{{WSCONFORM_FAKE_AGENT, "is_silent"}};
    const std::string trace =
        play_on_agent(parse_playable(scenario), agent, testers, impatient, {"fake"}).trace;

    EXPECT_NE(trace.find(R"("how":"silent")"), std::string::npos) << trace;
}

TEST(Controller, RefusesWhatIsNoScenario) {
    for (const char* const text : {"", "[]", "{}", R"({"steps": 7})", R"({"steps": [7]})"})
        EXPECT_THROW(parse_playable(text), HarnessError) << text;
}

}  // namespace
}  // namespace wsconform
