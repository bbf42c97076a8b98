// SPDX-License-Identifier: Apache-2.0

// The oracle on calls in flight: they take effect at some moment between their two ends.

#include <gtest/gtest.h>

#include "conformance/judging/oracle.hpp"
#include "model/flight.hpp"

namespace wsconform {
namespace {

constexpr ThreadId alice{0};
constexpr ThreadId bob{1};
constexpr SocketId s{0};
constexpr PeerId listener{0};
constexpr PeerId peer{1};
constexpr HookId h{0};

Reply done(std::uint32_t value) {
    Reply reply;
    reply.kind = ReplyKind::done;
    reply.value = value;
    return reply;
}
Reply failed(Error error) {
    Reply reply;
    reply.kind = ReplyKind::failed;
    reply.error = error;
    return reply;
}
Reply nothing() {
    Reply reply;
    reply.kind = ReplyKind::nothing;
    return reply;
}

/// A connection of a 1.1 client, a receive on it in flight, and what comes of it.
class FlightTest : public ::testing::Test {
  protected:
    FlightTest() : oracle_{Spec{}, connected()} {}

    static State connected() {
        State state{};
        state.process.startups = 1;
        state.process.was_started = 1;
        state.process.lowest = {1, 1};
        state.process.negotiated = {1, 1};
        state.process.highest = {2, 2};
        state.at(s).phase = SocketPhase::connected;
        state.at(s).far = peer;
        state.at(listener).phase = PeerPhase::listening;
        state.at(peer).phase = PeerPhase::connected;
        state.at(peer).far = s;
        return state;
    }
    static State modern(State state) {
        state.process.lowest = {2, 2};
        state.process.negotiated = {2, 2};
        return state;
    }
    /// `landing`: what it returns later in the trace.
    void begins(std::optional<Reply> landing) {
        oracle_.observe({&receive_, bob, {}, Timing::begins, landing});
    }
    Assessment returns(const Reply& reply) {
        return oracle_.observe({&receive_, bob, reply, Timing::returns});
    }
    Assessment inside(const Call& call, const Reply& reply) {
        return oracle_.observe({&call, bob, reply, Timing::inside});
    }
    Assessment whole(const Call& call, std::optional<ThreadId> thread, const Reply& reply) {
        return oracle_.observe({&call, thread, reply});
    }

