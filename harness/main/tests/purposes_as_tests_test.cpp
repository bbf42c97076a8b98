// SPDX-License-Identifier: Apache-2.0

// Goal: purposes are chosen, listed, shared out and resumed as GoogleTest's tests are. Method: the
// program itself, from outside.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "harness/main/tests/purposes.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

Words run(const Words& more) {
    Words words{"run", "--provider", "simulated"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

TEST(PurposesAsTests, AreListedAndNotPlayed) {
    own_folder();

    const Ended ran = ended(run({"--out", "out", "--gtest_list_tests"}));

    EXPECT_EQ(ran.status, 0) << ran.err;
    std::set<std::string> listed;
    std::istringstream lines{ran.out};
    std::string call;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(' '))
            call = line.substr(0, line.find('.'));
        else
            listed.insert(call + "/" + line.substr(2));
    }
    EXPECT_EQ(listed, purposes_in_the_tree());
    EXPECT_FALSE(fs::exists("out/report.json"));
}

TEST(PurposesAsTests, TakeTheFlagsOfGoogleTest) {
    own_folder();

    EXPECT_EQ(ended(run({"--out", "out", "--gtest_filter=recv.data*", "--gtest_repeat=3",
                         "--gtest_shuffle"}))
                  .status,
              0);
    EXPECT_EQ(purposes_in("out/report.json"),
              std::set<std::string>{"recv/data_comes_before_the_end"});
    EXPECT_EQ(json_of("out/report.json").at("options").at("filter"), "recv.data*");
}

TEST(PurposesAsTests, LeaveAnEarlierRunAsItIsUntilTheyArePlayed) {
    own_folder();
    ASSERT_EQ(ended(run({"--out", "out", "--filter", "recv.data*"})).status, 0);
    const std::string journal = text_of("out/journal.jsonl");

    EXPECT_EQ(ended(run({"--out", "out", "--filter", "nothing*"})).status, 2);
    EXPECT_EQ(ended(run({"--out", "out", "--filter", "recv.*-recv.*"})).status, 2);
    EXPECT_EQ(ended(run({"--out", "out", "--gtest_filter=re?v.data"})).status, 2);
    EXPECT_EQ(ended(run({"--out", "out", "--gtest_list_tests"})).status, 0);
    EXPECT_EQ(text_of("out/journal.jsonl"), journal);

    const Ended other = ended(run({"--out", "out", "--filter", "recv.*", "--resume"}));
    EXPECT_EQ(other.status, 2);
    EXPECT_NE(other.err.find("its filter was \"recv.data*\""), std::string::npos) << other.err;
    EXPECT_EQ(text_of("out/journal.jsonl"), journal);

    EXPECT_EQ(
        ended(run({"--out", "out", "--filter", "*:-*.?[z]*", "--gtest_filter=re?v.d*a*:x"})).status,
        0);
    EXPECT_EQ(purposes_in("out/report.json"),
              std::set<std::string>{"recv/data_comes_before_the_end"});
}

TEST(PurposesAsTests, AreEachPlayedOnceByTwoShards) {
    own_folder();

    for (const std::string index : {"0", "1"}) {
        EXPECT_EQ(ended(run({"--out", index}),
                        {{"GTEST_TOTAL_SHARDS", "2"}, {"GTEST_SHARD_INDEX", index}})
                      .status,
                  0);
    }

    std::set<std::string> all = purposes_in("0/report.json");
    std::set<std::string> second = purposes_in("1/report.json");
    EXPECT_EQ(all.size() + second.size(), purposes_in_the_tree().size());
    all.merge(second);
    EXPECT_EQ(all, purposes_in_the_tree());
}

}  // namespace
}  // namespace wsconform
