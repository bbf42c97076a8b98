// SPDX-License-Identifier: Apache-2.0

// That the agent computes the same is shown by every play.

#include "harness/station/seal.hpp"

#include <gtest/gtest.h>

#include "harness/harness_error.hpp"

namespace wsconform {
namespace {

TEST(Seal, OpensTheLinesOfWhoWasToldTheKeyInTheirOrder) {
    Seal controller;
    Seal agent{controller.key_line()};

    for (const std::string line : {"{}", "", "a line of more than eight bytes", "{}"})
        EXPECT_EQ(controller.opened(agent.closed(line)), line);
}

TEST(Seal, IsBrokenByEveryChange) {
    Seal controller;
    Seal agent{controller.key_line()};
    const std::string first = agent.closed("first");
    const std::string second = agent.closed("second");
    Seal stranger;

    EXPECT_FALSE(controller.opened(second)) << "a line was left out";
    EXPECT_FALSE(controller.opened(first + "!"));
    EXPECT_FALSE(controller.opened("0" + first));
    EXPECT_FALSE(controller.opened("first"));
    EXPECT_FALSE(controller.opened(""));
    EXPECT_FALSE(controller.opened(stranger.closed("first")));
    EXPECT_TRUE(controller.opened(first));
    EXPECT_FALSE(controller.opened(first)) << "a line was said twice";
    EXPECT_TRUE(controller.opened(second));
}

TEST(Seal, HasAnotherKeyEachTime) {
    EXPECT_NE(Seal{}.key_line(), Seal{}.key_line());
    EXPECT_THROW(Seal{"key 12"}, HarnessError);
    EXPECT_THROW(Seal{R"({"format": "wsconform-agent/1"})"}, HarnessError);
}

}  // namespace
}  // namespace wsconform
