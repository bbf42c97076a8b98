// SPDX-License-Identifier: Apache-2.0

#pragma once

// `wsconform run`: plays the purposes on a provider, judges them and writes the report.

#include "harness/main/run_options.hpp"

namespace wsconform {

/// Returns the exit status. Throws InputError and HarnessError.
int run(const RunOptions& given);

}  // namespace wsconform
