// SPDX-License-Identifier: Apache-2.0

#pragma once

// From a scenario that shows a deviation to the shortest that does. First RapidCheck's shrinking
// takes away what is not needed; then all shorter sequences of the steps that are left are tried,
// shortest first, as far as a conforming provider could be made to do them. What, by the model,
// does not put the broken clauses to the test is not played.

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "model/catalogue.hpp"

namespace wsconform::generating {

/// Whether the steps, played on the provider, show the same deviation.
using Deviates = std::function<bool(const nlohmann::json& steps)>;

struct Shrinking {
    bool is_spi{};
    std::vector<ClauseId> broken;
    Deviates deviates;
};

struct Shrunk {
    nlohmann::json steps;
    std::size_t played{};
    bool is_over_budget{};
};
Shrunk shrunk(const nlohmann::json& steps, const Shrinking& shrinking);

struct Search {
    std::optional<nlohmann::json> found;  ///< Shorter than what was searched from.
    std::size_t candidates{};             ///< Sequences that the model could tell apart.
    std::size_t played{};                 ///< Those that end in the call in question.
    bool is_over_budget{};
};
/// It shows at the last of the steps.
Search shortest(const nlohmann::json& steps, const Shrinking& shrinking);

}  // namespace wsconform::generating
