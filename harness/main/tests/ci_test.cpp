// SPDX-License-Identifier: Apache-2.0

// Goal: the recipes for continuous integration do what they say. Method: their shell commands, as
// they stand in the recipes, with the variables that each engine sets; the engines are not here.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path recipes = fs::path{WSCONFORM_SCENARIOS}.parent_path() / "reports" / "ci";

/// The lines of a recipe that call a script of ours, as shell commands.
std::string command_in(const std::string& recipe, const std::string& script) {
    std::istringstream lines{text_of(recipes / recipe)};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t at = line.find("wsconform/reports/ci/" + script);
        if (at != std::string::npos) return line.substr(at);
    }
    ADD_FAILURE() << recipe << " does not call " << script;
    return "false";
}

/// Runs a command as the engine would, in a checkout that has the suite beside the provider.
int shell(const std::string& variables, const std::string& command) {
    const std::string line =
        "unset GTEST_TOTAL_SHARDS GTEST_SHARD_INDEX; export "
        "WSCONFORM='" WSCONFORM_PROGRAM
        "' PROVIDER=simulated "
        "EXPECTATIONS=known.json " +
        variables + "; " + command + " >said 2>&1";
    return WEXITSTATUS(std::system(line.c_str()));
}

void check_out() {
    own_folder();
    fs::create_directories("wsconform/reports");
    fs::create_directory_symlink(recipes, "wsconform/reports/ci");
    put("known.json",
        R"({"format": "wsconform-expectations/1", "provider": "simulated", "purposes": {}})");
}

struct Engine {
    std::string recipe;
    std::vector<std::string> shards;  ///< The variables of each parallel job.
};

const std::vector<Engine> engines{
    {"github.yml",
     {"GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=0 GITHUB_STEP_SUMMARY=step",
      "GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=1"}},
    {"gitlab.yml", {"CI_NODE_TOTAL=2 CI_NODE_INDEX=1", "CI_NODE_TOTAL=2 CI_NODE_INDEX=2"}}};

TEST(Ci, PlaysInShardsAndGatesThemTogether) {
    for (const Engine& engine : engines) {
        SCOPED_TRACE(engine.recipe);
        check_out();
        const std::string play = command_in(engine.recipe, "play.sh");
        const std::string gate = command_in(engine.recipe, "gate.sh");

        EXPECT_EQ(shell(engine.shards[0], play), 0) << text_of("said");
        EXPECT_EQ(shell("A=1", gate), 3) << "a shard is missing: " << text_of("said");
        EXPECT_EQ(shell(engine.shards[1], play), 0) << text_of("said");
        EXPECT_EQ(shell("GITHUB_STEP_SUMMARY=step", gate), 0) << text_of("said");

        EXPECT_NE(text_of("summary.md").find("**As expected**"), std::string::npos);
        EXPECT_NE(text_of("step").find(text_of("summary.md")), std::string::npos);
        EXPECT_EQ(json_of("badge.json").at("color"), "brightgreen");
        EXPECT_NE(text_of("junit.xml").find("failures=\"0\""), std::string::npos);
    }
}

TEST(Ci, FailsOnWhatIsNewAndSaysWhatIsOld) {
    const std::string mutant = "PROVIDER=simulated:suspend=cancel-async.zero-handle-is-refused";
    check_out();
    const std::string play = command_in("gitlab.yml", "play.sh");
    const std::string gate = command_in("gitlab.yml", "gate.sh");
    json known = json_of("known.json");
    known["provider"] = mutant.substr(mutant.find('=') + 1);
    put("known.json", known.dump());

    EXPECT_EQ(shell(mutant + " CI_NODE_INDEX=1", play), 0) << "the gate decides";
    EXPECT_EQ(shell(mutant, gate), 1) << text_of("said");
    known["purposes"]["recv/data_comes_before_the_end"] = {
        {"verdict", "fail"}, {"clauses", json::array()}, {"reason", "It was so once."}};
    known["provider"] = "simulated";
    put("known.json", known.dump());
    fs::remove_all("shard-1");
    EXPECT_EQ(shell("CI_NODE_INDEX=1", play), 0);
    EXPECT_EQ(shell("A=1", gate), 4) << text_of("said");
    EXPECT_EQ(shell("PROVIDER=nonesuch CI_NODE_INDEX=1", play), 2) << "it could not be played";
}

