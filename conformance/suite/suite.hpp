// SPDX-License-Identifier: Apache-2.0

#pragma once

// The suite's own test purposes, which are compiled into the program, and how some are selected.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

/// All scenarios of the suite, by id.
std::vector<Scenario> suite_scenarios();
/// One of them, if there is one of that id.
std::optional<Scenario> suite_scenario(const std::string& id);
/// That of a file. Its id is what it would be in the suite: the last folder and the file's name.
Scenario scenario_in(const std::filesystem::path& file);
/// Those of a folder, or that of a file .json. Throws InputError if there is none, or one is bad.
std::vector<Scenario> scenarios_below(const std::filesystem::path& folder);

/// Whether a filter, as GoogleTest reads it, selects a purpose, <call>.<claim>: globs with colons
/// between, and behind a '-' those that are left out.
bool is_selected(std::string_view name, std::string_view filter);

}  // namespace wsconform
