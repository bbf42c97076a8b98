// SPDX-License-Identifier: Apache-2.0

#pragma once

// The scenario files that are compiled into the program. The build writes the definitions.

#include <string_view>
#include <vector>

#include "conformance/text/embedded_file.hpp"

namespace wsconform::embedded {

extern const std::vector<File>
    scenario_files;  ///< scenarios/*/*.json, in the order of their names.

}  // namespace wsconform::embedded
