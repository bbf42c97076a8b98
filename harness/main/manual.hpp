// SPDX-License-Identifier: Apache-2.0

#pragma once

// Manual pages and shell completion, made of what --help is made of.

#include <CLI/CLI.hpp>
#include <string>

namespace wsconform {

/// The page of the program (an empty name) or of a verb, for man(1). Throws InputError.
std::string manual_page(const CLI::App& app, const std::string& verb);

/// What bash reads to complete verbs and options.
std::string bash_completion(const CLI::App& app);

}  // namespace wsconform
