// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is known to deviate in the providers that the suite brings expectations for.

#include <functional>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

/// A line for each file and cause with an expectation of that kind, such as "wine-8.0: Wine keeps a
/// blocking hook and never calls it. (13 purposes)".
std::vector<std::string> known_deviations(
    const std::function<bool(const std::string& purpose, const Expectation&)>& is_wanted);

}  // namespace wsconform
