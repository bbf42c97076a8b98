#pragma once

// What went wrong in one case, told apart from what went wrong in others.

#include <optional>
#include <string>
#include <vector>

#include "conformance/judgement.hpp"
#include "conformance/scenario.hpp"

namespace wsconform::generating {

struct Deviation {
    Verdict verdict{};
    std::string call;               ///< The function, or what else was done.
    std::vector<ClauseId> clauses;  ///< Broken by the first violation.

    bool operator==(const Deviation&) const = default;
    /// The last clause in words (the general ones come first), or what happened: the last part of a
    /// scenario's id.
    std::string name() const;
};

/// What a call or other step is called, whatever its arguments.
std::string call_of(const Step& step);

/// Nothing if the judgement is no failure.
std::optional<Deviation> deviation_in(const Judgement& judgement, const Scenario& scenario);
/// The step at which it showed.
std::size_t last_step_of(const Judgement& judgement, const Scenario& scenario);

}  // namespace wsconform::generating
