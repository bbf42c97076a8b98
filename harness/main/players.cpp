// SPDX-License-Identifier: Apache-2.0

#include "harness/main/players.hpp"

#include <algorithm>
#include <iostream>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/interruption.hpp"
#include "harness/main/station_command.hpp"
#include "harness/main/waiting.hpp"
#include "harness/simulated/simulated_player.hpp"
#include "harness/station/remote_player.hpp"

namespace wsconform {

std::unique_ptr<Player> make_player(const RunOptions& options, const ProviderSpec& provider) {
    if (!provider.mutation.empty())
        return std::make_unique<SimulatedPlayer>(options.seed, provider.mutation);
    if (provider.is_simulated)
        return std::make_unique<SimulatedPlayer>(options.seed, provider.suspended);
    RemoteOptions remote;
    remote.provider = provider.name;
    remote.station = station_command(options, provider);
    remote.ixit.quiescence = options.quiescence;
    if (options.pauses) {
        remote.ixit = remote.ixit.paused();
        remote.paused = [](pid_t agent) {
            std::cerr << "paused: process " << agent
                      << " has loaded the provider and waits for a debugger; attach one, such as "
                         "gdb -p "
                      << agent << ", and let the process go on" << std::endl;
        };
    }
    remote.interrupted = is_interrupted;
    return std::make_unique<RemotePlayer>(std::move(remote));
}

std::map<std::string, std::string> in_words(const Capabilities& capabilities) {
    std::map<std::string, std::string> words;
    for (const char* const tester : {"name_server", "peer", "database"})
        words[tester] = "yes";
    for (const auto& [tester, reason] : capabilities.missing)
        words[tester] = reason;
    if (!capabilities.starts) words["start"] = "no";
    if (!capabilities.far_end.empty()) words["far_end"] = capabilities.far_end;
    if (!capabilities.is_isolated) return words;
    words["isolation"] = *capabilities.is_isolated ? "yes" : "no";
    if (!capabilities.isolation.empty()) words["isolation"] = capabilities.isolation;
    words["bits"] = std::to_string(capabilities.bits);
    return words;
}

Capabilities required_capabilities(const Player& player, const std::string& provider) {
    const Waiting waiting{"waiting for " + visible(provider, 60) +
                          " to be ready; the first time Wine makes a Windows folder for it"};
    Capabilities capabilities = player.capabilities();
    const auto agent = capabilities.missing.find("agent");
    if (agent != capabilities.missing.end())
        throw HarnessError{provider + ": " + agent->second +
                           (capabilities.far_end.empty() ? "; see wsconform providers" : "")};
    return capabilities;
}

void require_same_dlls(const Player& player, const Tested& begun_with, std::size_t position) {
    const Capabilities joined = player.capabilities();
    if (joined.missing.contains("agent")) return;  // It plays nothing.
    std::vector<std::string> expected = fingerprints_of(begun_with);
    const auto below = std::min(position - 1, expected.size());
    expected.erase(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(below));
    if (fingerprints_of(joined.tested) != expected)
        throw HarnessError{"the provider's DLL has been changed since the run began; run again"};
}

}  // namespace wsconform
