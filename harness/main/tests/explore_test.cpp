// SPDX-License-Identifier: Apache-2.0

// Goal: `wsconform explore` says what it found, and its scenarios are played like any others.
// Method: the program itself, from outside.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(Explore, CountsDrawsAndWritesScenariosThatCanBePlayed) {
    own_folder();

    const Ended explored =
        ended({"explore", "--requests", "1", "--svg", "graph.svg", "--scenarios", "found"});

    EXPECT_EQ(explored.status, 0) << explored.out << explored.err;
    EXPECT_TRUE(has(explored.out, "states       2684\n")) << explored.out;
    EXPECT_TRUE(has(explored.out, "transitions  21228\n")) << explored.out;
    EXPECT_TRUE(has(text_of("graph.svg"), "</svg>"));
    EXPECT_TRUE(has(ended({"explore", "--help"}).out, "Usage: wsconform explore"));
    // Where the model leaves a choice the provider may take another way: inconclusive.
    const Ended ran =
        ended({"run", "--provider", "simulated", "--scenarios", "found", "--out", "out"});
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    const auto verdicts = json_of("out/report.json").at("summary").at("verdicts");
    EXPECT_EQ(verdicts.at("fail"), 0);
    EXPECT_GT(verdicts.at("pass"), verdicts.at("inconclusive"));
}

TEST(Explore, RefusesBadInputInOneLine) {
    own_folder();
    put("full/older", "older");
    put("file", "older");
    struct Row {
        std::vector<std::string> arguments;
        std::string part;
    };
    const std::vector<Row> rows{
        {{"--requests", "5"}, "--requests"},
        {{"--requests", "-1"}, "--requests"},
        {{"--threads", "0"}, "--threads"},
        {{"--sockets", "many"}, "--sockets"},
        {{"--svg", "/proc/below/graph"}, "/proc/below/graph"},
        {{"--scenarios", "full"}, "full: "},
        {{"--scenarios", "file"}, "file: "},
        {{"--scenarios", "/proc/below"}, "/proc/below"},
    };
    for (const Row& row : rows) {
        std::vector<std::string> words{"explore"};
        words.insert(words.end(), row.arguments.begin(), row.arguments.end());
        const Ended ran = ended(words);
        EXPECT_EQ(ran.status, 2) << row.part << ran.out;
        EXPECT_TRUE(has(ran.err, row.part)) << ran.err;
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    }
    EXPECT_EQ(text_of("full/older"), "older");
    EXPECT_EQ(text_of("file"), "older");
}

}  // namespace
}  // namespace wsconform
