// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/explanation.hpp"

#include <utility>

namespace wsconform {

Observation what_to_blame(const Follower& follower, const StateSet& possible,
                          const Observation& seen, Assessment& assessment) {
    Observation blamed = seen;
    blamed.reply.wrote = 0;
    if (seen.reply.wrote == 0 || !follower.can_follow(possible, blamed)) return blamed;
    assessment.unwanted_writes = seen.reply.wrote;
    for (const State& state : possible) {
        const Ruling ruling = follower.rule_of(seen, state);
        for (const Outcome& outcome : ruling.allowed())
            assessment.unwanted_writes &= static_cast<std::uint8_t>(~outcome.pattern.may_write);
    }
    return seen;
}

void explain(const Follower& follower, const StateSet& possible, const Observation& seen,
             Assessment& assessment) {
    Clauses forbidding;
    for (const State& state : possible) {
        assessment.example = &state;
        const Ruling ruling = follower.rule_of(seen, state);
        add_allowed(assessment.allowed, ruling);
        for (const Prohibition& forbidden : ruling.forbidden()) {
            if (forbidden.pattern.matches(seen.reply)) forbidding.add(forbidden.because);
        }
    }
    assessment.broken = forbidding;
    assessment.is_forbidden = !forbidding.empty();
    if (forbidding.empty()) {
        for (const AllowedOutcome& allowed : assessment.allowed)
            assessment.broken.add(allowed.because);
    }
}

namespace {

/// The states after a step of the past, had it been replied to in another allowed way.
StateSet otherwise(const Follower& follower, const Past& step) {
    StateSet others;
    const Observation& then = step.observation;
    for (const State& state : step.before) {
        Ruling ruling = follower.rule_of(then, state);
        for (Outcome& outcome : ruling.allowed()) {
            if (outcome.pattern.matches(then.reply)) continue;
            Observation other = then;
            other.reply = example_of(outcome.pattern);
            others.insert(settle(outcome, other));
        }
    }
    return others;
}

}  // namespace

std::optional<std::size_t> excluding_step(const Follower& follower, const Observation& seen,
                                          const std::vector<Past>& past) {
    for (std::size_t i = past.size() - 1; i-- > 0;) {
        StateSet others = otherwise(follower, past[i]);
        for (std::size_t k = i + 1; k + 1 < past.size() && !others.empty(); ++k) {
            follower.prepare(others, past[k].observation, past[k].flights);
            StateSet next;
            follower.follow(others, past[k].observation, nullptr, next);
            others = std::move(next);
        }
        if (others.empty()) continue;
        follower.prepare(others, seen, past.back().flights);
        if (follower.can_follow(others, seen)) return i;
    }
    return std::nullopt;
}

}  // namespace wsconform
