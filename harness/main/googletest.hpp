// SPDX-License-Identifier: Apache-2.0

#pragma once

// GoogleTest chooses the purposes, repeats and shuffles them. What it is told is looked at first:
// its own answer to what makes no sense is a page of help, or an end of the program in its middle.

#include "harness/main/run_options.hpp"

namespace wsconform {

/// Gives GoogleTest its flags, and returns the options with what it was told: the filter and the
/// shard. Throws InputError for a flag or variable that makes no sense.
RunOptions start_googletest(const RunOptions& options);

}  // namespace wsconform
