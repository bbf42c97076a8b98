// SPDX-License-Identifier: Apache-2.0

#pragma once

// The version of the suite, as traces and reports name it. The root CMakeLists.txt holds it.

namespace wsconform {

extern const char* const suite_version;

}  // namespace wsconform
