// SPDX-License-Identifier: Apache-2.0

#pragma once

// What went wrong in one case, told apart from what went wrong in others.

#include <string>
#include <vector>

#include "conformance/judging/judgement.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform::generating {

struct Deviation {
    Verdict verdict{};
    std::string call;               ///< The function, or what else was done.
    std::vector<ClauseId> clauses;  ///< Broken by the violation.
    std::size_t step{};             ///< Where it showed, which does not tell it from others.

    bool operator==(const Deviation& other) const {
        return verdict == other.verdict && call == other.call && clauses == other.clauses;
    }
    /// The last clause in words (the general ones come first), or what happened: the last part of a
    /// scenario's id.
    std::string name() const;
};

/// What a call or other step is called, whatever its arguments.
std::string call_of(const Step& step);

/// In the order of their steps: each violation, and what broke down.
std::vector<Deviation> deviations_in(const Judgement& judgement, const Scenario& scenario);

}  // namespace wsconform::generating
