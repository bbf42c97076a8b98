// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a scenario claims only what the model allows. No trace is needed: a claim that no
// conforming provider could meet is a fault of the scenario. So is a clause that the scenario says
// it defends, although none of its steps can show a provider that breaks it.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// The first step whose claim the model does not allow, whatever happened before.
struct ImpossibleClaim {
    std::size_t step{};
    std::vector<std::string> allowed;  ///< As reports say it; empty if the call cannot return.
    std::vector<ClauseId> clauses;     ///< Those that rule the claim out, else those of `allowed`.
    bool is_about_text{};              ///< The number of bytes is allowed, but not which ones.
};

struct ClaimCheck {
    std::optional<ImpossibleClaim> impossible;
    /// Clauses of the scenario that no step puts to the test, of those that bind a provider and so
    /// can be broken; empty if a claim is impossible.
    std::vector<ClauseId> untested;
    /// There are more states than are held at once from this step on: what follows is not examined.
    std::optional<std::size_t> given_up_at;
    /// This step claims nothing, and its call cannot return: what follows is never played.
    std::optional<std::size_t> hangs_at;
};

ClaimCheck check_claims(const Scenario& scenario, Grading grading);

/// The same for who asks only where; nothing if the scenario is sound.
std::optional<std::size_t> impossible_claim(const Scenario& scenario);

}  // namespace wsconform
