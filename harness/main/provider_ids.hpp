// SPDX-License-Identifier: Apache-2.0

#pragma once

// The ids by which transport providers look for themselves in the protocol catalogue, as
// --provider-id gives them.

#include <map>
#include <string>

#include "harness/main/run_options.hpp"

namespace wsconform {

/// By the path of the DLL, as the chain names it. Throws InputError.
std::map<std::string, std::string> provider_ids(const RunOptions& options);

}  // namespace wsconform