    Oracle oracle_;
    const Call receive_ = calls::Receive{s, calls::ReceiveCall::recv, 16};
    const Call sends_ = calls::PeerSends{peer, 5};
    const Call shuts_down_ = calls::Shutdown{s, 0};
    const Call closes_ = calls::CloseSocket{s};
    const Call hooks_ = calls::SetBlockingHook{h};
    const Call counts_ = calls::ObserveHook{h};
    const Call cancels_ = calls::CancelBlockingCall{};
};

TEST_F(FlightTest, WaitsUntilThereIsSomethingToReturn) {
    begins(done(5));
    EXPECT_EQ(returns(nothing()).conclusion, Conclusion::conforms);
    whole(sends_, std::nullopt, done(1));
    EXPECT_EQ(returns(done(5)).conclusion, Conclusion::conforms);
}

TEST_F(FlightTest, MayNotWaitForWhatIsThere) {
    begins(std::nullopt);
    whole(sends_, std::nullopt, done(1));
    EXPECT_EQ(returns(nothing()).conclusion, Conclusion::violates);
}

TEST_F(FlightTest, MayNotReturnWhatNobodySent) {
    begins(done(5));
    EXPECT_EQ(returns(done(5)).conclusion, Conclusion::violates);
}

TEST_F(FlightTest, TakesEffectBeforeOrAfterWhatOthersDo) {
    // The data may have been received before the socket was closed, although both end later.
    begins(done(5));
    whole(sends_, std::nullopt, done(1));
    EXPECT_EQ(whole(closes_, alice, done(0)).conclusion, Conclusion::conforms);
    EXPECT_EQ(returns(done(5)).conclusion, Conclusion::conforms);
}

TEST_F(FlightTest, MayWaitOnWhenItsDirectionIsShutDownMeanwhile) {
    for (const Reply& end : {failed(Error::wsaeshutdown), nothing(), done(5)}) {
        oracle_ = Oracle{Spec{}, modern(connected())};
        begins(end);
        EXPECT_EQ(whole(shuts_down_, alice, done(0)).conclusion, Conclusion::conforms);
        whole(sends_, std::nullopt, done(1));
        EXPECT_EQ(returns(end).conclusion, Conclusion::conforms);
    }
    oracle_ = Oracle{Spec{}, modern(connected())};
    whole(shuts_down_, alice, done(0));
    begins(std::nullopt);
    EXPECT_EQ(returns(nothing()).conclusion, Conclusion::violates) << "it began too late";
}

TEST_F(FlightTest, SharesWhatComesWithAnOverlappedReceive) {
    const Call overlapped =
        calls::Receive{s, calls::ReceiveCall::wsarecv, 16, OverlappedId{0}, false};
    const Call looks = calls::LookAtOverlapped{OverlappedId{0}};
    const Reply signalled = done(1);
    for (const bool is_taken : {true, false}) {
        oracle_ = Oracle{Spec{}, modern(connected())};
        whole(overlapped, alice, failed(Error::wsa_io_pending));
        begins(is_taken ? nothing() : done(5));
        EXPECT_EQ(whole(looks, alice, signalled).conclusion, Conclusion::violates);
        whole(sends_, std::nullopt, done(1));
        EXPECT_EQ(whole(looks, alice, is_taken ? signalled : done(0)).conclusion,
                  Conclusion::conforms);
        EXPECT_EQ(returns(is_taken ? nothing() : done(5)).conclusion, Conclusion::conforms);
    }
}

TEST_F(FlightTest, IsInterruptedByTheCloseOfItsSocket) {
    begins(failed(Error::wsaeintr));
    EXPECT_EQ(returns(nothing()).conclusion, Conclusion::conforms);
    whole(closes_, alice, done(0));
    EXPECT_EQ(returns(failed(Error::wsaeintr)).conclusion, Conclusion::conforms);
}

TEST_F(FlightTest, EndsWithWsaeintrOnlyIfItWasCancelled) {
    whole(hooks_, bob, done(hook_number::null));
    begins(failed(Error::wsaeintr));
    const Assessment assessment = returns(failed(Error::wsaeintr));
    EXPECT_EQ(assessment.conclusion, Conclusion::violates);
    EXPECT_TRUE(
        assessment.broken.contains("blocking-callback.hook-false-alone-does-not-cancel"_clause));
}

TEST_F(FlightTest, EndsEitherWayWhenACancelAndTheDataMeet) {
    for (const Reply& end : {failed(Error::wsaeintr), done(5)}) {
        oracle_ = Oracle{Spec{}, connected()};
        whole(hooks_, bob, done(hook_number::null));
        begins(end);
        EXPECT_EQ(inside(cancels_, done(0)).conclusion, Conclusion::conforms);
        whole(sends_, std::nullopt, done(1));
        EXPECT_EQ(returns(end).conclusion, Conclusion::conforms);
    }
}

TEST_F(FlightTest, RunsItsHookWhileItWaitsAndNotOtherwise) {
    whole(hooks_, bob, done(hook_number::null));
    EXPECT_EQ(whole(counts_, std::nullopt, done(1)).conclusion, Conclusion::violates);
    begins(std::nullopt);
    returns(nothing());
    EXPECT_EQ(whole(counts_, std::nullopt, done(0)).conclusion, Conclusion::violates);
}

TEST_F(FlightTest, RefusesWhatItsHookCalls) {
    whole(hooks_, bob, done(hook_number::null));
    begins(std::nullopt);
    EXPECT_EQ(inside(closes_, failed(Error::wsaeinprogress)).conclusion, Conclusion::conforms);
    EXPECT_EQ(inside(closes_, done(0)).conclusion, Conclusion::violates);
}

TEST_F(FlightTest, MayRefuseWhatItsHookCallsForAnotherReason) {
    const Call bad = calls::CloseSocket{SocketId::none};
    const Call good = calls::GetSockName{s};
    for (const Error error : {Error::wsaenotsock, Error::wsaeinprogress}) {
        oracle_ = Oracle{Spec{}, connected()};
        whole(hooks_, bob, done(hook_number::null));
        begins(std::nullopt);
        EXPECT_EQ(inside(bad, failed(error)).conclusion, Conclusion::conforms);
    }
    EXPECT_EQ(inside(good, failed(Error::wsaenotsock)).conclusion, Conclusion::violates);
}

TEST_F(FlightTest, IsOneDeviationIfItsHookDoesNotRun) {
    whole(hooks_, bob, done(hook_number::null));
    begins(std::nullopt);
    EXPECT_EQ(inside(cancels_, nothing()).conclusion, Conclusion::violates);
    EXPECT_EQ(returns(nothing()).conclusion, Conclusion::conforms);
}

}  // namespace
}  // namespace wsconform
