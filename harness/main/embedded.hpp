// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is compiled into the program so that `explain` can show it: the model's sources, for the
// lines that cite a clause, the deviations that are known, and the documents whose tables say what
// our words mean. The build writes the definitions.

#include <string_view>
#include <vector>

#include "conformance/text/embedded_file.hpp"

namespace wsconform::embedded {

extern const std::vector<File> model_files;  ///< model/*.cpp, in the order of their names.
extern const std::vector<File> known_files;  ///< reports/expectations/*.json
extern const std::string_view words;         ///< Documents with tables of words, one after another.

}  // namespace wsconform::embedded
