// SPDX-License-Identifier: Apache-2.0

#pragma once

// How the agent is started for the provider of a station: in the station's Wine, or by a command
// that may run it on another machine.

#include <filesystem>
#include <string>
#include <vector>

#include "harness/station/process.hpp"
#include "harness/station/station.hpp"
#include "harness/station/station_wine.hpp"

namespace wsconform {

class AgentCommand {
  public:
    /// All three outlive this.
    AgentCommand(const StationOptions& options, const std::filesystem::path& wine,
                 const StationWine& windows)
        : options_{options}, wine_{wine}, windows_{windows} {}

    bool is_elsewhere() const { return options_.agent_command.has_value(); }

    /// By these the agent knows at each start whether the DLLs are still the same.
    void hold_to(std::vector<std::string> stamps) { stamps_ = std::move(stamps); }

    /// The words tell the agent what to do beside which provider it is to play on.
    Command with(const std::vector<std::string>& words) const;

  private:
    std::vector<std::string> words_for_provider() const;

    const StationOptions& options_;
    const std::filesystem::path& wine_;
    const StationWine& windows_;
    std::vector<std::string> stamps_;
};

}  // namespace wsconform
