// SPDX-License-Identifier: Apache-2.0

#pragma once

// How the program starts a station: a process of its own that plays scenarios on a provider.

#include <filesystem>
#include <string>
#include <vector>

#include "harness/main/run_options.hpp"
#include "harness/provider_spec.hpp"

namespace wsconform {

/// The agent for providers of 32 bits, as it lies beside the program.
constexpr const char* agent_of_32_bits = "32/wsconform-agent.exe";

/// Where a file is that comes with the program.
std::filesystem::path beside_this_program(const char* name);

/// How a station for the provider is started. Throws InputError if the agent or the Wine
/// that was named is missing.
std::vector<std::string> station_command(const RunOptions& options, const ProviderSpec& provider);

}  // namespace wsconform
