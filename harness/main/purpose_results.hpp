// SPDX-License-Identifier: Apache-2.0

#pragma once

// From a recorded trace to what a report says of its purpose.

#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "harness/applicability.hpp"
#include "model/ruling.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// As reports say it, and as they are read.
Grading grading_of(const Report& report);

/// What is known before a trace of it is judged.
PurposeResult result_of(const Scenario& scenario);

/// What a report says of a purpose that could not be played.
NotPlayed not_played(const Obstacle& obstacle);

/// A trace that cannot be judged is an error of the run.
PurposeResult judged_trace(const Scenario& scenario, const std::string& trace, Grading grading);

/// The same where --scenarios took the suite's place: a program of a scenario that is not the
/// suite's cannot be had by its name.
PurposeResult of_own_scenario(PurposeResult result);

/// What the purposes that came to a verdict are worth, and with them the cases that passed.
OracleStrength strength_shown_by(const std::vector<Scenario>& scenarios,
                                 const std::vector<PurposeResult>& results, Grading grading,
                                 const std::vector<Scenario>& cases = {});

}  // namespace wsconform
