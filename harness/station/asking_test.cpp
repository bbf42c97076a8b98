// SPDX-License-Identifier: Apache-2.0

#include "harness/station/asking.hpp"

#include <gtest/gtest.h>

#include <cstdio>

#include "harness/harness_error.hpp"

namespace wsconform {
namespace {

using namespace std::chrono_literals;

std::string answer(const std::vector<std::string>& lines) {
    Command agent{{WSCONFORM_FAKE_AGENT, "says"}};
    agent.words.insert(agent.words.end(), lines.begin(), lines.end());
    return answer_of(agent, 20s);
}

TEST(Asking, TakesTheFirstLineThatTheAgentSealed) {
    EXPECT_EQ(answer({"this"}), "this");
    EXPECT_EQ(answer({"this", "!that"}), "this");
    EXPECT_EQ(answer({"!that", "!0123456789abcdef that", "this", "more"}), "this");
}

TEST(Asking, TakesNothingElseForAnAnswer) {
    EXPECT_THROW(answer({}), HarnessError);
    EXPECT_THROW(answer({"!that"}), HarnessError);
    EXPECT_THROW(answer_of({{"/bin/true"}}, 20s), HarnessError);
    EXPECT_THROW(answer_of({{"/bin/sh", "-c", "exit 3"}}, 20s), HarnessError);
}

TEST(Asking, IsTriedTwice) {
    const std::string tries = testing::TempDir() + "wsconform_asking_tries";
    std::remove(tries.c_str());
    const std::string script = "[ -e " + tries + " ] && exec " + WSCONFORM_FAKE_AGENT +
                               " says this; : > " + tries + "; exit 1";

    const std::string told = answer_of_one_of_two({{"/bin/sh", "-c", script}}, 20s);

    EXPECT_EQ(told, "this");
    EXPECT_EQ(std::remove(tries.c_str()), 0);
}

}  // namespace
}  // namespace wsconform
