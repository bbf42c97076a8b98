// SPDX-License-Identifier: Apache-2.0

#pragma once

// `wsconform gate`: the decision on one or more reports, told and written down.

#include <string>
#include <vector>

#include "reports/date.hpp"

namespace wsconform {

struct GateOptions {
    std::vector<std::string> reports;
    std::string expectations;
    Date today{};
    bool updates{};          ///< Writes the expectations anew, for review.
    bool allows_untested{};  ///< Accepts what the machine of the run could not show.
    std::string junit;       ///< A file, like the next two; empty for none.
    std::string markdown;
    std::string badge;
};

/// Returns the exit status. Throws InputError.
int gate_reports(const GateOptions& options);

}  // namespace wsconform