TEST(Ci, KeepsEachNightAndComparesItWithTheLast) {
    check_out();
    const std::string play =
        "wsconform/reports/ci/play.sh $PROVIDER shard-0 --filter WSACancelAsyncRequest";
    const std::string night = command_in("github.yml", "night.sh");
    const std::string mutant = "PROVIDER=simulated:suspend=cancel-async.zero-handle-is-refused";

    EXPECT_EQ(shell("A=1", play), 0) << text_of("said");
    EXPECT_EQ(shell("A=1", night), 0) << "the first: " << text_of("said");
    std::string today;
    for (const fs::directory_entry& kept : fs::directory_iterator{"nights"})
        today = kept.path().filename().string();
    EXPECT_TRUE(std::regex_match(today, std::regex{R"(\d{4}-\d\d-\d\d\.json)"})) << today;

    // A night ago, when it was still good.
    json good = json_of("nights/" + today);
    fs::rename("nights/" + today, "nights/2026-01-01.json");
    EXPECT_EQ(shell(mutant, play), 0) << text_of("said");
    json bad = json_of("shard-0/report.json");
    bad["provider"] = good["provider"];
    put("shard-0/report.json", bad.dump());

    EXPECT_EQ(shell("GITHUB_STEP_SUMMARY=step", night), 1) << text_of("said");
    EXPECT_NE(text_of("said").find(" went bad"), std::string::npos) << text_of("said");
    EXPECT_NE(text_of("step").find("### Went bad ("), std::string::npos) << text_of("step");
}

/// What the recipe for Windows has the program do, as the shell here takes it.
std::string commands_for_windows() {
    std::string text = text_of(recipes / "windows.yml");
    text = std::regex_replace(text, std::regex{"\\n +--"}, " --");
    text =
        std::regex_replace(text, std::regex{R"("spi:\$\{\{ matrix\.provider \}\}")"}, "simulated");
    text = std::regex_replace(text, std::regex{R"(\$env:)"}, "$$");
    const std::regex command{R"(wsconform/wsconform\.exe( .*))"};
    std::string commands;
    for (std::sregex_iterator found{text.begin(), text.end(), command}, end; found != end; ++found)
        commands += " && $WSCONFORM" + found->str(1);
    return "{ true" + commands + "; }";
}

TEST(Ci, OnWindowsPlaysDecidesAndTells) {
    check_out();

    EXPECT_EQ(shell("A=1", commands_for_windows()), 0) << commands_for_windows() << text_of("said");

    EXPECT_NE(text_of("summary.md").find("wsconform"), std::string::npos);
    EXPECT_NE(text_of("junit.xml").find("failures=\"0\""), std::string::npos);
    EXPECT_TRUE(fs::exists("report/report.json"));
}

/// A command that stands in a recipe and is not one of ours is not tried here.
TEST(Ci, RecipesRunNothingElse) {
    const std::regex ours_alone{R"(^ *- (run: )?wsconform/reports/ci/(play|gate|night)\.sh .*$)"};
    std::size_t ours = 0;
    for (const Engine& engine : engines) {
        std::istringstream lines{text_of(recipes / engine.recipe)};
        for (std::string line; std::getline(lines, line);) {
            if (line.find("run:") == std::string::npos && line.find("/ci/") == std::string::npos)
                continue;
            EXPECT_TRUE(std::regex_match(line, ours_alone)) << line;
            ++ours;
        }
    }
    EXPECT_EQ(ours, 5U);
}

}  // namespace
}  // namespace wsconform
