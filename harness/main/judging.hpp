#pragma once

// From a recorded trace to what a report says of its purpose.

#include <string>

#include "conformance/scenario.hpp"
#include "model/ruling.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// A trace that cannot be judged is an error of the run.
PurposeResult judged_trace(const Scenario& scenario, const std::string& trace, Grading grading);

}  // namespace wsconform
