// SPDX-License-Identifier: Apache-2.0

#pragma once

// Files of this folder that are compiled into the suite, so that it needs none of them at run time.
// The definitions are written by the build; see CMakeLists.txt.

#include <string_view>

namespace wsconform::embedded {

extern const std::string_view report_schema;
extern const std::string_view expectations_schema;
extern const std::string_view page;    ///< The HTML around the rest.
extern const std::string_view style;   ///< All of the CSS.
extern const std::string_view script;  ///< All of the JavaScript.

}  // namespace wsconform::embedded
