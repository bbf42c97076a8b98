// SPDX-License-Identifier: Apache-2.0

#include "harness/station/pace.hpp"

#include <gtest/gtest.h>

#include "conformance/trace/footer.hpp"

namespace wsconform {
namespace {

using namespace std::chrono_literals;

TEST(Pace, IsOneWhereAnAgentStartsAsUsual) {
    EXPECT_EQ(pace_after(0ms), 1.0);
    EXPECT_EQ(pace_after(250ms), 1.0);
}

TEST(Pace, GrowsWithTheTimeThatAnAgentTakesToStartUpToABound) {
    EXPECT_EQ(pace_after(2s), 4.0);
    EXPECT_EQ(pace_after(10min), slowest_pace);
}

std::string ended(const std::string& how, std::size_t events, const std::string& detail = "") {
    return with_footer("{\"format\":\"wsconform-trace/1\"}\n{}\n", {how, detail, events});
}

TEST(Pace, TakesForTheMachinesOnlyWhatTheProviderHadNoPartIn) {
    EXPECT_TRUE(may_be_the_machines(ended("lost", 7)));
    EXPECT_TRUE(may_be_the_machines(ended("silent", 0)));
    EXPECT_TRUE(may_be_the_machines(ended("crashed", 0, "exit status 3")));
    EXPECT_TRUE(may_be_the_machines(ended("hung", 3, "nothing more was said in time")));

    EXPECT_FALSE(may_be_the_machines(ended("completed", 4)));
    EXPECT_FALSE(may_be_the_machines(ended("crashed", 1, "exit status 3")));
    EXPECT_FALSE(may_be_the_machines(ended("garbage", 0)));
    EXPECT_FALSE(may_be_the_machines(ended("hung", 3, "step 2 did not return in time")));
}

TEST(Pace, BelievesTheSecondPlayUnlessNothingBegan) {
    for (const std::string how : {"silent", "crashed"})
        EXPECT_EQ(footer_of(believed(ended(how, 0)))->how, "lost") << how;
    const std::string fell_silent = ended("hung", 3, "nothing more was said in time");
    EXPECT_EQ(believed(fell_silent), fell_silent);
    EXPECT_EQ(believed(ended("completed", 4)), ended("completed", 4));
}

}  // namespace
}  // namespace wsconform
