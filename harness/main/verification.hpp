// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a report follows from its traces: each is judged again and compared with what the report
// says. That the traces are what a provider did, nobody can tell from a file.

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "reports/bundle.hpp"
#include "reports/report.hpp"

namespace wsconform {

struct Verification {
    Report report;  ///< As the traces have it.
    std::vector<std::string>
        faults;                ///< Where the bundle's own report says otherwise; one line each.
    std::size_t followed{};    ///< Purposes that follow from their traces.
    std::size_t not_played{};  ///< Purposes left out on the word of whoever made it.
    std::size_t properties{};  ///< Generated ones, whose cases are on that word too.
};

/// Throws InputError if its report cannot be read, or was written by another version of the suite.
Verification verified(const Bundle& bundle, const std::string& file);

/// The same for who has the suite's scenarios already.
Verification verified(const Bundle& bundle, const std::string& file,
                      const std::vector<Scenario>& suite);

}  // namespace wsconform
