// SPDX-License-Identifier: Apache-2.0

#pragma once

// A test of Wine's as a patch of a test file that exists.

#include <cstddef>
#include <set>
#include <string>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

struct TestFile {
    std::string path;  ///< For the patch, it begins at dlls/ if that is part of it.
    std::string text;
};

/// A patch as git apply takes it, with a few lines above it that say what to do. `todo` as of
/// `program_of`. Throws InputError if the file is no test of Wine's, or has this one.
std::string wine_patch_of(const Scenario& scenario, const std::set<std::size_t>& todo,
                          const TestFile& file);

}  // namespace wsconform
