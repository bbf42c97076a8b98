// SPDX-License-Identifier: Apache-2.0

#pragma once

// The causes of a report's deviations as a list in Markdown.

#include <cstddef>
#include <string>
#include <vector>

#include "reports/causes.hpp"

namespace wsconform {

struct CauseLimits {
    std::size_t causes;
    std::size_t purposes;  ///< That are named of each.
    std::size_t clauses;   ///< That are named of each, and replies that were allowed.
};

/// However many there are.
inline constexpr CauseLimits all_causes{100'000, 100'000, 100'000};

/// Empty if there are none. What is left out is counted, and said to be in index.html.
std::string causes_markdown(const std::vector<Cause>& causes, const CauseLimits& limits);

}  // namespace wsconform
