// SPDX-License-Identifier: Apache-2.0

#pragma once

// Lines that are longer than a terminal is wide, broken between words. What follows goes below the
// text that it belongs to: behind the term that begins the line, if it has one.

#include <cstddef>
#include <string>
#include <string_view>

namespace wsconform {

/// Columns that the text takes; marks of colour take none.
std::size_t width_of(std::string_view text);

/// Each line of the text in lines of at most so many columns. A word is never broken, nor is a line
/// that is a command to be pasted.
std::string folded(std::string_view text, std::size_t columns);

}  // namespace wsconform
