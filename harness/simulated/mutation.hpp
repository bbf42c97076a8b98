// SPDX-License-Identifier: Apache-2.0

#pragma once

// The operators that make mutants of the model. At each moment at which the simulated provider has
// chosen what to do, they say what a provider with one fault would do instead. A mutant's name is
// operator, place and change, such as "wrong-code:shutdown:WSAENOTCONN->WSAEINVAL"; it does so at
// each moment that has this name among its mutations.

#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "model/ruling.hpp"

namespace wsconform {

enum class MomentKind {
    ends,     ///< The step ends with the reply.
    lands,    ///< A call in flight takes effect; the reply is what it will return.
    waits,    ///< A call in flight is seen to wait still.
    returns,  ///< A call in flight that has taken effect returns.
};

/// What a conforming provider is about to do.
struct Moment {
    const Scenario* scenario{};
    const Step* step{};
    const State* state{};  ///< Before it.
    const Ruling* ruling{};
    Outcome outcome;  ///< Chosen among those allowed.
    Reply reply;
    MomentKind kind{};
};

/// What a mutant does instead.
struct Mutation {
    std::string mutant;
    Outcome outcome;
    Reply reply;
    MomentKind kind{};
};

std::vector<Mutation> mutations_at(const Moment& moment);

/// The state after the thread of the step does that.
State next_of(const State& state, const Step& step, const Outcome& outcome, const Reply& reply,
              MomentKind kind);

/// Whether a conforming provider might do just that, and why: the clauses that allow it.
struct Permission {
    bool is_given{};
    Clauses because;
};
Permission permission_for(const Moment& moment, const Mutation& mutation, Grading grading);

}  // namespace wsconform
