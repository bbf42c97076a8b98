// SPDX-License-Identifier: Apache-2.0

#pragma once

// What bears a cause out: what was seen and allowed, how that compares with Windows, and the
// purpose by which it is shown best.

#include <string>
#include <vector>

#include "reports/causes.hpp"

namespace wsconform {

struct CauseEvidence {
    std::string observed;              ///< By the shortest purpose, with its arguments.
    std::vector<std::string> allowed;  ///< There.
    std::string windows;  ///< "as Windows"; of several kinds "3 unlike Windows, 1 not known ...".
    std::string link;     ///< Of the expectations; may be empty.
    /// The purpose of the fewest steps; of those that a C program can show, if there are any.
    const PurposeResult* shortest{};
};

CauseEvidence evidence_of(const Cause& cause);

}  // namespace wsconform
