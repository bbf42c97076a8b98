// SPDX-License-Identifier: Apache-2.0

#pragma once

// Plays the cases of a property, and makes of each deviation a counterexample that is as short as
// can be. Who plays and judges is the caller's business.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/generators/deviation.hpp"
#include "conformance/generators/properties.hpp"

namespace wsconform::generating {

struct Played {
    Judgement judgement;
    std::string trace;
};

struct Counterexample {
    Deviation deviation;
    Scenario scenario;
    Judgement judgement;
    std::string trace;
    std::size_t repeated{};  ///< Of `repetitions`, how often it showed again.
    std::string search;      ///< How far shorter ones were looked for.
};
inline constexpr std::size_t repetitions = 10;
/// How often a case with a race is played.
inline constexpr std::size_t race_plays = 5;
/// New ones of one property; further deviations are only counted.
inline constexpr std::size_t most_counterexamples = 40;

/// So many tell how much a pass is worth; of the others nothing is kept.
inline constexpr std::size_t most_passed = 64;

struct PropertyRun {
    std::size_t cases{};        ///< Those that could be played.
    std::size_t undecided{};    ///< Inconclusive ones.
    std::size_t unexplained{};  ///< Cases that deviate in further ways, or did so once only.
    std::set<ClauseId> exercised;
    std::vector<Choice> choices;
    Witnesses witnessed;  ///< What the provider was seen to do in any of them.
    std::vector<Counterexample> counterexamples;
    std::set<std::string> known;   ///< Ids of earlier counterexamples whose deviations it met.
    std::vector<Scenario> passed;  ///< Of the cases, the first `most_passed` that did.
    std::vector<ClauseId> never;   ///< Of what must be exercised sometimes.
    /// By call: how often each reply was seen where the moment decides.
    std::map<std::string, std::map<std::string, std::size_t>> races;
};

/// What came of each scenario, in their order; nothing for one that cannot be played here.
using Play =
    std::function<std::vector<std::optional<Played>>(const std::vector<Scenario>& scenarios)>;

/// What `earlier` counterexamples, those of other properties, show is not reduced again.
PropertyRun run_property(const Property& property, std::uint64_t seed, std::size_t cases,
                         const Play& play, const std::vector<Counterexample>& earlier = {});

}  // namespace wsconform::generating
