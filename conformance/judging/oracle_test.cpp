// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/oracle_test_support.hpp"

namespace wsconform {
namespace {

TEST(Oracle, AcceptsEitherCodeForAHandleNeverIssued) {
    for (const Error code : {Error::wsaeinval, Error::wsaealready}) {
        Script script;
        script.starts_up();
        const auto seen = script.sees(calls::CancelAsync{}, Script::failed(code));
        EXPECT_EQ(seen.conclusion, Conclusion::conforms) << name_of(code);
    }
}

TEST(Oracle, NamesTheClauseThatForbidsWhatWasSeen) {
    Script script;
    script.starts_up();
    const auto seen = script.sees(calls::CancelAsync{RequestId::none, true}, Script::done(0));
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    EXPECT_TRUE(names(seen.broken, "cancel-async.zero-handle-is-refused"_clause));
    EXPECT_FALSE(names(seen.broken, "cancel-async.never-issued-handle-is-refused"_clause));
}

TEST(Oracle, LetsACancelWinOrLoseTheRaceButNotBoth) {
    Script wins = with_running_request();
    wins.holds(false);
    EXPECT_EQ(wins.sees(calls::CancelAsync{r1}, Script::done(0)).conclusion, Conclusion::conforms);
    EXPECT_EQ(wins.sees(calls::Await{}, Script::message(1)).conclusion, Conclusion::violates);

    Script loses = with_running_request();
    loses.holds(false);
    EXPECT_EQ(loses.sees(calls::CancelAsync{r1}, Script::failed(Error::wsaealready)).conclusion,
              Conclusion::conforms);
    EXPECT_EQ(loses.sees(calls::Await{}, Script::message(1)).conclusion, Conclusion::conforms);
}

TEST(Oracle, LetsADllSayOnceWhatItSupports) {
    for (const std::uint32_t highest : {0x101U, 0x202U}) {
        State unknown = fresh();
        unknown.process.highest = {};
        Oracle oracle{Spec{}, unknown};
        const Call call = calls::Startup{{1, 1}, false};
        Reply reply = Script::done(0x101);
        reply.size = highest;
        EXPECT_EQ(oracle.observe({&call, alice, reply}).conclusion, Conclusion::conforms);
        EXPECT_EQ(oracle.observe({&call, alice, reply}).conclusion, Conclusion::conforms);
        reply.size = 0x303 - highest;
        EXPECT_EQ(oracle.observe({&call, alice, reply}).conclusion, Conclusion::violates);
    }
}

TEST(Oracle, OwesTheMessageOfARefusedCancel) {
    Script script = with_running_request();
    script.sees(calls::CancelAsync{r1}, Script::failed(Error::wsaealready));
    script.holds(false);
    const auto seen = script.sees(calls::Await{}, Script::nothing());
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    EXPECT_TRUE(names(seen.broken, "async-get.accepted-request-posts-exactly-one-message"_clause));
}

TEST(Oracle, OwesNothingWhileTheAnswerIsHeld) {
    Script script = with_running_request();
    EXPECT_EQ(script.sees(calls::Await{}, Script::nothing()).conclusion, Conclusion::conforms);
    EXPECT_EQ(script.sees(calls::Await{}, Script::message(1)).conclusion, Conclusion::violates);
}

TEST(Oracle, LetsALookUpUnderWayFindWhatWasThereOrWhatIsNow) {
    for (const Error error : {Error::none, Error::wsahost_not_found}) {
        Script script = with_running_request();
        script.tester(calls::NameAnswers{slow, Answer::host_not_found}, Script::done(0));
        script.holds(false);
        EXPECT_EQ(script.sees(calls::Await{}, Script::message(1, error)).conclusion,
                  Conclusion::conforms);
    }
    Script script = with_running_request();
    script.holds(false);
    script.tester(calls::WaitForQuiescence{}, Script::nothing());
    script.tester(calls::NameAnswers{slow, Answer::host_not_found}, Script::done(0));
    const Reply late = Script::message(1, Error::wsahost_not_found);
    EXPECT_EQ(script.sees(calls::Await{}, late).conclusion, Conclusion::violates);
}

/// A deviation is reported once: what it leads to is no other.
TEST(Oracle, SupposesThatWhatNothingWasStartedForIsDone) {
    Script script;
    script.opens_window();
    calls::AsyncGet call;
    call.kind = LookupKind::proto_by_name;
    call.as = r1;
    call.window = w;
    call.buffer = b1;
    call.room_bytes = 1024;
    ASSERT_EQ(script.sees(call, Script::done(7)).conclusion, Conclusion::violates);
    EXPECT_EQ(script.sees(calls::Await{}, Script::message(7)).conclusion, Conclusion::conforms);
    EXPECT_EQ(script.sees(calls::Await{}, Script::message(7)).conclusion, Conclusion::violates);
}

TEST(Oracle, RefusesOneHandleForTwoOutstandingRequests) {
    Script script = with_running_request();
    calls::AsyncGet second;
    second.kind = LookupKind::proto_by_name;
    second.as = r2;
    second.window = w;
    const auto seen = script.sees(second, Script::done(1));
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    EXPECT_TRUE(names(seen.broken, "async-get.outstanding-handles-are-distinct"_clause));
}

TEST(Oracle, ReportsOneDeviationOnce) {
    Script script;
    script.starts_up();
    EXPECT_EQ(script.sees(calls::CancelAsync{}, Script::done(0)).conclusion, Conclusion::violates);
    // As if it had been refused, but with the last error that was seen.
    EXPECT_EQ(script.sees(calls::GetLastError{}, Script::done(0)).conclusion, Conclusion::conforms);
}

TEST(Oracle, SaysWhichEarlierReplyExcludedTheOthers) {
    Script script = with_running_request();  // Five steps, numbered from 0.
    ASSERT_EQ(script.sees(calls::CancelAsync{r1}, Script::done(0)).conclusion,
              Conclusion::conforms);
    script.holds(false);
    const auto seen = script.sees(calls::Await{}, Script::message(1));
    ASSERT_EQ(seen.conclusion, Conclusion::violates);
    // Had the cancel been refused, which is legal, the message would be too.
    EXPECT_EQ(seen.since, 5U);
}

TEST(Oracle, TakesALackOfResourcesForNoViolation) {
    Script script;
    script.starts_up();
    const auto seen =
        script.sees(calls::CreateSocket{SocketId{0}}, Script::failed(Error::wsaenobufs));
    EXPECT_EQ(seen.conclusion, Conclusion::out_of_resources);
}

TEST(Oracle, SupposesThatACallWithoutResourcesDidAllOrNothing) {
    for (const Error second : {Error::none, Error::wsanotinitialised}) {
        Script script;
        script.starts_up();
        EXPECT_EQ(
            script.sees(calls::Startup{{2, 2}}, Script::failed(Error::wsasysnotready)).conclusion,
            Conclusion::out_of_resources);
        EXPECT_EQ(script.sees(calls::Cleanup{}, Script::done(0)).conclusion, Conclusion::conforms);
        const Reply reply = second == Error::none ? Script::done(0) : Script::failed(second);
        EXPECT_EQ(script.sees(calls::Cleanup{}, reply).conclusion, Conclusion::conforms);
    }
}

TEST(Oracle, TellsACallThatMayWaitFromOneThatMayNot) {
    Reply hung;
    hung.kind = ReplyKind::hung;
    Script may_not;
    may_not.starts_up();
    EXPECT_EQ(may_not.sees(calls::CancelAsync{}, hung).conclusion, Conclusion::violates);

    Script may;
    may.starts_up();
    may.tester(calls::PeerListens{PeerId{0}}, Script::done(0));
    may.sees(calls::CreateSocket{SocketId{0}, Transport::tcp}, Script::done(0));
    may.sees(calls::Connect{SocketId{0}, PeerId{0}}, Script::done(0));
    const auto seen = may.sees(calls::Receive{SocketId{0}, calls::ReceiveCall::recv, 16}, hung);
    EXPECT_EQ(seen.conclusion, Conclusion::blocked);
}

TEST(Oracle, TakesAnExceptionOfWineForAStub) {
    Reply stub;
    stub.kind = ReplyKind::raised;
    stub.value = 0x80000100;
    Script script;
    script.starts_up();
    EXPECT_EQ(script.sees(calls::CancelAsync{}, stub).conclusion, Conclusion::unsupported);
    stub.value = 0xc0000005;
    EXPECT_EQ(script.sees(calls::CancelAsync{}, stub).conclusion, Conclusion::violates);
}

}  // namespace
}  // namespace wsconform
