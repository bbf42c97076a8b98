// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/recovery.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/flight.hpp"

namespace wsconform {

namespace {

/// EXCEPTION_WINE_STUB, which Wine raises in place of a function that it has not written.
constexpr std::uint32_t exception_of_a_wine_stub = 0x80000100;

/// Start-ups return their code, and say nothing of the last error.
Error last_error_after(const Observation& seen) {
    const bool is_startup = std::holds_alternative<calls::Startup>(*seen.call) ||
                            std::holds_alternative<calls::SpiStartup>(*seen.call);
    const Reply& reply = seen.reply;
    const bool is_call = reply.kind == ReplyKind::done || reply.kind == ReplyKind::failed;
    return is_call && !is_startup ? reply.error : Error::unknown;
}

/// The state after a call that failed and changed nothing.
State after_nothing(const State& state, const Observation& seen) {
    State next = has_returned(seen) ? returned(state, seen.reply, *seen.thread) : state;
    if (seen.thread) next.at(*seen.thread).last_error = last_error_after(seen);
    return next;
}

/// A call that makes a socket and returned none: what a later call says of it is no fault of that.
bool made_no_socket(const Observation& seen) {
    const bool makes_one = std::holds_alternative<calls::CreateSocket>(*seen.call) ||
                           std::holds_alternative<calls::Accept>(*seen.call);
    return makes_one && seen.reply.kind == ReplyKind::failed;
}

/// The states after a call that was done although nothing is started: with its effect, as if
/// something were.
std::vector<State> done_unstarted(const Spec& spec, const State& state,
                                  std::optional<ThreadId> thread, const Call& call,
                                  const Reply& reply) {
    std::vector<State> states;
    const bool is_unstarted = state.process.startups == 0 && state.process.is_spi == 0;
    if (!is_unstarted || reply.kind != ReplyKind::done) return states;
    State started = state;
    started.process.startups = 1;
    started.process.lowest = state.process.highest;
    const Ruling ruling = rule(spec, started, thread, call);
    for (const Outcome* const outcome : explanations(ruling, reply)) {
        State& next = states.emplace_back(after(*outcome, reply, thread));
        next.process = state.process;
        // How a look-up ends for which nothing is started, and whether anybody is asked, nobody
        // says.
        for (std::size_t i = 0; i < next.requests.size(); ++i) {
            if (next.requests[i].phase == state.requests[i].phase) continue;
            next.requests[i].answer = Answer::unsettled;
            next.requests[i].name = NameId::none;
        }
    }
    return states;
}

/// The state after an outcome that was not seen, which keeps what was.
State going_on_after(Outcome& outcome, const Observation& seen) {
    Observation instead = seen;
    instead.reply = example_of(outcome.pattern);
    State next = settle(outcome, instead);
    if (has_returned(seen)) next = returned(next, seen.reply, *seen.thread);
    // The last error is what was seen of it, or reading it would deviate a second time.
    if (seen.thread) next.at(*seen.thread).last_error = last_error_after(seen);
    return next;
}

}  // namespace

StateSet states_after_violation(const Follower& follower, const StateSet& possible,
                                const Observation& seen) {
    StateSet recovered;
    if (made_no_socket(seen)) {
        for (const State& state : possible)
            recovered.insert(after_nothing(state, seen));
        return recovered;
    }
    for (const State& state : possible) {
        if (seen.timing == Timing::whole) {
            for (const State& done :
                 done_unstarted(follower.spec(), state, seen.thread, *seen.call, seen.reply))
                recovered.insert(done);
        }
        Ruling ruling = follower.rule_of(seen, state);
        for (Outcome& outcome : ruling.allowed())
            recovered.insert(going_on_after(outcome, seen));
    }
    // For lack of resources nothing happened, or it did before they ran out.
    if (is_lack_of_resources(seen.reply, *seen.call)) {
        for (const State& state : possible)
            recovered.insert(after_nothing(state, seen));
    }
    // A call that no hook was run for was not made: all is as it was.
    const bool was_made = seen.timing != Timing::inside || seen.reply.kind != ReplyKind::nothing;
    return recovered.empty() || !was_made ? possible : recovered;
}

Conclusion conclusion_of(const Follower& follower, const StateSet& possible,
                         const Observation& seen, const Assessment& assessment) {
    const bool is_stub =
        seen.reply.kind == ReplyKind::raised && seen.reply.value == exception_of_a_wine_stub;
    const bool is_absent = seen.reply.kind == ReplyKind::missing &&
                           !std::holds_alternative<calls::LookUpExport>(*seen.call);
    if (is_stub || is_absent) return Conclusion::unsupported;
    const auto may_wait = [&](const State& state) {
        return follower.rule_of(seen, state).allowed().empty() && !is_restless(state);
    };
    if (seen.reply.kind == ReplyKind::hung && std::ranges::any_of(possible, may_wait))
        return Conclusion::blocked;
    if (!assessment.is_forbidden && is_lack_of_resources(seen.reply, *seen.call))
        return Conclusion::out_of_resources;
    return Conclusion::violates;
}

}  // namespace wsconform
