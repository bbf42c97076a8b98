// SPDX-License-Identifier: Apache-2.0

#pragma once

// Changes a text as whoever knows the format would: a value of a document, or a line of several,
// goes, comes twice, changes places, or becomes another. Bytes changed blindly hardly ever get
// past the parser.

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace wsconform::fuzzing {

using Chance = std::minstd_rand;

/// The names and words in a JSON Schema.
std::vector<std::string> words_in(std::string_view schema);

/// Those of all formats of ours.
const std::vector<std::string>& words();

/// One change to one document or line; the same text if it holds no JSON.
std::string mutated(std::string_view text, Chance& chance);

/// With a value of the other text in the place of one of its own.
std::string crossed(std::string_view text, std::string_view other, Chance& chance);

}  // namespace wsconform::fuzzing
