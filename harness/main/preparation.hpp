// SPDX-License-Identifier: Apache-2.0

#pragma once

// What --prepare and --prefix say of the Windows folder that a provider is played in.

#include <string>
#include <vector>

#include "harness/main/run_options.hpp"

namespace wsconform {

/// Adds it to the command that starts a station. Throws InputError.
void add_preparation(std::vector<std::string>& command, const RunOptions& options);

/// Throws InputError if there is any: for an agent elsewhere we have no Windows folder.
void refuse_preparation(const RunOptions& options);

}  // namespace wsconform
