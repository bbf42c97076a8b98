// SPDX-License-Identifier: Apache-2.0

#pragma once

// `wsconform bisect`: whether one purpose is good in the tree as it stands, in the exit statuses
// that `git bisect run` understands.

#include <string>

#include "harness/main/run_options.hpp"

namespace wsconform {

struct BisectOptions {
    std::string purpose;
    std::string build;  ///< A command for the shell; empty if there is nothing to build.
    bool keeps_report{};
};

/// 0: it passes; 1: it deviates; 125: this commit cannot tell; 128: the command line is at fault,
/// and bisecting has to stop.
int bisect(const BisectOptions& options, RunOptions run_options);

}  // namespace wsconform
