// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the rules say of one action in one state of the bounded model.

#include <vector>

#include "conformance/exploring/bounded_model.hpp"
#include "model/ruling.hpp"

namespace wsconform {

struct Transition {
    PackedStates::Index from{};  ///< A group, as all that is visited.
    PackedStates::Index to{};
    const Action* action{};  ///< Null: an internal step.
    Reply reply;
    Clauses because;
};

struct Successor {
    Transition transition;  ///< Without its ends.
    State next;
};

/// What the action may do in the state; without an action, the internal steps.
std::vector<Successor> successors_of(const Spec& spec, const State& state, const Action* action);

}  // namespace wsconform
