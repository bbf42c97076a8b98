// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verb that says what can be tested.

#include "harness/main/run_options.hpp"

namespace wsconform {

/// The verb `providers`: what can be tested on this machine, on which Wine, and what it lacks.
/// Starts a station to find out. Returns the exit status. Throws InputError if the Wine that the
/// options name is wrong.
int list_providers(const RunOptions& options);

}  // namespace wsconform
