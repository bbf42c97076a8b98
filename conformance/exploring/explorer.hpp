#pragma once

// Walks the bounded model breadth first, every state and every transition of it, and checks the
// invariants on the way.
//
// A transition is one outcome of a call, or one internal step. An outcome is a pattern of replies;
// of each pattern one example is taken, so a count of transitions counts patterns. Each request is
// given a handle of its own: that a provider may use one again is not explored.
//
// What a call may do is decided by some parts of the state (Reads). It is asked of the rules once
// for each value of these, and from then on looked up. States that differ in last errors only are
// walked together, as a group (PackedStates).

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/exploring/bounded_model.hpp"
#include "conformance/exploring/packed_states.hpp"
#include "conformance/exploring/successors.hpp"

namespace wsconform {

/// The most states an exploration visits before it gives up.
inline constexpr std::size_t most_explored = 20'000'000;

struct Exploration {
    std::size_t states{};
    std::size_t transitions{};
    std::size_t depth{};  ///< Of the state farthest from the start.
    bool is_complete{};
    std::vector<std::string> faults;   ///< Broken invariants, each once with a way there.
    std::vector<std::string> unfired;  ///< Calls that never succeeded, steps never taken.
};

class Explorer {
  public:
    Explorer(const Spec& spec, const Bound& bound);

    using Visit = std::function<void(const Transition&)>;
    Exploration explore(const Visit& visit = {}, std::size_t limit = most_explored);

    const Bound& bound() const { return bound_; }
    const std::vector<Action>& actions() const { return actions_; }
    const PackedStates& states() const { return states_; }
    /// A shortest way there from the start. Only a search with a visit keeps ways.
    std::vector<Transition> way_to(PackedStates::Index group) const;
    /// Of the groups, of the ways to them and of what was looked up on the way.
    std::size_t bytes() const;

  private:
    class Search;

    /// How the action, or an internal step, leads from one state to another; nothing if it does
    /// not.
    std::optional<Transition> transition_to(const State& sought, const State& before,
                                            const Action* action) const;

    Spec spec_;
    Bound bound_;
    std::vector<Action> actions_;
    Reads internal_reads_;
    PackedStates states_;
    Pieces<PackedStates::Index> parents_;  ///< Of each group, if ways are kept.
    std::size_t other_bytes_{};            ///< What else the search took.
};

}  // namespace wsconform
