// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verb `expectations`: a file of known deviations to begin with.

#include <string>
#include <vector>

#include "reports/date.hpp"

namespace wsconform {

struct InitOptions {
    std::vector<std::string> reports;
    std::string out;   ///< A file; standard output if empty.
    std::string from;  ///< A file or folder whose reasons are taken over; empty for none.
    Date today{};
};

/// Returns the exit status. Throws InputError.
int begin_expectations(const InitOptions& options);

}  // namespace wsconform
