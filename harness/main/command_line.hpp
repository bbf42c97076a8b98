// SPDX-License-Identifier: Apache-2.0

#pragma once

// The words of the command line: which verb, with which options. What is wrong with them is one
// line that says what was meant, where that can be guessed.

#include <CLI/CLI.hpp>
#include <string>

#include "harness/main/arguments.hpp"

namespace wsconform {

/// All verbs with their options, which fill in the arguments. What they point into must stay.
void add_all_verbs(CLI::App& app, Arguments& arguments);

/// Does what the words say, and returns the exit status. Throws InputError, HarnessError.
int act_on(const std::vector<std::string>& words);

}  // namespace wsconform
