// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a file of ours is, whatever it is called, so that one given in another's place is named.

#include <string>
#include <string_view>

namespace wsconform {

/// By the file's text: "a report", "a trace", "a bundle", "a scenario". Empty if it is none of
/// ours.
std::string kind_of_file(std::string_view text);

/// What a format is, such as "wsconform-report/1": "a report". Empty if it is none of ours.
std::string kind_of_format(std::string_view format);

/// "is a trace, and here a report is wanted"; empty if the text is no file of ours, or is the kind
/// that is wanted.
std::string mistaken_file(std::string_view text, std::string_view wanted);

}  // namespace wsconform
