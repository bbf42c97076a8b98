// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which states a conforming provider could be in after what was seen: each state that allows the
// reply leads to the states after it, and internal steps lead on from there.
//
// Internal steps that nobody notices are put off: of the states that they lead to, a set holds only
// where they begin, until a call comes that notices them.

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "conformance/judging/assessment.hpp"
#include "conformance/judging/state_set.hpp"
#include "model/internal_steps.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// The most states that are held at once. Past it, the oracle gives up: inconclusive (budget).
inline constexpr std::size_t state_budget = 4'000;

/// The call that a thread has in flight, and what it will be seen to return.
struct Flying {
    const Call* call{};
    std::optional<Reply> landing;
};
using Flights = std::array<Flying, capacity::threads>;

/// Computes sets of states under one reading of the specification.
class Follower {
  public:
    explicit Follower(const Spec& spec) : spec_{spec} {}

    const Spec& spec() const { return spec_; }
    Ruling rule_of(const Observation& seen, const State& state) const;
    /// Adds all states reachable by internal steps of the parts; that calls in flight take effect
    /// is one.
    void close(StateSet& states, const Flights& flights, Parts parts) const;
    /// Closes it, also with those states in which the call has had to wait and to run its hook.
    void prepare(StateSet& states, const Observation& seen, const Flights& flights,
                 Parts parts = Parts::all()) const;
    /// Makes `next` the states after the reply, from each that allows it; fills the assessment.
    void follow(const StateSet& from, const Observation& seen, Assessment* assessment,
                StateSet& next) const;
    bool can_follow(const StateSet& from, const Observation& seen) const;

  private:
    /// The part of `follow` that asks the rule in one state.
    void follow_rule(const State& state, const Observation& seen, Assessment* assessment,
                     StateSet& next) const;

    Spec spec_;
};

/// The parts whose internal steps must have been taken to judge what was seen. With calls in
/// flight or hooks about, all count.
Parts parts_to_close(const StateSet& states, const Observation& seen);
/// Drops the states that internal steps of the parts lead to from others of the set: they come
/// back when somebody notices.
void put_off(StateSet& states, Parts parts);

/// The states that follow if the thread's call in flight takes effect now.
using Landing = std::function<std::vector<State>(const State& state, ThreadId thread)>;
/// Adds all states reachable by internal steps of the parts and landings. Stops growing at the
/// budget.
void close_under_internal_steps(StateSet& states, const Landing& landing,
                                Parts parts = Parts::all());

/// Makes of the outcome's state that after an observation of it.
const State& settle(Outcome& outcome, const Observation& seen);
/// Adds what a ruling allows, each pattern once.
void add_allowed(std::vector<AllowedOutcome>& all, const Ruling& ruling);
/// Whether the reply is among the outcomes allowed in the state; the outcomes that explain it.
std::vector<const Outcome*> explanations(const Ruling& ruling, const Reply& reply);
/// A reply that the pattern covers.
Reply example_of(const Pattern& pattern);

}  // namespace wsconform
