// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verb `explore`: walks the model within a bound, checks its invariants, draws it and writes a
// covering set of scenarios.

#include <string>

#include "conformance/exploring/bounded_model.hpp"

namespace wsconform {

struct ExploreOptions {
    Bound bound;
    std::string svg;        ///< File for the graph; empty: none.
    std::string scenarios;  ///< Folder for the covering set; empty: none.
};

/// Returns the exit status: 1 if an invariant is broken. Throws InputError and HarnessError.
int explore(const ExploreOptions& options);

}  // namespace wsconform
