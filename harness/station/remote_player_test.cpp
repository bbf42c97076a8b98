// SPDX-License-Identifier: Apache-2.0

#include "harness/station/remote_player.hpp"
#include "harness/harness_error.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wsconform {
namespace {

using namespace std::chrono_literals;

Scenario scenario_named(const std::string& id) {
    Scenario scenario;
    scenario.id = id;
    scenario.json = R"({"purpose": "p", "steps": [{"call": "WSAStartup"}]})";
    return scenario;
}

RemoteOptions options_for(std::vector<std::string> station) {
    RemoteOptions options;
    options.provider = "fake";
    options.station = std::move(station);
    return options;
}

std::vector<std::string> station_with(const std::string& behaviour) {
    const auto directory = std::filesystem::temp_directory_path() / "wsconform-remote-player-test";
    return {WSCONFORM_FAKE_STATION, directory.string(), WSCONFORM_FAKE_AGENT " " + behaviour};
}

/// A station that introduces itself, then does as the script says.
std::vector<std::string> shell_station(const std::string& script) {
    const std::string introduction =
        R"({"station":{"isolated":true,"reasons":[],"capabilities":{"agent":true,)"
        R"("name_server":"forbidden","peer":true,"database":true,"exports":[],)"
        R"("interface":"api","dll":"2.2","bits":64}}})";
    return {"/bin/sh", "-c", "echo '" + introduction + "'; " + script};
}

TEST(RemotePlayer, ReportsWhatTheStationCanDo) {
    const RemotePlayer player{options_for(station_with("behaves"))};

    EXPECT_FALSE(player.report().isolated);
    EXPECT_EQ(player.report().exports, std::vector<std::string>{"WSAStartup"});
    EXPECT_EQ(player.report().subject.bits, 32U);
    EXPECT_TRUE(player.report().missing.contains("peer"));
    EXPECT_FALSE(player.report().missing.contains("agent"));
}

TEST(RemotePlayer, PlaysOneScenarioAfterTheOther) {
    RemotePlayer player{options_for(station_with("behaves"))};
    for (const std::string id : {"a/b", "a/c"}) {
        const std::string trace = player.play(scenario_named(id));
        EXPECT_NE(trace.find(R"("scenario":{"id":")" + id), std::string::npos) << trace;
        EXPECT_TRUE(trace.ends_with("{\"event\":\"end\",\"how\":\"completed\",\"events\":2}\n"))
            << trace;
    }
}

TEST(RemotePlayer, SurvivesACrashOfEachAgent) {
    RemotePlayer player{options_for(station_with("crashes"))};
    for (int i = 0; i < 3; ++i)
        EXPECT_NE(player.play(scenario_named("a/b")).find(R"("how":"crashed")"), std::string::npos);
}

TEST(RemotePlayer, StartsAnotherStationWhenOneDied) {
    RemotePlayer player{options_for(shell_station("echo oh dear >&2; read request; exit 1"))};
    for (int i = 0; i < 3; ++i) {
        const std::string trace = player.play(scenario_named("a/b"));
        EXPECT_NE(trace.find(R"("how":"lost")"), std::string::npos) << trace;
        EXPECT_NE(trace.find("oh dear"), std::string::npos) << trace;
    }
}

/// Of two stations for one play each, the first ends it as the first footer says and the second as
/// the other; what they were asked is kept.
std::string plays(const std::string& requests, const std::string& first,
                  const std::string& second) {
    return "read -r request; if test -s " + requests + "; then footer='" + second +
           "'; else footer='" + first + "'; fi; echo \"$request\" >> " + requests +
           R"(; echo "$footer"; echo '{"played":"a/b","started_in_ms":1000}'; read end)";
}

TEST(RemotePlayer, DoesNotTryADllThatWasChanged) {
    const auto starts = std::filesystem::temp_directory_path() / "wsconform-remote-player-starts";
    std::filesystem::remove(starts);
    const std::string place = starts.string();
    const std::string introduction =
        R"({\"station\":{\"isolated\":true,\"reasons\":[],\"capabilities\":{\"agent\":true,)"
        R"(\"name_server\":true,\"peer\":true,\"database\":true,\"exports\":[],)"
        R"(\"interface\":\"api\",\"dll\":\"2.2\",\"bits\":64,\"tested\":{\"system\":\"s\",)"
        R"(\"dlls\":[{\"file\":\"a\",\"machine\":\"m\",\"size\":1,\"sha256\":\"$sum\"}]}}}})";
    RemotePlayer player{options_for({"/bin/sh", "-c",
                                     "echo . >> " + place + "; sum=$(wc -l < " + place +
                                         "); echo \"" + introduction + "\"; read request"})};
    for (const std::string id : {"a/b", "a/c", "a/d", "a/e"}) {
        const std::string trace = player.play(scenario_named(id));
        EXPECT_NE(trace.find(R"("how":"lost")"), std::string::npos) << trace;
    }
    EXPECT_NE(player.play(scenario_named("a/f")).find("has been changed"), std::string::npos);
    EXPECT_EQ(std::filesystem::file_size(starts), 2 * 2U) << "it began with one and met another";
    std::filesystem::remove(starts);
}

TEST(RemotePlayer, PlaysAgainWithoutHurryWhatMayBeTheMachines) {
    const std::string requests = testing::TempDir() + "wsconform_requests";
    for (const std::string how : {"silent", "lost", "crashed"}) {
        std::filesystem::remove(requests);
        RemotePlayer player{options_for(
            shell_station(plays(requests, R"({"event":"end","how":")" + how + R"(","events":0})",
                                R"({"event":"end","how":"completed","events":2})")))};

        const std::string trace = player.play(scenario_named("a/b"));

        EXPECT_NE(trace.find("completed"), std::string::npos) << trace;
        std::ifstream file{requests};
        std::string hasty;
        std::string unhurried;
        std::getline(file, hasty);
        std::getline(file, unhurried);
        EXPECT_NE(hasty.find(R"("pace": 1.0})"), std::string::npos) << hasty;
        // The agent took twice the usual time to start, and the second play is without hurry.
        EXPECT_NE(unhurried.find(R"("pace": 6.0})"), std::string::npos) << unhurried;
    }
}

TEST(RemotePlayer, CallsWhatDidNotBeginTwiceLost) {
    const std::string silent =
        R"({"event":"end","how":"silent","events":0,"detail":"nothing was said in time"})";
    RemotePlayer player{options_for(shell_station(plays("/dev/null", silent, silent)))};

    const std::string trace = player.play(scenario_named("a/b"));

    EXPECT_NE(trace.find(R"("how":"lost")"), std::string::npos) << trace;
    EXPECT_NE(trace.find("played twice: silent, nothing was said in time"), std::string::npos);
}

TEST(RemotePlayer, RefusesAStationWithoutIntroduction) {
    EXPECT_THROW(RemotePlayer{options_for({"/bin/sh", "-c", "echo hello"})}, HarnessError);
    EXPECT_THROW(RemotePlayer{options_for({"/bin/sh", "-c", "exit 1"})}, HarnessError);
    EXPECT_THROW(RemotePlayer{options_for({"/no/such/station"})}, HarnessError);
}

TEST(RemotePlayer, EndsAtOnceWhenInterrupted) {
    RemoteOptions options = options_for(shell_station("read request; exec sleep 600"));
    bool wanted = false;
    options.interrupted = [&] { return wanted; };
    RemotePlayer player{options};

    wanted = true;
    EXPECT_THROW(player.play(scenario_named("a/b")), HarnessError);
}

}  // namespace
}  // namespace wsconform
