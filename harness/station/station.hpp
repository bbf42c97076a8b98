// SPDX-License-Identifier: Apache-2.0

#pragma once

// A station: a process that plays scenarios on one provider, with everything it needs of its own.
// Lines go in and out: first it says what can be done here, then it answers each scenario with its
// trace.
//
//   out  {"station": {"isolated": true, "reasons": [], "capabilities": {...}}}
//   in   {"play": {scenario}, "provider": "wine", "pace": 1.0}
//   out  the trace's lines, then {"played": id, "started_in_ms": 120}
//
// All waits are `pace` times as long as on an idle machine. How long the agent took to start is
// what the pace of later plays is reckoned from.
//
// A line that asks for no scenario is answered with {"refused": why} only. The end of the input is
// the end of the station.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/station/agent_process.hpp"
#include "harness/station/isolate.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {

struct StationOptions {
    /// What to load: "ws2_32.dll", "wsock32.dll" or a path.
    std::string dll = "ws2_32.dll";
    /// In its place: the DLLs of a chain of transport providers, the top first.
    std::vector<std::string> chain = {};
    /// Of those that look for themselves by an id in the protocol catalogue: the id by the path.
    std::map<std::string, std::string> provider_ids = {};
    /// The agent that Wine is to run.
    std::filesystem::path agent = {};
    /// The Wine that runs it, as a user names one; empty for the installed one.
    std::string wine = {};
    /// Replaces both: a command for /bin/sh, to which the agent's arguments are added.
    std::optional<std::string> agent_command = {};
    /// With such a command: the address of this machine at which the peer is to be.
    std::optional<std::string> far_end = {};
    /// What is to be in the Windows folder.
    Preparation preparation = {};
    /// Where Wine's prefix is kept from run to run.
    std::filesystem::path directory = {};
    /// What the provider is to see beside the folders of its DLLs.
    std::vector<std::filesystem::path> shown = {};
    /// What it is not to see there.
    std::vector<std::filesystem::path> hidden = {};
    Isolate isolate = Isolate::fully;
    Ixit ixit = {};
};

/// Returns the exit status. To be called while the process has a single thread; it is that
/// process's only purpose, and ends with the parent.
int run_station(const StationOptions& options, int input, int output);

}  // namespace wsconform
