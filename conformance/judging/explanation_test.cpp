// SPDX-License-Identifier: Apache-2.0

// Which clauses a reply breaks that is wrong in more than one way.

#include "conformance/judging/oracle_test_support.hpp"

namespace wsconform {
namespace {

TEST(Explanation, RefusesAWriteToTheBufferOfACancelledRequest) {
    Script script = with_running_request();
    script.sees(calls::CancelAsync{r1}, Script::done(0));
    script.holds(false);
    Reply wrote = Script::nothing();
    wrote.wrote = 1;
    const auto seen = script.sees(calls::Await{}, wrote);
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    EXPECT_TRUE(names(seen.broken, "cancel-async.cancelled-request-leaves-buffer-alone"_clause));
}

/// The request could not have ended before the cancel, so what its message shows was written later.
TEST(Explanation, NamesTheWriteBesideTheMessageThatCameWithIt) {
    Script script = with_running_request();
    script.sees(calls::CancelAsync{r1}, Script::done(0));
    script.holds(false);
    Reply message = Script::message(1);
    message.wrote = 1;
    const auto seen = script.sees(calls::Await{}, message);
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    EXPECT_TRUE(names(seen.broken, "cancel-async.cancelled-request-posts-no-message"_clause));
    EXPECT_TRUE(names(seen.broken, "cancel-async.cancelled-request-leaves-buffer-alone"_clause));
}

/// It may have been written before the cancel.
TEST(Explanation, NamesNoWriteOfARequestThatMayHaveEndedBeforeTheCancel) {
    Script script = with_running_request();
    script.holds(false);
    script.sees(calls::CancelAsync{r1}, Script::done(0));
    Reply message = Script::message(1);
    message.wrote = 1;
    const auto seen = script.sees(calls::Await{}, message);
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    EXPECT_FALSE(names(seen.broken, "cancel-async.cancelled-request-leaves-buffer-alone"_clause));
}

TEST(Explanation, LetsAWriteRaceWithTheCancelThatEndsIt) {
    Script script = with_running_request();
    Reply cancelled = Script::done(0);
    cancelled.wrote = 1;
    EXPECT_EQ(script.sees(calls::CancelAsync{r1}, cancelled).conclusion, Conclusion::conforms);
}

}  // namespace
}  // namespace wsconform
