// SPDX-License-Identifier: Apache-2.0

#pragma once

// All mutants of the model: each clause that can be suspended, and each mutation, at the places
// that the scenarios come to. Which of them the purposes tell from a conforming provider is the
// measure of how much a pass is worth.

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/judging/oracle_strength.hpp"
#include "conformance/judging/verdict.hpp"
#include "conformance/scenario/scenario.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// One way of playing a scenario in which the mutant does something of its own.
struct Encounter {
    const Scenario* scenario{};
    std::uint64_t seed{};
};

struct Mutant {
    std::string name;
    std::vector<Encounter> encounters;
    bool is_faulty{};        ///< Somewhere it does what no conforming provider could.
    std::string permission;  ///< Of one that is not: why.
};

/// By name: all that the scenarios come to. Where the cases come to one of them too, that is noted
/// up to `most_cases` times. Both must outlive the mutants.
std::vector<Mutant> mutants_of(const std::vector<Scenario>& scenarios, Grading grading,
                               const std::vector<Scenario>& cases = {});
inline constexpr std::size_t most_cases = 16;

/// What the oracle says of a trace.
using Judge = std::function<Verdict(const Scenario& scenario, const std::string& trace)>;
Judge judge_by(Grading grading);

enum class Fate { killed, equivalent, alive, unreached };
std::string_view word_for(Fate fate);

/// What became of a mutant, and which purpose killed it or why none did.
struct Trial {
    std::string mutant;
    Fate fate{};
    std::string reason;
};
/// Plays the purposes whose ids are given.
std::vector<Trial> try_mutants(const std::vector<Mutant>& mutants,
                               const std::set<std::string>& purposes, const Judge& judge);

OracleStrength strength_of(const std::vector<Trial>& trials);

}  // namespace wsconform
