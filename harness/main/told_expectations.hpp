// SPDX-License-Identifier: Apache-2.0

#pragma once

// The known deviations that a verb goes by: the file that the user gave, or the one that fits of a
// folder, which is told in a line.

#include <string>

#include "reports/expectations.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// Throws InputError.
Expectations told_expectations(const std::string& given, const Report& report);

}  // namespace wsconform
