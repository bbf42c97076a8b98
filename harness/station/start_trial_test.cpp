// SPDX-License-Identifier: Apache-2.0

#include "harness/station/start_trial.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

namespace wsconform {
namespace {

using nlohmann::json;

const std::vector<std::string> chain{"/somewhere/layer.dll", "/somewhere/base.dll"};

/// What the agent says of a provider that returned WSASYSNOTREADY and asked nothing.
json refusal() {
    return {{"how", "refuses"},          {"code", 10091},
            {"enumerated", false},       {"unknown_providers", json::array()},
            {"unloaded", json::array()}, {"has_id", false}};
}

std::string words_for(const json& start, const std::vector<std::string>& files = chain) {
    return start_told(json{{"start", start}}.dump(), files).words;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(StartTrial, SaysNothingOfAProviderThatStarts) {
    EXPECT_EQ(start_told(R"({"start": {"how": "starts", "reached_below": true}})", chain),
              StartTrial{});
    EXPECT_EQ(start_told(R"({"start": {"how": "starts", "reached_below": false}})", {"base.dll"}),
              StartTrial{});
}

TEST(StartTrial, SaysWhatIsOddAboutTheIds) {
    const std::string ids = "layer.dll exports GetLspGuid. ";
    const StartTrial starts = start_told(
        json{{"start", {{"how", "starts"}, {"reached_below", true}, {"ids", ids}}}}.dump(), chain);
    EXPECT_EQ(starts, (StartTrial{true, "layer.dll exports GetLspGuid"}));

    json refused = refusal();
    refused["ids"] = ids;
    EXPECT_TRUE(has(words_for(refused), "does not start")) << words_for(refused);
    EXPECT_TRUE(has(words_for(refused), "; and layer.dll exports GetLspGuid"));
}

TEST(StartTrial, SaysThatWhatIsBelowWasNotStarted) {
    const StartTrial trial =
        start_told(R"({"start": {"how": "starts", "reached_below": false}})", chain);

    EXPECT_TRUE(trial.starts);
    EXPECT_TRUE(has(trial.words, "layer.dll starts without starting base.dll")) << trial.words;
}

TEST(StartTrial, TellsTheCodeWithItsNameAndNoFolder) {
    const std::string words = words_for(refusal());

    EXPECT_TRUE(has(words, "layer.dll does not start: WSPStartup returns WSASYSNOTREADY (10091)"))
        << words;
    EXPECT_FALSE(has(words, "somewhere")) << words;
}

TEST(StartTrial, TellsTheLikelyCauseByWhatWasAsked) {
    json reader = refusal();
    reader["enumerated"] = true;
    json asker = refusal();
    asker["unknown_providers"] = {"{00000000-0000-0000-0000-000000000001}"};
    json loader = refusal();
    loader["unloaded"] = {"engine.dll (error 126)"};

    EXPECT_TRUE(has(words_for(reader), "--provider-id '{GUID}'"));
    EXPECT_TRUE(has(words_for(asker), "--provider-id '{00000000-0000-0000-0000-000000000001}'"));
    EXPECT_TRUE(has(words_for(loader), "could not load engine.dll (error 126)"));
    EXPECT_TRUE(has(words_for(refusal()), "--prepare"));
    EXPECT_TRUE(has(words_for(refusal(), {"layer.dll"}), "spi:layer.dll+BASE.dll"));
}

TEST(StartTrial, TellsOtherWaysToFail) {
    json one = refusal();
    one["how"] = "hangs";
    EXPECT_TRUE(has(words_for(one), "has not returned"));
    one["how"] = "raises";
    one["code"] = 0xC0000005;
    EXPECT_TRUE(has(words_for(one), "raises the exception 0xC0000005"));
    one["how"] = "has another version";
    one["version"] = "1.1";
    EXPECT_TRUE(has(words_for(one), "answers 1.1"));
    one["how"] = "leaves out entries";
    one["missing"] = 3;
    EXPECT_TRUE(has(words_for(one), "leaves 3 of the 30 entries"));
}

TEST(StartTrial, PlaysOnWhereTheSecondTrySucceeds) {
    json late = refusal();
    late["how"] = "starts late";

    const StartTrial trial = start_told(json{{"start", late}}.dump(), chain);

    EXPECT_TRUE(trial.starts);
    EXPECT_TRUE(has(trial.words, "starts only at the second try")) << trial.words;
}

/// An agent that says nothing, or nothing that can be understood, is our fault.
TEST(StartTrial, BlamesNobodyForTheAgent) {
    using namespace std::chrono_literals;

    const std::vector<Command> agents{
        {{"/bin/true"}}, {{WSCONFORM_FAKE_AGENT, "says", "starting", "no JSON"}}, {{"/no/file"}}};
    for (const Command& agent : agents) {
        const StartTrial trial = start_tried(agent, chain, 10s);
        EXPECT_TRUE(trial.starts);
        EXPECT_TRUE(has(trial.words, "starts was not seen: ")) << trial.words;
    }
    EXPECT_FALSE(start_tried({{WSCONFORM_FAKE_AGENT, "says", "starting"}}, chain, 10s).starts);
}

/// A provider that is loaded can write, but it was not told the key.
TEST(StartTrial, PassesOverWhatTheAgentDoesNotSeal) {
    using namespace std::chrono_literals;
    const std::string starts = R"({"start": {"how": "starts", "reached_below": true}})";
    const std::string refuses = json{{"start", refusal()}}.dump();

    EXPECT_EQ(start_tried({{WSCONFORM_FAKE_AGENT, "says", "!starting", "!" + refuses, "starting",
                            "!" + refuses, starts}},
                          chain, 10s),
              StartTrial{});
    EXPECT_FALSE(
        start_tried({{WSCONFORM_FAKE_AGENT, "says", "starting", "!" + starts}}, chain, 10s).starts);
}

TEST(StartTrial, IsMadeAgainIfItWasNotHeardOut) {
    using namespace std::chrono_literals;
    const std::string tries = testing::TempDir() + "wsconform_start_tries";
    std::filesystem::remove(tries);

    // Ends before it begins, the first two times only.
    const std::string script = "echo >> " + tries + "; [ $(wc -l < " + tries +
                               ") -gt 2 ] || exit 1; exec " WSCONFORM_FAKE_AGENT
                               " says starting '" +
                               R"({"start": {"how": "starts", "reached_below": true}})" + "'";

    EXPECT_EQ(start_tried({{"/bin/sh", "-c", script}}, chain, 10s), StartTrial{});
}

}  // namespace
}  // namespace wsconform
