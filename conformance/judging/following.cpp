// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/following.hpp"

#include <algorithm>
#include <cstddef>

#include "model/flight.hpp"

namespace wsconform {

namespace {

bool covers(const Outcome& outcome, const Reply& reply) {
    return outcome.pattern.matches(reply);
}

bool is_forbidden(const Ruling& ruling, const Reply& reply) {
    return std::ranges::any_of(ruling.forbidden(),
                               [&](const Prohibition& p) { return p.pattern.matches(reply); });
}

/// The branch is told only if all states that are left agree on it.
void note_outcome(const Outcome& outcome, Assessment& assessment) {
    if (!assessment.has_outcome)
        assessment.branch = outcome.branch;
    else if (assessment.branch.taken != outcome.branch.taken)
        assessment.branch = {};
    assessment.has_outcome = true;
    assessment.exercised.add(outcome.because);
}

}  // namespace

const State& settle(Outcome& outcome, const Observation& seen) {
    if (seen.timing != Timing::returns) {
        complete(outcome, seen.reply, seen.thread);
    } else if (seen.reply.kind != ReplyKind::nothing) {
        outcome.next =
            returned(landed(outcome, seen.reply, *seen.thread), seen.reply, *seen.thread);
    }
    return outcome.next;
}

void add_allowed(std::vector<AllowedOutcome>& all, const Ruling& ruling) {
    // States differ little: what one allows, the next does in that order.
    std::size_t expected = 0;
    all.reserve(4);
    for (const Outcome& outcome : ruling.allowed()) {
        const auto is_same = [&](const AllowedOutcome& a) { return a.pattern == outcome.pattern; };
        auto same = all.begin() + static_cast<std::ptrdiff_t>(std::min(expected++, all.size()));
        if (same == all.end() || !is_same(*same)) same = std::ranges::find_if(all, is_same);
        if (same == all.end())
            all.push_back({outcome.pattern, outcome.because});
        else if (!(same->because == outcome.because))
            same->because.add(outcome.because);
    }
}

std::vector<const Outcome*> explanations(const Ruling& ruling, const Reply& reply) {
    std::vector<const Outcome*> found;
    if (is_forbidden(ruling, reply)) return found;
    for (const Outcome& outcome : ruling.allowed()) {
        if (covers(outcome, reply)) found.push_back(&outcome);
    }
    return found;
}

Reply example_of(const Pattern& pattern) {
    Reply reply;
    reply.kind = pattern.kind;
    reply.error = pattern.any_error ? Error::unknown : pattern.error;
    reply.defects = pattern.defects;
    reply.wrote = pattern.writes;
    reply.value = pattern.value.lowest;
    reply.size = pattern.size.lowest;
    return reply;
}

void close_under_internal_steps(StateSet& states, const Landing& landing, Parts parts) {
    for (std::size_t i = 0; i < states.size() && states.size() <= state_budget; ++i) {
        State state = states[i];  // Not a reference: what is inserted may move the others.
        for_each_internal_step(state, parts, [&](const Change& change) {
            change.apply(state);
            states.insert(state, i, change.offset, change.size);
            change.undo(state, states[i]);
            return true;
        });
        for (std::size_t k = 0; k < state.threads.size(); ++k) {
            const ThreadId thread{static_cast<std::uint8_t>(k)};
            if (!is_pending(state, thread)) continue;
            for (const State& next : landing(state, thread))
                states.insert(next);
        }
    }
}

Parts parts_to_close(const StateSet& states, const Observation& seen) {
    if (seen.timing != Timing::whole) return Parts::all();
    Parts parts;
    for (const State& state : states) {
        for (const Thread& thread : state.threads) {
            if (thread.flight != Flight::none || thread.hook != HookId::none) return Parts::all();
        }
        parts |= parts_noticed(state, *seen.call, seen.reply);
    }
    return parts;
}

void put_off(StateSet& states, Parts parts) {
    if (states.size() == 1 || parts == Parts{}) return;
    std::vector<bool> is_led_to(states.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
        State state = states[i];
        for_each_internal_step(states[i], parts, [&](const Change& change) {
            change.apply(state);
            const std::size_t place = states.place_of(state, i, change.offset, change.size);
            if (place != states.size()) is_led_to[place] = true;
            change.undo(state, states[i]);
            return true;
        });
    }
    states.remove(is_led_to);
}

Ruling Follower::rule_of(const Observation& seen, const State& state) const {
    return rule(spec_, state, seen.thread, *seen.call, seen.timing);
}

void Follower::close(StateSet& states, const Flights& flights, Parts parts) const {
    const auto landing = [&](const State& state, ThreadId thread) {
        std::vector<State> next;
        const Flying& flying = flights[index_of(thread)];
        if (flying.call == nullptr || !flying.landing) return next;
        const Ruling ruling = rule(spec_, state, thread, *flying.call, Timing::returns);
        for (const Outcome* outcome : explanations(ruling, *flying.landing))
            next.push_back(landed(*outcome, *flying.landing, thread));
        return next;
    };
    close_under_internal_steps(states, landing, parts);
}

void Follower::prepare(StateSet& states, const Observation& seen, const Flights& flights,
                       Parts parts) const {
    if (parts == Parts{}) return;
    close(states, flights, parts);
    if (seen.timing != Timing::whole || !seen.thread) return;
    const std::size_t count = states.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (may_run_hook(states[i], *seen.thread, *seen.call) &&
            may_have_waited(rule_of(seen, states[i]), *seen.call))
            states.insert(waited(states[i], *seen.thread));
    }
    if (states.size() != count) close(states, flights, parts);
}

void Follower::follow(const StateSet& from, const Observation& seen, Assessment* assessment,
                      StateSet& next) const {
    next.clear();
    for (const State& state : from) {
        if (seen.timing == Timing::begins) {
            next.insert(begun(spec_, state, *seen.thread, *seen.call));
            continue;
        }
        if (has_returned(seen) && state.at(*seen.thread).flight == Flight::landed) {
            next.insert(returned(state, seen.reply, *seen.thread));
            continue;
        }
        follow_rule(state, seen, assessment, next);
    }
}

void Follower::follow_rule(const State& state, const Observation& seen, Assessment* assessment,
                           StateSet& next) const {
    Ruling ruling = rule_of(seen, state);
    if (is_forbidden(ruling, seen.reply)) return;
    bool is_allowed = false;
    for (Outcome& outcome : ruling.allowed()) {
        if (!covers(outcome, seen.reply)) continue;
        is_allowed = true;
        next.insert(settle(outcome, seen));
        if (assessment != nullptr) note_outcome(outcome, *assessment);
    }
    if (assessment == nullptr || !is_allowed) return;
    assessment->example = &state;
    for (const Prohibition& forbidden : ruling.forbidden())
        assessment->exercised.add(forbidden.because);
    add_allowed(assessment->allowed, ruling);
}

bool Follower::can_follow(const StateSet& from, const Observation& seen) const {
    StateSet next;
    follow(from, seen, nullptr, next);
    return !next.empty();
}

}  // namespace wsconform
