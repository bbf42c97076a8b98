// SPDX-License-Identifier: Apache-2.0

#pragma once

// Before somebody else's provider is judged: does the suite find faults on this machine at all? It
// plays providers of ours that are each wrong in one way, and looks whether it sees just that.

#include "harness/main/run_options.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// Nothing for providers that are not a DLL of somebody's. Throws HarnessError if a known-bad
/// provider was not caught: then no verdict of this machine is worth anything.
std::optional<SelfCheck> self_check(const RunOptions& options);

}  // namespace wsconform
