// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verbs that play purposes on a provider: `run`, and the `station` that it starts for itself.

#include <CLI/CLI.hpp>

#include "harness/main/arguments.hpp"

namespace wsconform {

void add_run(CLI::App& app, Arguments& arguments);
void add_bisect(CLI::App& app, Arguments& arguments);
void add_station(CLI::App& app, Arguments& arguments);

}  // namespace wsconform
