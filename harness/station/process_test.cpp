// SPDX-License-Identifier: Apache-2.0

#include "harness/station/process.hpp"
#include "harness/harness_error.hpp"

#include <gtest/gtest.h>

#include <csignal>
namespace wsconform {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_bytes = 1000;

ChildProcess::Clock::time_point soon() {
    return ChildProcess::Clock::now() + 20s;
}

ChildProcess shell(const std::string& script) {
    return ChildProcess{
        {{"/bin/sh", "-c", script}, {{"GREETING", "hello"}, {"HOME", std::nullopt}}}};
}

TEST(ChildProcess, GivesLinesThenItsEnd) {
    ChildProcess process = shell("echo one; printf 'two\\r\\n'; printf unfinished");

    EXPECT_EQ(process.read_line(longest_bytes, soon()), (Reading{Reading::Kind::line, "one"}));
    EXPECT_EQ(process.read_line(longest_bytes, soon()), (Reading{Reading::Kind::line, "two"}));
    EXPECT_EQ(process.read_line(longest_bytes, soon()).kind, Reading::Kind::ended);
    EXPECT_EQ(process.status(soon()), 0);
}

TEST(ChildProcess, IsOverWhenOnlyAGrandchildHoldsItsOutput) {
    ChildProcess process = shell("sleep 600 & echo started");

    EXPECT_EQ(process.read_line(longest_bytes, soon()).line, "started");
    EXPECT_EQ(process.read_line(longest_bytes, soon()).kind, Reading::Kind::ended);
}

TEST(ChildProcess, DoesNotKeepALineWithoutEnd) {
    ChildProcess process = shell("exec yes no | tr -d '\\n'");

    EXPECT_EQ(process.read_line(longest_bytes, soon()).kind, Reading::Kind::too_long);
}

TEST(ChildProcess, TimesOutWhenNothingIsSaid) {
    ChildProcess process = shell("read never");

    EXPECT_EQ(process.read_line(longest_bytes, ChildProcess::Clock::now() + 10ms).kind,
              Reading::Kind::timed_out);
}

TEST(ChildProcess, SurvivesAReaderThatIsGone) {
    ChildProcess process = shell("exit 7");
    ASSERT_TRUE(process.status(soon()).has_value());

    EXPECT_FALSE(process.write("anybody there?\n", soon()));
    EXPECT_EQ(in_words(*process.status(soon())), "exit status 7");
}

TEST(ChildProcess, GivesUpOnAReaderThatDoesNotRead) {
    ChildProcess process = shell("exec sleep 600");

    EXPECT_FALSE(process.write(std::string(1 << 20, 'x'), ChildProcess::Clock::now() + 10ms));
}

TEST(ChildProcess, RemembersPrintableLastWords) {
    ChildProcess process = shell("printf 'alas\\033\\n' >&2; kill -9 $$");

    EXPECT_EQ(process.read_line(longest_bytes, soon()).kind, Reading::Kind::ended);
    EXPECT_EQ(process.last_words(), "alas");
    EXPECT_EQ(in_words(*process.status(soon())), "signal 9 (Killed)");
}

TEST(ChildProcess, HasTheEnvironmentItWasGiven) {
    EXPECT_EQ(output_of({{"/bin/sh", "-c", "echo $GREETING ${HOME-none}"},
                         {{"GREETING", "hello"}, {"HOME", std::nullopt}}},
                        20s),
              "hello none\n");
}

TEST(ChildProcess, ThatIsNotThereIsAnError) {
    EXPECT_THROW(ChildProcess({{"/no/such/program"}}), HarnessError);
    EXPECT_THROW(output_of({{"/bin/sh", "-c", "exit 1"}}, 20s), HarnessError);
    EXPECT_THROW(output_of({{"/bin/sh", "-c", "sleep 600"}}, 10ms), HarnessError);
}

}  // namespace
}  // namespace wsconform
