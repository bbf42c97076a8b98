// SPDX-License-Identifier: Apache-2.0

#pragma once

// A file that the build compiled into the program; see embed.cmake.

#include <string_view>

namespace wsconform::embedded {

struct File {
    std::string_view name;  ///< Its path below the folder that was compiled in.
    std::string_view text;
};

}  // namespace wsconform::embedded
