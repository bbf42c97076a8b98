// SPDX-License-Identifier: Apache-2.0

#pragma once

// What this machine lets a run show, and what it must not do to it.

#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "harness/capabilities.hpp"
#include "harness/main/run_options.hpp"

namespace wsconform {

/// A DLL of somebody's is played in the open only if that was asked for. Throws HarnessError.
void require_isolation(const RunOptions& options, const Capabilities& capabilities);

/// Whoever waits for a debugger plays one purpose, on a DLL. Throws InputError.
void require_one_to_pause_at(const RunOptions& options, bool is_simulated, std::size_t purposes);

/// "Linux 6.1.0 x86_64, 2 processors", of where the suite runs; for the terminal only.
std::string this_machine();

/// A line for each reason why purposes say nothing of this provider, the most frequent ones.
std::string what_does_not_apply(const std::vector<const Scenario*>& purposes,
                                const Capabilities& capabilities);

/// One line for each reason why purposes are untested here, with what to do; empty if none is.
std::string what_is_untested(const std::vector<const Scenario*>& purposes,
                             const Capabilities& capabilities);

}  // namespace wsconform
