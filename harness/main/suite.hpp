#pragma once

// What comes with the program: the scenarios it was built with, its agent and its folders.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario.hpp"
#include "harness/main/run.hpp"
#include "harness/provider_spec.hpp"

namespace wsconform {

namespace embedded {
struct File {
    std::string_view name;
    std::string_view text;
};
/// Written by the build: scenarios/*/*.json, and the sources of the model for `explain`.
extern const std::vector<File> scenario_files;
extern const std::vector<File> model_files;
}  // namespace embedded

/// All scenarios of the suite, by id.
std::vector<Scenario> suite_scenarios();
/// One of them, if there is one of that id.
std::optional<Scenario> suite_scenario(const std::string& id);
/// Those of a folder. Throws InputError if there is none, or one is bad.
std::vector<Scenario> scenarios_below(const std::filesystem::path& folder);

/// Whether a filter, as GoogleTest reads it, selects a purpose, <call>.<claim>: globs with colons
/// between, and behind a '-' those that are left out.
bool is_selected(std::string_view name, std::string_view filter);

/// Where a file is that comes with the program.
std::filesystem::path beside_this_program(const char* name);

/// How a station for the provider is started. Throws InputError if the agent is missing.
std::vector<std::string> station_command(const RunOptions& options, const ProviderSpec& provider);

}  // namespace wsconform
