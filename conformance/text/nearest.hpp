// SPDX-License-Identifier: Apache-2.0

#pragma once

// The word that somebody meant who wrote another.

#include <string>
#include <string_view>
#include <vector>

namespace wsconform {

/// Of the words, the one that is spelt most like `written`, whatever the letters' case; empty if
/// none is like it.
std::string nearest(std::string_view written, const std::vector<std::string>& words);

/// `did you mean "WSAStartup"? `, for the words that follow; empty if no word is like the one
/// written.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& words);

}  // namespace wsconform
