// SPDX-License-Identifier: Apache-2.0

// Goal: what a provider is seen to do is noted, and what it is not seen to do is not. Method:
// traces of one or two steps, made by hand.

#include "conformance/judging/witnessing.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace wsconform {
namespace {

struct Seen {
    Call call;
    Reply reply;
    Timing timing{Timing::whole};
};

Trace trace_of(const std::vector<Seen>& steps) {
    Trace trace;
    for (const Seen& seen : steps) {
        Step step;
        step.call = seen.call;
        step.timing = seen.timing;
        trace.events.push_back({.step = trace.scenario.steps.size(), .reply = seen.reply});
        trace.scenario.steps.push_back(step);
    }
    return trace;
}

Reply reply(ReplyKind kind, std::uint32_t value = 0, Error error = Error::none) {
    return {.kind = kind, .error = error, .value = value};
}

Reply message(std::uint32_t value, std::uint32_t size = 0, Error error = Error::none) {
    return {.kind = ReplyKind::message, .error = error, .value = value, .size = size};
}

std::vector<Witness> listed(const Witnesses& seen) {
    std::vector<Witness> all;
    for (std::size_t i = 1; i < witness_names.size(); ++i) {
        if (seen.contains(static_cast<Witness>(i))) all.push_back(static_cast<Witness>(i));
    }
    return all;
}

struct Row {
    std::string_view what;
    std::vector<Seen> steps;
    std::vector<Witness> seen;
};

void expect(const std::vector<Row>& rows) {
    for (const Row& row : rows)
        EXPECT_EQ(listed(witnessed_in(trace_of(row.steps))), row.seen) << row.what;
}

constexpr auto done = ReplyKind::done;
constexpr auto failed = ReplyKind::failed;
constexpr SocketId s{0};

TEST(Witnesses, OfHooksAndCalls) {
    const calls::GetSockName inside{s};
    const auto wrote = Reply{.kind = done, .wrote = 1};
    expect({
        {"a hook that never ran", {{calls::ObserveHook{}, reply(done, 0)}}, {}},
        {"a hook that ran", {{calls::ObserveHook{}, reply(done, 1)}}, {Witness::hook_run}},
        {"a call inside a hook",
         {{inside, reply(failed, 0, Error::wsaeinprogress), Timing::inside}},
         {Witness::hook_run, Witness::code_reported}},
        {"none, for the hook did not run",
         {{inside, reply(ReplyKind::nothing), Timing::inside}},
         {}},
        {"FALSE", {{calls::IsBlocking{}, reply(done, 0)}}, {}},
        {"TRUE", {{calls::IsBlocking{}, reply(done, 1)}}, {Witness::told_blocking}},
        {"a cancel", {{calls::CancelAsync{}, reply(done)}}, {Witness::request_cancelled}},
        {"a refused one",
         {{calls::CancelAsync{}, reply(failed, 0, Error::wsaeinval)}},
         {Witness::code_reported}},
        {"an interrupted call",
         {{calls::Receive{}, reply(failed, 0, Error::wsaeintr), Timing::returns}},
         {Witness::call_interrupted, Witness::code_reported}},
        {"bytes", {{calls::Receive{}, reply(done, 5)}}, {Witness::bytes_received}},
        {"an end", {{calls::Receive{}, reply(done, 0)}}, {}},
        {"a write, whose moment is chance", {{calls::WaitForQuiescence{}, wrote}}, {}},
        {"disconnect data",
         {{calls::RecvDisconnect{}, {.kind = done, .size = 3}}},
         {Witness::disconnect_data}},
        {"none", {{calls::RecvDisconnect{}, reply(done)}}, {}},
        {"an unset event", {{calls::LookAtOverlapped{}, reply(done)}}, {}},
        {"a set event",
         {{calls::LookAtOverlapped{}, {.kind = done, .value = 1}}},
         {Witness::event_set}},
        {"no APC", {{calls::LookAtApcs{}, reply(done)}}, {}},
        {"an APC", {{calls::LookAtApcs{}, reply(done, 1)}}, {Witness::apc_run}},
    });
}

TEST(Witnesses, OfMessagesAndEvents) {
    const calls::Await await{};
    const std::uint32_t unknown = index_of(Handle::unknown);
    expect({
        {"no message", {{await, reply(ReplyKind::nothing)}}, {}},
        {"the message of a look-up that failed",
         {{await, message(1, 0, Error::wsahost_not_found)}},
         {Witness::request_message, Witness::any_message, Witness::code_reported}},
        {"of one that succeeded",
         {{await, message(1)}},
         {Witness::request_message, Witness::any_message, Witness::buffer_written}},
        {"of nobody", {{await, message(unknown)}}, {Witness::any_message}},
        {"FD_READ",
         {{await, message(notice_number::of(s), event_number::fd_read)}},
         {Witness::any_message, Witness::event_message, Witness::fd_read, Witness::network_event}},
        {"FD_CLOSE, recorded",
         {{calls::EnumNetworkEvents{}, reply(done, event_number::fd_close)}},
         {Witness::fd_close, Witness::network_event}},
        {"FD_CONNECT and FD_WRITE, recorded",
         {{calls::EnumNetworkEvents{},
           reply(done, event_number::fd_connect | event_number::fd_write)}},
         {Witness::fd_write, Witness::fd_connect, Witness::network_event}},
        {"FD_ACCEPT",
         {{await, message(notice_number::of(s), event_number::fd_accept)}},
         {Witness::any_message, Witness::event_message, Witness::fd_accept,
          Witness::network_event}},
        {"an event object that is set",
         {{calls::LookAtEventObject{}, reply(done, 1)}},
         {Witness::object_set}},
        {"nothing recorded", {{calls::EnumNetworkEvents{}, reply(done)}}, {}},
    });
}

TEST(Witnesses, OfPeersAndTheNameServer) {
    const calls::PeerObserves observes{};
    expect({
        {"nothing", {{observes, reply(ReplyKind::nothing)}}, {}},
        {"bytes", {{observes, reply(ReplyKind::bytes, 3)}}, {Witness::peer_reached}},
        {"a reset",
         {{observes, reply(ReplyKind::reset)}},
         {Witness::peer_reached, Witness::peer_reset}},
        {"an ICMP error", {{observes, reply(ReplyKind::refused)}}, {Witness::icmp_error}},
        {"a question", {{calls::NameIsAsked{}, reply(done)}}, {Witness::name_asked}},
        {"none", {{calls::NameIsAsked{}, reply(ReplyKind::nothing)}}, {}},
    });
}

/// WSANOTINITIALISED before any clean-up, or an end that the program asked for, shows nothing.
TEST(Witnesses, OfACleanUpThatEndsSomething) {
    const Seen refused{calls::GetHostName{}, reply(failed, 0, Error::wsanotinitialised)};
    const Seen cleanup{calls::Cleanup{}, reply(done)};
    const Seen end{calls::PeerObserves{}, reply(ReplyKind::end)};
    const Seen close{calls::CloseSocket{s}, reply(done)};
    expect({
        {"refused before", {refused, cleanup}, {Witness::code_reported}},
        {"refused after", {cleanup, refused}, {Witness::torn_down, Witness::code_reported}},
        {"ended after", {cleanup, end}, {Witness::torn_down, Witness::peer_reached}},
        {"closed before", {close, cleanup, end}, {Witness::peer_reached}},
        {"closed after", {cleanup, close, end}, {Witness::peer_reached}},
    });
}

TEST(Witnesses, OfUpcalls) {
    Trace trace = trace_of({{calls::CreateSocket{s}, reply(done)}, {calls::Upcall{}, reply(done)}});
    trace.upcalls = {{0, "WPUModifyIFSHandle", Error::none, false}};
    EXPECT_EQ(listed(witnessed_in(trace)), std::vector{Witness::upcall_made});
    trace.upcalls = {{1, "WPUGetProviderPath", Error::none, false}};
    EXPECT_EQ(listed(witnessed_in(trace)), std::vector{Witness::upcall_made}) << "it was told to";
    trace.upcalls = {{0, "WPUGetProviderPath", Error::none, false}};
    EXPECT_EQ(listed(witnessed_in(trace)),
              (std::vector{Witness::upcall_made, Witness::path_asked}));
}

TEST(Witnesses, HaveANameEach) {
    for (std::size_t i = 1; i < witness_names.size(); ++i)
        EXPECT_EQ(witness_named(witness_names[i].slug), static_cast<Witness>(i));
    EXPECT_EQ(witness_named("nonsense"), std::nullopt);
    EXPECT_EQ(witness_named(""), std::nullopt);
}

}  // namespace
}  // namespace wsconform
