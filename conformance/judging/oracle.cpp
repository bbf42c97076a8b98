#include "conformance/judging/oracle.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "conformance/judging/recovery.hpp"
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

/// Start-ups return their code, and say nothing of the last error.
Error last_error_after(const Observation& seen) {
    const bool is_startup = std::holds_alternative<calls::Startup>(*seen.call) ||
                            std::holds_alternative<calls::SpiStartup>(*seen.call);
    const Reply& reply = seen.reply;
    const bool is_call = reply.kind == ReplyKind::done || reply.kind == ReplyKind::failed;
    return is_call && !is_startup ? reply.error : Error::unknown;
}

bool has_returned(const Observation& seen) {
    return seen.timing == Timing::returns && seen.reply.kind != ReplyKind::nothing;
}

/// The state after a call that failed and changed nothing.
State after_nothing(const State& state, const Observation& seen) {
    State next = has_returned(seen) ? returned(state, seen.reply, *seen.thread) : state;
    if (seen.thread) next.at(*seen.thread).last_error = last_error_after(seen);
    return next;
}

/// Makes of the outcome's state that after an observation of it.
const State& settle(Outcome& outcome, const Observation& seen) {
    if (seen.timing != Timing::returns) {
        complete(outcome, seen.reply, seen.thread);
    } else if (seen.reply.kind != ReplyKind::nothing) {
        outcome.next =
            returned(landed(outcome, seen.reply, *seen.thread), seen.reply, *seen.thread);
    }
    return outcome.next;
}

/// Adds what a ruling allows. States differ little: what one allows, the next does in that order.
void add_allowed(std::vector<AllowedOutcome>& all, const Ruling& ruling) {
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

}  // namespace

bool is_lack_of_resources(const Reply& reply, const Call& call) {
    if (reply.kind != ReplyKind::failed) return false;
    constexpr std::array anywhere{Error::wsaenetdown, Error::wsaenobufs, Error::wsaeproclim,
                                  Error::wsasysnotready, Error::wsaemfile};
    if (std::ranges::find(anywhere, reply.error) != anywhere.end()) return true;
    return reply.error == Error::wsaewouldblock && std::holds_alternative<calls::AsyncGet>(call);
}

std::vector<ClauseId> ClauseSet::listed() const {
    std::vector<ClauseId> all;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
        if (bits_.test(i)) all.push_back(ClauseId::at(i));
    }
    return all;
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

namespace {

/// The parts whose internal steps must have been taken to judge what was seen. With calls in
/// flight or hooks about, all count.
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

/// Drops the states that internal steps of the parts lead to from others of the set: they come
/// back when somebody notices.
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

}  // namespace

Oracle::Oracle(const Spec& spec, const State& initial) : spec_{spec} {
    possible_.insert(initial);
    restarts_[0] = possible_;
}

Ruling Oracle::rule_of(const Observation& seen, const State& state) const {
    return rule(spec_, state, seen.thread, *seen.call, seen.timing);
}

void Oracle::close(StateSet& states, const Flights& flights, Parts parts) const {
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

void Oracle::prepare(StateSet& states, const Observation& seen, const Flights& flights,
                     Parts parts) const {
    if (parts == Parts{}) return;
    close(states, flights, parts);
    if (seen.timing != Timing::whole || !seen.thread) return;
    const std::size_t count = states.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (may_run_hook(states[i], *seen.thread, *seen.call) &&
            !rule_of(seen, states[i]).can_end())
            states.insert(waited(states[i], *seen.thread));
    }
    if (states.size() != count) close(states, flights, parts);
}

void Oracle::follow(const StateSet& from, const Observation& seen, Assessment* assessment,
                    StateSet& next) const {
    next.clear();
    bool first = true;
    for (const State& state : from) {
        if (seen.timing == Timing::begins) {
            next.insert(begun(spec_, state, *seen.thread, *seen.call));
            continue;
        }
        if (has_returned(seen) && state.at(*seen.thread).flight == Flight::landed) {
            next.insert(returned(state, seen.reply, *seen.thread));
            continue;
        }
        Ruling ruling = rule_of(seen, state);
        if (is_forbidden(ruling, seen.reply)) continue;
        bool is_allowed = false;
        for (Outcome& outcome : ruling.allowed()) {
            if (!covers(outcome, seen.reply)) continue;
            is_allowed = true;
            next.insert(settle(outcome, seen));
            if (assessment == nullptr) continue;
            if (first)
                assessment->branch = outcome.branch;
            else if (assessment->branch.taken != outcome.branch.taken)
                assessment->branch = {};
            first = false;
            assessment->exercised.add(outcome.because);
        }
        if (assessment == nullptr || !is_allowed) continue;
        assessment->example = &state;
        for (const Prohibition& forbidden : ruling.forbidden())
            assessment->exercised.add(forbidden.because);
        add_allowed(assessment->allowed, ruling);
    }
}

bool Oracle::can_follow(const StateSet& from, const Observation& seen) const {
    StateSet next;
    follow(from, seen, nullptr, next);
    return !next.empty();
}

