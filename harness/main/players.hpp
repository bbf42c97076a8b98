// SPDX-License-Identifier: Apache-2.0

#pragma once

// The players of a run: of the provider itself, and of the parts of a chain.

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "harness/capabilities.hpp"
#include "harness/main/run_options.hpp"
#include "harness/player.hpp"
#include "harness/provider_spec.hpp"

namespace wsconform {

/// A player of the provider. Throws HarnessError if its station cannot be started.
std::unique_ptr<Player> make_player(const RunOptions& options, const ProviderSpec& provider);

/// What reports say can be done: name to "yes", or to why not.
std::map<std::string, std::string> in_words(const Capabilities& capabilities);

/// What the player can do. Throws HarnessError if it has no agent and so can do nothing.
Capabilities required_capabilities(const Player& player, const std::string& provider);

/// Throws HarnessError unless a player that joined has the DLLs which the run began with, or of a
/// chain those from that position on.
void require_same_dlls(const Player& player, const Tested& begun_with, std::size_t position = 1);

}  // namespace wsconform
