// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/claim_check.hpp"

#include <utility>
#include <vector>

#include "conformance/judging/claims.hpp"
#include "conformance/judging/following.hpp"
#include "conformance/judging/judge.hpp"
#include "model/flight.hpp"

namespace wsconform {

namespace {

/// Adds `after`, and the other values that the thread's last error may have then: a success leaves
/// it as it was or resets it, and a failure of an unclaimed code leaves any.
void add_with_last_error(std::vector<State>& next, const Outcome& outcome, const State& after,
                         const State& before, const Step& step) {
    next.push_back(after);
    if (!step.thread || !outcome.pattern.any_error) return;
    Error& last_error = next.back().at(*step.thread).last_error;
    if (outcome.pattern.kind == ReplyKind::failed && last_error == Error::none)
        last_error = Error::unknown;
    if (outcome.pattern.kind != ReplyKind::done) return;
    next.push_back(after);
    next.back().at(*step.thread).last_error = before.at(*step.thread).last_error;
}

/// The states after the step, if it returned what its author claims; any, without a claim.
std::vector<State> after_claim(const Scenario& scenario, std::size_t index, const State& state) {
    const Step& step = scenario.steps[index];
    std::vector<State> next;
    const Ruling ruling = rule(Spec{}, state, step.thread, step.call, step.timing);
    for (const Outcome& outcome : ruling.allowed()) {
        if (step.claim && !may_be_claimed(*step.claim, outcome.pattern, state)) continue;
        Reply reply = example_of(outcome.pattern);
        if (outcome.remember == Remember::handle)
            reply.value = static_cast<std::uint32_t>(index + 1);
        else if (step.claim)
            reply = claimed_example(*step.claim, outcome.pattern, state);
        if (step.timing != Timing::returns)
            add_with_last_error(next, outcome, after(outcome, reply, step.thread), state, step);
        else if (reply.kind == ReplyKind::nothing)
            next.push_back(outcome.next);
        else
            next.push_back(landed(outcome, reply, *step.thread));
    }
    return next;
}

/// The step at which the call that the thread has in flight after `done` steps returns.
std::optional<std::size_t> return_of(const Scenario& scenario, std::size_t done, ThreadId thread) {
    for (std::size_t i = done; i < scenario.steps.size(); ++i) {
        const Step& step = scenario.steps[i];
        const bool is_last = !step.claim || step.claim->front().kind != ReplyKind::nothing;
        if (step.timing == Timing::returns && step.thread == thread && is_last) return i;
    }
    return std::nullopt;
}

/// Adds the states after the step from one before it, if it returned what is claimed.
void follow_claim(const Scenario& scenario, std::size_t index, const State& state, StateSet& next) {
    const Step& step = scenario.steps[index];
    const bool is_over = step.timing == Timing::returns &&
                         state.at(*step.thread).flight == Flight::landed &&
                         return_of(scenario, index, *step.thread) == index;
    if (step.timing == Timing::begins) {
        next.insert(begun(Spec{}, state, *step.thread, step.call));
    } else if (is_over) {
        next.insert(returned(state, {.error = Error::unknown}, *step.thread));
    } else {
        for (const State& after : after_claim(scenario, index, state))
            next.insert(after);
    }
}

}  // namespace

std::optional<std::size_t> impossible_claim(const Scenario& scenario) {
    StateSet possible;
    possible.insert(initial_state(simulated_subject(scenario)));
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const auto landing = [&](const State& state, ThreadId thread) {
            const auto end = return_of(scenario, i, thread);
            return end ? after_claim(scenario, *end, state) : std::vector<State>{};
        };
        close_under_internal_steps(possible, landing);
        StateSet next;
        for (const State& state : possible)
            follow_claim(scenario, i, state, next);
        if (next.empty()) return i;
        possible = std::move(next);
    }
    return std::nullopt;
}

}  // namespace wsconform