/// The clauses a reply breaks: those that forbid just it, else those that asked for another.
void Oracle::explain(const Observation& seen, Assessment& assessment) const {
    Clauses forbidding;
    for (const State& state : possible_) {
        assessment.example = &state;
        const Ruling ruling = rule_of(seen, state);
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

std::vector<Oracle::Past> Oracle::recalled() const {
    std::vector<Past> all;
    StateSet states;
    Flights flights;
    for (std::size_t i = 0; i < past_.size(); ++i) {
        const Observation& seen = past_[i];
        if (const auto restart = restarts_.find(i); restart != restarts_.end())
            states = restart->second;
        prepare(states, seen, flights);
        all.push_back({seen, flights, states});
        if (seen.timing == Timing::begins)
            flights[index_of(*seen.thread)] = {seen.call, seen.landing};
        follow(all.back().before, seen, nullptr, states);
    }
    return all;
}

/// Had the reply at some earlier step been another allowed one, would this reply be allowed now?
/// The latest such step is the one that excluded it.
std::optional<std::size_t> Oracle::excluding_step(const Observation& seen,
                                                  const std::vector<Past>& past) const {
    for (std::size_t i = past.size() - 1; i-- > 0;) {
        StateSet others;
        const Observation& then = past[i].observation;
        for (const State& state : past[i].before) {
            Ruling ruling = rule_of(then, state);
            for (Outcome& outcome : ruling.allowed()) {
                if (covers(outcome, then.reply)) continue;
                Observation other = then;
                other.reply = example_of(outcome.pattern);
                others.insert(settle(outcome, other));
            }
        }
        for (std::size_t k = i + 1; k + 1 < past.size() && !others.empty(); ++k) {
            prepare(others, past[k].observation, past[k].flights);
            StateSet next;
            follow(others, past[k].observation, nullptr, next);
            others = std::move(next);
        }
        if (others.empty()) continue;
        prepare(others, seen, past.back().flights);
        if (can_follow(others, seen)) return i;
    }
    return std::nullopt;
}

/// A write is blamed only where the rest of the reply would be allowed: when exactly a provider
/// writes is chance, and a deviation should read the same every time.
Observation Oracle::what_to_blame(const Observation& seen, Assessment& assessment) const {
    Observation blamed = seen;
    blamed.reply.wrote = 0;
    if (seen.reply.wrote == 0 || !can_follow(possible_, blamed)) return blamed;
    assessment.unwanted_writes = seen.reply.wrote;
    for (const State& state : possible_) {
        const Ruling ruling = rule_of(seen, state);
        for (const Outcome& outcome : ruling.allowed())
            assessment.unwanted_writes &= static_cast<std::uint8_t>(~outcome.pattern.may_write);
    }
    return seen;
}

Assessment Oracle::observe(const Observation& seen) {
    static constexpr State unknown{};
    Assessment assessment;
    assessment.example = &unknown;
    const Parts parts = parts_to_close(possible_, seen);
    prepare(possible_, seen, flights_, parts);
    if (possible_.size() > state_budget) {
        assessment.conclusion = Conclusion::over_budget;
        return assessment;
    }
    past_.push_back(seen);
    if (seen.timing == Timing::begins) flights_[index_of(*seen.thread)] = {seen.call, seen.landing};
    follow(possible_, seen, &assessment, next_);
    if (next_.empty()) {
        recover(seen, assessment);
    } else {
        std::swap(possible_, next_);
        put_off(possible_, parts);
    }
    return assessment;
}

/// Explains a violation, and goes on as if any reply had been seen that was allowed.
void Oracle::recover(const Observation& seen, Assessment& assessment) {
    std::vector<Past> past = recalled();
    const auto is_too_large = [](const Past& p) { return p.before.size() > state_budget; };
    if (const auto large = std::ranges::find_if(past, is_too_large); large != past.end()) {
        possible_ = std::move(large->before);
        assessment.conclusion = Conclusion::over_budget;
        return;
    }
    possible_ = past.back().before;
    assessment.allowed.clear();
    const Observation blamed = what_to_blame(seen, assessment);
    explain(blamed, assessment);
    assessment.since = excluding_step(blamed, past);
    StateSet recovered;
    bool may_wait = false;
    for (const State& state : possible_) {
        Ruling ruling = rule_of(seen, state);
        may_wait |= ruling.allowed().empty() && !is_restless(state);
        if (seen.timing == Timing::whole) {
            for (const State& done :
                 done_unstarted(spec_, state, seen.thread, *seen.call, seen.reply))
                recovered.insert(done);
        }
        for (Outcome& outcome : ruling.allowed()) {
            Observation instead = seen;
            instead.reply = example_of(outcome.pattern);
            State going_on = settle(outcome, instead);
            if (has_returned(seen)) going_on = returned(going_on, seen.reply, *seen.thread);
            // The last error is what was seen of it, or reading it would deviate a second time.
            if (seen.thread) going_on.at(*seen.thread).last_error = last_error_after(seen);
            recovered.insert(going_on);
        }
    }
    // For lack of resources nothing happened, or it did before they ran out.
    const bool is_lack = is_lack_of_resources(seen.reply, *seen.call);
    if (is_lack) {
        for (const State& state : possible_)
            recovered.insert(after_nothing(state, seen));
    }
    // A call that no hook was run for was not made: all is as it was.
    const bool was_made = seen.timing != Timing::inside || seen.reply.kind != ReplyKind::nothing;
    if (!recovered.empty() && was_made) next_ = std::exchange(possible_, std::move(recovered));
    restarts_[past_.size()] = possible_;

    assessment.conclusion = Conclusion::violates;
    if (!assessment.is_forbidden && is_lack) assessment.conclusion = Conclusion::out_of_resources;
    if (seen.reply.kind == ReplyKind::hung && may_wait) assessment.conclusion = Conclusion::blocked;
    constexpr std::uint32_t wine_stub = 0x80000100;
    const bool is_stub = seen.reply.kind == ReplyKind::raised && seen.reply.value == wine_stub;
    const bool is_absent = seen.reply.kind == ReplyKind::missing &&
                           !std::holds_alternative<calls::LookUpExport>(*seen.call);
    if (is_stub || is_absent) assessment.conclusion = Conclusion::unsupported;
}

}  // namespace wsconform
