// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verbs that play nothing.

#include <CLI/CLI.hpp>

#include "harness/main/arguments.hpp"

namespace wsconform {

void add_reading_verbs(CLI::App& app, Arguments& arguments);

}  // namespace wsconform
