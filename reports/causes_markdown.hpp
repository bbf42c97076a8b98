// SPDX-License-Identifier: Apache-2.0

#pragma once

// The causes of a report's deviations as a list in Markdown.

#include <cstddef>
#include <string>

#include "reports/report.hpp"

namespace wsconform {

struct CauseLimits {
    std::size_t causes;
    std::size_t purposes;  ///< That are named of each.
};

/// Empty if nothing deviates.
std::string causes_markdown(const Report& report, const CauseLimits& limits);

}  // namespace wsconform
