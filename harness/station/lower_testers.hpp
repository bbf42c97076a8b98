// SPDX-License-Identifier: Apache-2.0

#pragma once

// Plays the steps of a scenario that are not the agent's: sockets of the peer, answers of the name
// server, databases of the provider.

#include <cstdint>
#include <map>
#include <string>

#include "harness/station/agent_process.hpp"
#include "harness/station/name_server.hpp"
#include "harness/station/peer.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {

/// Local ports by the scenario's names of sockets.
using Ports = std::map<std::string, std::uint16_t>;

class LowerTesters {
  public:
    /// Without a name server or databases, null; their owner outlives this.
    LowerTesters(const Ixit& ixit, NameServer* name_server, Databases* databases,
                 const native::Addresses& addresses = {});

    /// Plays one step, a JSON object, and returns what it found, another. What could not be done is
    /// a finding too: "failed" says why, and "because_of" whether that is the provider's doing or
    /// the harness's own. After it no step can be played.
    std::string perform(const std::string& step, const Ports& agents_ports);
    Ports ports() const { return peer_.ports(); }

    /// Throws HarnessError if a lower tester could not do what is no step of its own.
    void require_no_fault() const;

    /// Between scenarios. Throws HarnessError if the last one's traces cannot be removed.
    void forget_all();

  private:
    PeerSockets peer_;
    std::chrono::milliseconds patience_;
    NameServer* name_server_;
    Databases* databases_;
};

}  // namespace wsconform
