// SPDX-License-Identifier: Apache-2.0

#pragma once

// Lines of C.

#include <string>

namespace wsconform::reproduce {

/// A line of a function's body.
std::string indented(const std::string& text);
/// A statement there, over more lines if one is too short.
std::string statement(std::string text);
/// Declarations of the variables that the lines of a function assign to: `seen` and `ret`.
std::string locals_of(const std::string& lines);
/// Lines, one level deeper.
std::string deeper(const std::string& lines);

}  // namespace wsconform::reproduce
