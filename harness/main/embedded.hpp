// SPDX-License-Identifier: Apache-2.0

#pragma once

// The model's sources, which are compiled into the program so that `explain` can show the lines
// that cite a clause. The build writes the definitions.

#include <string_view>
#include <vector>

#include "conformance/text/embedded_file.hpp"

namespace wsconform::embedded {

extern const std::vector<File> model_files;  ///< model/*.cpp, in the order of their names.

}  // namespace wsconform::embedded
