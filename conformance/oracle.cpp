#include "conformance/oracle.hpp"

#include <algorithm>
#include <array>

#include "model/flight.hpp"

namespace wsconform {

namespace {

bool covers(const Outcome& outcome, const Reply& reply) {
    return outcome.pattern.matches(reply);
}

Error last_error_in(const Reply& reply) {
    const bool is_call = reply.kind == ReplyKind::done || reply.kind == ReplyKind::failed;
    return is_call ? reply.error : Error::unknown;
}

/// The state after the outcome of an observation that has one.
State after_reply(const Outcome& outcome, const Observation& seen) {
    if (seen.timing != Timing::returns) return after(outcome, seen.reply, seen.thread);
    if (seen.reply.kind == ReplyKind::nothing) return outcome.next;
    return returned(landed(outcome, seen.reply, *seen.thread), seen.reply, *seen.thread);
}

void add_allowed(std::vector<AllowedOutcome>& all, const Outcome& outcome) {
    const auto same = std::ranges::find_if(
        all, [&](const AllowedOutcome& a) { return a.pattern == outcome.pattern; });
    if (same == all.end())
        all.push_back({outcome.pattern, outcome.because});
    else
        same->because.add(outcome.because);
}

}  // namespace

bool is_lack_of_resources(const Reply& reply, const Call& call) {
    if (reply.kind != ReplyKind::failed) return false;
    constexpr std::array anywhere{Error::wsaenetdown, Error::wsaenobufs, Error::wsaeproclim,
                                  Error::wsasysnotready, Error{10024}};
    if (std::ranges::find(anywhere, reply.error) != anywhere.end()) return true;
    return reply.error == Error::wsaewouldblock && std::holds_alternative<calls::AsyncGet>(call);
}

std::vector<const Outcome*> explanations(const Ruling& ruling, const Reply& reply) {
    std::vector<const Outcome*> found;
    if (std::ranges::any_of(ruling.forbidden(), [&](const Outcome& o) { return covers(o, reply); }))
        return found;
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

StateSet closed_under_internal_steps(const StateSet& states, const Landing& landing) {
    StateSet closed = states;
    for (std::size_t i = 0; i < closed.size() && closed.size() <= state_budget; ++i) {
        const State state = closed[i];
        for (const State& next : internal_steps(state))
            closed.insert(next);
        for (std::size_t k = 0; k < state.threads.size(); ++k) {
            const ThreadId thread{static_cast<std::uint8_t>(k)};
            if (!is_pending(state, thread)) continue;
            for (const State& next : landing(state, thread))
                closed.insert(next);
        }
    }
    return closed;
}

Oracle::Oracle(const Spec& spec, const State& initial) : spec_{spec} {
    possible_.insert(initial);
}

Ruling Oracle::rule_of(const Observation& seen, const State& state) const {
    return rule(spec_, state, seen.thread, *seen.call, seen.timing);
}

StateSet Oracle::closed(const StateSet& states, const Flights& flights) const {
    return closed_under_internal_steps(states, [&](const State& state, ThreadId thread) {
        std::vector<State> next;
        const Flying& flying = flights[index_of(thread)];
        if (flying.call == nullptr || !flying.landing) return next;
        const Ruling ruling = rule(spec_, state, thread, *flying.call, Timing::returns);
        for (const Outcome* outcome : explanations(ruling, *flying.landing))
            next.push_back(landed(*outcome, *flying.landing, thread));
        return next;
    });
}

StateSet Oracle::before(const StateSet& states, const Observation& seen,
                        const Flights& flights) const {
    StateSet all = closed(states, flights);
    if (seen.timing != Timing::whole || !seen.thread) return all;
    const std::size_t count = all.size();
    for (std::size_t i = 0; i < count; ++i) {
        const State state = all[i];
        if (may_run_hook(state, *seen.thread, *seen.call) && !rule_of(seen, state).can_end())
            all.insert(waited(state, *seen.thread));
    }
    return all.size() == count ? all : closed(all, flights);
}

StateSet Oracle::follow(const StateSet& from, const Observation& seen,
                        Assessment* assessment) const {
    StateSet next;
    bool first = true;
    for (const State& state : from) {
        if (seen.timing == Timing::begins) {
            next.insert(begun(spec_, state, *seen.thread, *seen.call));
            continue;
        }
        const bool has_returned =
            seen.timing == Timing::returns && seen.reply.kind != ReplyKind::nothing;
        if (has_returned && state.at(*seen.thread).flight == Flight::landed) {
            next.insert(returned(state, seen.reply, *seen.thread));
            continue;
        }
        const Ruling ruling = rule_of(seen, state);
        const auto found = explanations(ruling, seen.reply);
        for (const Outcome* outcome : found) {
            next.insert(after_reply(*outcome, seen));
            if (assessment == nullptr) continue;
            if (first)
                assessment->branch = outcome->branch;
            else if (assessment->branch.taken != outcome->branch.taken)
                assessment->branch = {};
            first = false;
            for (const ClauseId id : outcome->because)
                assessment->exercised.insert(id);
        }
        if (assessment == nullptr || found.empty()) continue;
        assessment->example = state;
        for (const Outcome& forbidden : ruling.forbidden()) {
            for (const ClauseId id : forbidden.because)
                assessment->exercised.insert(id);
        }
        for (const Outcome& allowed : ruling.allowed())
            add_allowed(assessment->allowed, allowed);
    }
    return next;
}

/// The clauses a reply breaks: those that forbid just it, else those that asked for another.
void Oracle::explain(const Observation& seen, Assessment& assessment) const {
    Clauses forbidding;
    for (const State& state : past_.back().before) {
        assessment.example = state;
        const Ruling ruling = rule_of(seen, state);
        for (const Outcome& outcome : ruling.allowed())
            add_allowed(assessment.allowed, outcome);
        for (const Outcome& outcome : ruling.forbidden()) {
            if (covers(outcome, seen.reply)) forbidding.add(outcome.because);
        }
    }
    assessment.broken = forbidding;
    assessment.is_forbidden = !forbidding.empty();
    if (forbidding.empty()) {
        for (const AllowedOutcome& allowed : assessment.allowed)
            assessment.broken.add(allowed.because);
    }
    assessment.since = excluding_step(seen);
}

/// Had the reply at some earlier step been another allowed one, would this reply be allowed now?
/// The latest such step is the one that excluded it.
std::optional<std::size_t> Oracle::excluding_step(const Observation& seen) const {
    for (std::size_t i = past_.size() - 1; i-- > 0;) {
        StateSet others;
        const Observation& then = past_[i].observation;
        for (const State& state : past_[i].before) {
            const Ruling ruling = rule_of(then, state);
            for (const Outcome& outcome : ruling.allowed()) {
                if (covers(outcome, then.reply)) continue;
                Observation other = then;
                other.reply = example_of(outcome.pattern);
                others.insert(after_reply(outcome, other));
            }
        }
        for (std::size_t k = i + 1; k + 1 < past_.size() && !others.empty(); ++k) {
            const Past& past = past_[k];
            others =
                follow(before(others, past.observation, past.flights), past.observation, nullptr);
        }
        if (others.empty()) continue;
        if (!follow(before(others, seen, past_.back().flights), seen, nullptr).empty()) return i;
    }
    return std::nullopt;
}

/// A write is blamed only where the rest of the reply would be allowed: when exactly a provider
/// writes is chance, and a deviation should read the same every time.
Observation Oracle::what_to_blame(const Observation& seen, Assessment& assessment) const {
    Observation blamed = seen;
    blamed.reply.wrote = 0;
    if (seen.reply.wrote == 0 || follow(possible_, blamed, nullptr).empty()) return blamed;
    assessment.unwanted_writes = seen.reply.wrote;
    for (const State& state : possible_) {
        const Ruling ruling = rule_of(seen, state);
        for (const Outcome& outcome : ruling.allowed())
            assessment.unwanted_writes &= static_cast<std::uint8_t>(~outcome.pattern.may_write);
    }
    return seen;
}

Assessment Oracle::observe(const Observation& seen) {
    Assessment assessment;
    possible_ = before(possible_, seen, flights_);
    if (possible_.size() > state_budget) {
        assessment.conclusion = Conclusion::over_budget;
        return assessment;
    }
    past_.push_back({seen, flights_, possible_});
    if (seen.timing == Timing::begins) flights_[index_of(*seen.thread)] = {seen.call, seen.landing};
    StateSet next = follow(possible_, seen, &assessment);
    if (!next.empty()) {
        possible_ = std::move(next);
        return assessment;
    }

    assessment.allowed.clear();
    explain(what_to_blame(seen, assessment), assessment);
    StateSet recovered;
    bool may_wait = false;
    for (const State& state : possible_) {
        const Ruling ruling = rule_of(seen, state);
        may_wait |= ruling.allowed().empty() && !is_restless(state);
        for (const Outcome& outcome : ruling.allowed()) {
            Observation instead = seen;
            instead.reply = example_of(outcome.pattern);
            State going_on = after_reply(outcome, instead);
            const bool has_returned =
                seen.timing == Timing::returns && seen.reply.kind != ReplyKind::nothing;
            if (has_returned) going_on = returned(going_on, seen.reply, *seen.thread);
            // The last error is what was seen of it, or reading it would deviate a second time.
            if (seen.thread) going_on.at(*seen.thread).last_error = last_error_in(seen.reply);
            recovered.insert(going_on);
        }
    }
    // A call that no hook was run for was not made: all is as it was.
    const bool was_made = seen.timing != Timing::inside || seen.reply.kind != ReplyKind::nothing;
    if (!recovered.empty() && was_made) possible_ = std::move(recovered);

    assessment.conclusion = Conclusion::violates;
    if (!assessment.is_forbidden && is_lack_of_resources(seen.reply, *seen.call))
        assessment.conclusion = Conclusion::out_of_resources;
    if (seen.reply.kind == ReplyKind::hung && may_wait) assessment.conclusion = Conclusion::blocked;
    constexpr std::uint32_t wine_stub = 0x80000100;
    const bool is_stub = seen.reply.kind == ReplyKind::raised && seen.reply.value == wine_stub;
    const bool is_absent = seen.reply.kind == ReplyKind::missing &&
                           !std::holds_alternative<calls::LookUpExport>(*seen.call);
    if (is_stub || is_absent) assessment.conclusion = Conclusion::unsupported;
    return assessment;
}

}  // namespace wsconform
