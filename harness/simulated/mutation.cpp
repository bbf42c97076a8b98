// SPDX-License-Identifier: Apache-2.0

#include "harness/simulated/mutation.hpp"

#include <algorithm>

#include "conformance/judging/following.hpp"
#include "conformance/judging/state_set.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/flight.hpp"

namespace wsconform {

std::string label_of(Error error) {
    switch (static_cast<int>(error)) {
        case static_cast<int>(Error::socket_error):
            return "SOCKET_ERROR";
        case static_cast<int>(Error::none):
            return "none";
        case static_cast<int>(Error::unpublished):
            return "unpublished";
        case static_cast<int>(Error::untouched):
            return "untouched";
        default:
            return name_of(error);
    }
}

std::string label_of(ReplyKind kind) {
    switch (kind) {
        case ReplyKind::done:
            return "done";
        case ReplyKind::failed:
            return "failed";
        case ReplyKind::nothing:
            return "nothing";
        case ReplyKind::message:
            return "message";
        case ReplyKind::bytes:
            return "bytes";
        case ReplyKind::end:
            return "end";
        case ReplyKind::reset:
            return "reset";
        case ReplyKind::refused:
            return "refused";
        case ReplyKind::hung:
            return "hung";
        case ReplyKind::raised:
            return "raised";
        case ReplyKind::missing:
            return "missing";
    }
    return "";
}

namespace {

/// In front of a transport provider we start and clean up ws2_32's part ourselves.
bool is_of_ws2_32(const Moment& moment) {
    const Call& call = moment.step->call;
    const bool is_start = std::holds_alternative<calls::Startup>(call) ||
                          std::holds_alternative<calls::Cleanup>(call);
    return is_start && moment.state->process.is_spi != 0;
}

/// Without what only tells which clauses to name, should something be wrong later.
State without_history(State state) {
    Process& process = state.process;
    process.failed_startups = 0;
    process.partial_cleanups = 0;
    process.refused_cancels = 0;
    process.cleaned_by = 0xff;
    for (Thread& thread : state.threads) {
        thread.stale_cancel = 0;
        thread.spared = 0;
    }
    for (std::size_t i = 0; i < state.overlapped.size(); ++i) {
        const SocketId on = state.overlapped_on[i];
        const bool is_over = on != SocketId::none && state.at(on).phase == SocketPhase::closed;
        if (is_over && state.overlapped[i] == OverlappedPhase::pending)
            state.overlapped[i] = OverlappedPhase::dropped;
    }
    for (Socket& socket : state.sockets) {
        socket.refused = 0;
        socket.unclosed = 0;
        socket.peeked = 0;
        socket.inherits_linger = 0;
        socket.notification.seen = 0;
        if (socket.notification.stale == 0) socket.notification.old_window = WindowId::none;
    }
    return state;
}

/// What the provider alone changes: that a hook was run, or that a call came about, stays.
State without_effect(const State& before, const State& next) {
    State undone = before;
    undone.hooks = next.hooks;
    for (std::size_t i = 0; i < undone.threads.size(); ++i)
        undone.threads[i].flight = next.threads[i].flight;
    return undone;
}

}  // namespace

MutationOperators::MutationOperators(const Moment& moment)
    : moment_{&moment}, undone_{without_effect(*moment.state, moment.outcome.next)} {}

void MutationOperators::add(std::string_view mutant, const Reply& reply, const State& next,
                            Memory memory) {
    Mutation mutation{std::string{mutant}, moment_->outcome, reply, moment_->kind};
    mutation.outcome.next = next;
    if (memory == Memory::forgets && mutation.outcome.remember != Remember::no_error)
        mutation.outcome.remember = Remember::nothing;
    all_.push_back(std::move(mutation));
}

void MutationOperators::fail(std::string_view mutant, Error error, const State& next) {
    Reply failure;
    failure.kind = ReplyKind::failed;
    failure.error = error;
    add(mutant, failure, next);
}

std::vector<Mutation> mutations_at(const Moment& moment) {
    MutationOperators operators{moment};
    const Step& step = *moment.step;
    const bool is_call = !step.function.empty();
    if (is_of_ws2_32(moment)) return {};
    if (moment.kind == MomentKind::waits || moment.kind == MomentKind::returns) {
        operators.mutate_waiting();
        if (moment.kind == MomentKind::returns) operators.miss_conditions();
        return operators.take();
    }
    if (is_call && moment.reply.kind == ReplyKind::failed) {
        operators.mutate_failure();
        operators.forget_refusals_in_a_phase();
    }
    if (is_call && moment.reply.kind == ReplyKind::done) operators.mutate_success();
    if (is_call) operators.mutate_effect();
    if (is_call) operators.mix_up_threads();
    if (is_call) operators.miss_conditions();
    if (is_call) operators.lose_associations();
    if (is_call) operators.miss_deadlines();
    if (is_call) operators.forget_inheritance();
    if (is_call) operators.take_one_direction_for_both();
    if (is_call) operators.mistake_records();
    if (is_call) operators.leave_sets();
    if (is_call) operators.take_what_is_peeked();
    operators.reuse_handles();
    operators.write_to_cancelled_buffers();
    if (moment.reply.kind == ReplyKind::message) operators.mutate_message();
    if (std::holds_alternative<calls::Await>(step.call)) operators.add_stray_messages();
    if (std::holds_alternative<calls::PeerObserves>(step.call)) operators.mutate_sight();
    if (!is_call) operators.mutate_inspection();
    return operators.take();
}

State next_of(const State& state, const Step& step, const Outcome& outcome, const Reply& reply,
              MomentKind kind) {
    switch (kind) {
        case MomentKind::ends:
            return after(outcome, reply, step.thread);
        case MomentKind::lands:
            return landed(outcome, reply, *step.thread);
        case MomentKind::waits:
            if (reply.kind == ReplyKind::nothing) return outcome.next;
            return returned(landed(outcome, reply, *step.thread), reply, *step.thread);
        case MomentKind::returns:
            if (reply.kind == ReplyKind::nothing) return outcome.next;
            return returned(state, reply, *step.thread);
    }
    return state;
}

Permission permission_for(const Moment& moment, const Mutation& mutation, Grading grading) {
    Permission permission;
    const Step& step = *moment.step;
    if (is_lack_of_resources(mutation.reply, step.call)) {
        permission.is_given = true;
        return permission;
    }
    const auto future = [&](const Outcome& outcome) {
        return without_history(
            next_of(*moment.state, step, outcome, mutation.reply, mutation.kind));
    };
    const State wanted = future(mutation.outcome);
    const bool is_flight = mutation.kind != MomentKind::ends;
    const Ruling ruling = rule(Spec{grading, std::nullopt}, *moment.state, step.thread, step.call,
                               is_flight ? Timing::returns : step.timing);
    // Asked of the rule itself: an oracle that is broken must not excuse what it does not see.
    const auto shows = [&](const auto& outcome) { return outcome.pattern.matches(mutation.reply); };
    if (std::ranges::any_of(ruling.forbidden(), shows)) return permission;
    for (const Outcome& outcome : ruling.allowed()) {
        if (!shows(outcome) || !(future(outcome) == wanted)) continue;
        permission.is_given = true;
        permission.because.add(outcome.because);
    }
    return permission;
}

}  // namespace wsconform
