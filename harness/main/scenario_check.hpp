// SPDX-License-Identifier: Apache-2.0

#pragma once

// Scenarios checked before any provider: does a conforming one exist that does what is claimed, and
// is each clause put to the test that the scenario says it defends?

#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// What `check` says of a scenario.
struct ScenarioFinding {
    bool is_possible{};  ///< As far as it was examined.
    /// "impossible: step 2: ...", or "undecided: step 2: ..." if it was not examined to its end;
    /// empty if it is possible.
    std::string fault;
    std::vector<std::string> warnings;  ///< Without the file's name.
};

ScenarioFinding finding_of(const Scenario& scenario, Grading grading);

/// Whether `check` reads the file as a scenario: its name ends in .json, and it is no trace.
bool is_scenario(const std::string& file);
/// The file itself, or all of the folder that `check` reads, by name. Throws InputError if a folder
/// holds none.
std::vector<std::string> files_to_check(const std::string& path);

/// For `run --scenarios PATH`: its warnings, a line each. Throws InputError that names the first
/// file with a claim that no conforming provider could meet.
std::string warnings_about(const std::vector<const Scenario*>& scenarios, const std::string& path);

}  // namespace wsconform
