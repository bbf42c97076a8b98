// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/explanation.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace wsconform {

namespace {

/// What no outcome of any state would have beside the call's own result: each is a deviation in
/// itself, whatever else the reply says.
struct Flaws {
    std::uint8_t writes{};
    std::uint32_t defects{};
};

Flaws unwanted(const Follower& follower, const StateSet& possible, const Observation& seen) {
    Flaws flaws{seen.reply.wrote, seen.reply.defects};
    for (const State& state : possible) {
        const Ruling ruling = follower.rule_of(seen, state);
        for (const Outcome& outcome : ruling.allowed()) {
            flaws.writes &= static_cast<std::uint8_t>(~outcome.pattern.may_write);
            flaws.defects &= ~outcome.pattern.defects;
        }
    }
    return flaws;
}

/// Buffers of requests that were surely still under way when they were cancelled: a write that is
/// seen later came later. Of another request nobody can say whether its result was there before the
/// cancel, and a deviation should read the same every time.
std::uint8_t surely_written_late(const std::vector<Past>& past) {
    unsigned buffers = 0;
    for (const Past& step : past) {
        const auto* cancel = std::get_if<calls::CancelAsync>(step.observation.call);
        if (cancel == nullptr || cancel->request == RequestId::none) continue;
        const auto is_held = [&](const State& state) {
            const Request& request = state.at(cancel->request);
            return request.phase == RequestPhase::running && request.name != NameId::none &&
                   state.at(request.name).held != 0;
        };
        const Request& request = step.before[0].at(cancel->request);
        if (std::ranges::all_of(step.before, is_held) && request.buffer != BufferId::none)
            buffers |= 1U << index_of(request.buffer);
    }
    return static_cast<std::uint8_t>(buffers);
}

constexpr std::uint32_t memory_defects =
    bit(Defect::wrote_outside) | bit(Defect::touched_freed) | bit(Defect::entered_window);

/// One reply as seen, taken apart.
struct Anatomy {
    Observation core;  ///< Without the flaws.
    Flaws flaws;
    bool core_is_allowed{};
};

Anatomy taken_apart(const Follower& follower, const StateSet& possible, const Observation& seen,
                    const std::vector<Past>& past) {
    Anatomy parts{seen, unwanted(follower, possible, seen), {}};
    parts.core.reply.wrote &= static_cast<std::uint8_t>(~parts.flaws.writes);
    parts.core.reply.defects &= ~parts.flaws.defects;
    parts.core_is_allowed = follower.can_follow(possible, parts.core);
    if (!parts.core_is_allowed) parts.flaws.writes &= surely_written_late(past);
    return parts;
}

/// Those of the flaws that the prohibition is about.
Flaws named_in(const Pattern& pattern, const Flaws& flaws) {
    return {static_cast<std::uint8_t>(pattern.writes & flaws.writes),
            pattern.defects & flaws.defects};
}

bool is_nothing(const Flaws& flaws) {
    return flaws.writes == 0 && flaws.defects == 0;
}

/// Whether the prohibition is about the call's own result, or about a flaw with just this result.
bool forbids_just_this(const Pattern& pattern, const Anatomy& parts, bool allows_core) {
    const Flaws named = named_in(pattern, parts.flaws);
    if (is_nothing(named)) return !parts.core_is_allowed && pattern.matches(parts.core.reply);
    Reply with_named = parts.core.reply;
    with_named.wrote |= named.writes;
    with_named.defects |= named.defects;
    return pattern.matches(with_named) && (allows_core || !parts.core_is_allowed);
}

/// Whether it is about the flaw with another result. A wrong result is no excuse for what came with
/// it, and what a provider does to the caller's memory is forbidden whatever the call returns.
bool forbids_flaw_at_all(const Pattern& pattern, const Anatomy& parts, const Flaws& unexplained) {
    const Flaws named = named_in(pattern, unexplained);
    const bool has_all = pattern.writes == named.writes && pattern.defects == named.defects;
    const bool is_of_memory = (pattern.defects & ~memory_defects) == 0;
    return !is_nothing(named) && has_all && (is_of_memory || pattern.kind == parts.core.reply.kind);
}

/// Adds the clauses of the prohibitions that `applies` selects; returns the flaws they leave.
template <typename Applies>
Flaws add_forbidding(const Follower& follower, const StateSet& possible, const Observation& seen,
                     const Flaws& flaws, ClauseSet& broken, const Applies& applies) {
    Flaws left = flaws;
    for (const State& state : possible) {
        const Ruling ruling = follower.rule_of(seen, state);
        for (const Prohibition& forbidden : ruling.forbidden()) {
            if (!applies(ruling, forbidden.pattern)) continue;
            broken.add(forbidden.because);
            left.writes &= static_cast<std::uint8_t>(~forbidden.pattern.writes);
            left.defects &= ~forbidden.pattern.defects;
        }
    }
    return left;
}

}  // namespace

Observation explain(const Follower& follower, const StateSet& possible, const Observation& seen,
                    const std::vector<Past>& past, Assessment& assessment) {
    const Anatomy parts = taken_apart(follower, possible, seen, past);
    const Reply& core = parts.core.reply;
    assessment.unwanted_writes = parts.flaws.writes;
    for (const State& state : possible) {
        assessment.example = &state;
        add_allowed(assessment.allowed, follower.rule_of(seen, state));
    }
    bool core_is_explained = parts.core_is_allowed;
    const auto just_this = [&](const Ruling& ruling, const Pattern& pattern) {
        const bool applies = forbids_just_this(pattern, parts, !explanations(ruling, core).empty());
        core_is_explained |= applies && pattern.matches(core);
        return applies;
    };
    const Flaws left =
        add_forbidding(follower, possible, seen, parts.flaws, assessment.broken, just_this);
    const Flaws with_any_result = parts.core_is_allowed ? left : parts.flaws;
    const auto at_all = [&](const Ruling& /*ruling*/, const Pattern& pattern) {
        return forbids_flaw_at_all(pattern, parts, with_any_result);
    };
    const Flaws unexplained =
        add_forbidding(follower, possible, seen, left, assessment.broken, at_all);
    assessment.is_forbidden = !assessment.broken.empty();
    if (!core_is_explained || !is_nothing(unexplained)) {
        for (const AllowedOutcome& allowed : assessment.allowed)
            assessment.broken.add(allowed.because);
    }
    return parts.core_is_allowed ? seen : parts.core;
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
