// SPDX-License-Identifier: Apache-2.0

#pragma once

// Files that are compiled into the suite, so that it needs none of them at run time. The
// definitions are written by the build; see CMakeLists.txt.

#include <string_view>

namespace wsconform::embedded {

extern const std::string_view scenario_schema;

}  // namespace wsconform::embedded
