// SPDX-License-Identifier: Apache-2.0

// What real providers were seen to get wrong: a condition that is missed, an association that is
// lost or kept, a deadline that is ignored, properties that an accepted socket does not inherit,
// one direction taken for both, and a refusal that is forgotten in one phase only.

#include <algorithm>

#include "conformance/judging/state_set.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

namespace {

bool is_under_way(const Request& request) {
    return request.phase == RequestPhase::running || request.phase == RequestPhase::completed ||
           request.phase == RequestPhase::posted;
}

bool is_over(const Request& request) {
    return request.phase == RequestPhase::read || request.phase == RequestPhase::cancelled ||
           request.phase == RequestPhase::dropped || request.phase == RequestPhase::orphaned;
}

bool was_connected(const Socket& socket) {
    return socket.phase == SocketPhase::closed || has_ended(socket) || is_broken(socket);
}

constexpr Error timed_out{10060};  // WSAETIMEDOUT: no rule speaks of it.

/// All that a refusal might be tied to by mistake.
std::vector<std::string_view> phases_of(const State& state, std::optional<ThreadId> thread) {
    std::vector<std::string_view> phases;
    const bool is_asked = std::ranges::any_of(state.requests, is_under_way);
    if (is_asked) phases.emplace_back("during-a-request");
    if (!is_asked && std::ranges::any_of(state.requests, is_over))
        phases.emplace_back("after-a-request");
    if (std::ranges::any_of(state.sockets, has_connection))
        phases.emplace_back("beside-a-connection");
    if (std::ranges::any_of(state.sockets, was_connected))
        phases.emplace_back("after-a-connection");
    const Process& process = state.process;
    if (process.was_started != 0 && process.cleaned_by != 0xff)
        phases.emplace_back(is_started(state) ? "after-a-restart" : "after-a-cleanup");
    if (!thread) return phases;
    if (index_of(*thread) != 0) phases.emplace_back("in-another-thread");
    const Error last = state.at(*thread).last_error;
    if (last != Error::unknown && last != Error::none) phases.emplace_back("after-a-failure");
    return phases;
}

/// What lets a call end that may have had to wait.
std::string_view condition_of(const State& state, const Call& call, std::optional<ThreadId> own) {
    const Socket& socket = socket_of(state, socket_named_by(call));
    if (own && state.at(*own).cancelled != 0) return "cancel";
    if (socket.phase == SocketPhase::closed) return "close";
    if (socket.in.arrived > socket.in.read || socket.datagrams > 0) return "data";
    if (socket.reset_in == Travel::arrived || socket.reset_out != Travel::none) return "reset";
    if (has_ended(socket)) return "end";
    if (socket.waiting > 0) return "connection";
    return "";
}

bool can_wait(const Call& call) {
    return is_one_of<calls::Accept, calls::Receive, calls::Select>(call);
}

}  // namespace

/// The refusal is there, and in this phase it is not.
void MutationOperators::forget_refusals_in_a_phase() {
    for (const std::string_view phase : phases_of(before(), moment_->step->thread)) {
        add("lenient:" + std::string{phase} + ":" + function() + ":" + label_of(reply().error) +
                situation(),
            acceptance(), undone_);
    }
}

/// The call goes on waiting, for ever, for something else.
void MutationOperators::miss_conditions() {
    if (!can_wait(call())) return;
    const std::string_view condition = condition_of(before(), call(), moment_->step->thread);
    if (condition.empty()) return;
    Reply waits;
    const bool returns = moment_->kind == MomentKind::returns;
    if (!returns && moment_->kind != MomentKind::ends) return;
    waits.kind = returns ? ReplyKind::nothing : ReplyKind::hung;
    add("misses-condition:" + function() + ":" + std::string{condition} +
            (returns ? ":waiting" : ""),
        waits, returns ? before() : next());
}

/// The socket and its window or event have nothing to do with each other from then on.
void MutationOperators::lose_associations() {
    const SocketId id = socket_named_by(call());
    if (id == SocketId::none || reply().kind != ReplyKind::done) return;
    const Notification& now = next().at(id).notification;
    const Notification& then = before().at(id).notification;
    if (now.events != 0) {
        State lost = next();
        lost.at(id).notification = {};
        add("loses-association:" + function(), reply(), lost, Memory::keeps);
    }
    const bool selects = is_one_of<calls::AsyncSelect, calls::EventSelect>(call());
    if (selects && then.events != 0 && then.events != now.events) {
        State kept = next();
        kept.at(id).notification = then;
        add("keeps-association:" + function(), reply(), kept, Memory::keeps);
    }
}

/// Time that is over is a failure, or is not noticed.
void MutationOperators::miss_deadlines() {
    Reply hung;
    hung.kind = ReplyKind::hung;
    const bool is_late_receive = is_one_of<calls::Receive>(call()) && reply().error == timed_out;
    if (is_late_receive && moment_->kind == MomentKind::ends)
        add("ignores-deadline:" + function(), hung, next());
    if (!is_one_of<calls::Select>(call()) || reply().kind != ReplyKind::done) return;
    if (moment_->outcome.pattern.value.highest != 0) return;
    fail("fails-at-deadline:" + function(), timed_out, next());
    if (moment_->kind == MomentKind::ends) add("ignores-deadline:" + function(), hung, next());
}

/// What a new socket has of its listener.
void MutationOperators::forget_inheritance() {
    const auto* accept = std::get_if<calls::Accept>(&call());
    if (accept == nullptr || reply().kind != ReplyKind::done) return;
    const auto forget = [&](std::string_view what, auto Socket::*part) {
        State other = next();
        other.at(accept->as).*part = {};
        if (!(other == next()))
            add("forgets-inheritance:" + function() + ":" + std::string{what}, reply(), other,
                Memory::keeps);
    };
    forget("events", &Socket::notification);
    forget("mode", &Socket::nonblocking);
    forget("linger", &Socket::linger);
    State nonblocking = next();
    nonblocking.at(accept->as).nonblocking = 1;
    if (!(nonblocking == next()))
        add("false-inheritance:" + function() + ":mode", reply(), nonblocking, Memory::keeps);
}

/// What is said of one direction is done to both.
void MutationOperators::take_one_direction_for_both() {
    const SocketId id = socket_named_by(call());
    const bool ends_one =
        is_one_of<calls::Shutdown, calls::SendDisconnect, calls::RecvDisconnect>(call());
    if (!ends_one || id == SocketId::none || reply().kind != ReplyKind::done) return;
    State both = next();
    Socket& socket = both.at(id);
    if (socket.receive == Disabled::no) socket.receive = socket.send;
    if (socket.send == Disabled::no) socket.send = socket.receive;
    if (!(both == next()))
        add("both-directions-end:" + function() + situation(), reply(), both, Memory::keeps);
}

}  // namespace wsconform
