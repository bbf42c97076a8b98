// SPDX-License-Identifier: Apache-2.0

#pragma once

// The far end of an agent on another machine: sockets of this one, at an address of its own by
// which that machine reaches it. Whether it does is tried before anything is played, because a
// firewall in between would look like a provider that does not connect.

#include <chrono>
#include <functional>
#include <string>

#include "harness/station/native_socket.hpp"
#include "harness/station/process.hpp"

namespace wsconform {

/// An IPv4 address of this machine that names no other. Throws InputError, saying what is wrong
/// with it and which ones there are.
in_addr far_end_named(const std::string& text);

/// The agent with its words for such a trial.
using AgentTrial = std::function<Command(const std::vector<std::string>&)>;

/// Has the agent's machine connect to the far end and be connected to, with sockets of its system's
/// own. Returns where both are. Throws HarnessError, saying which step failed and what to do.
native::Addresses far_end_tried(in_addr address, const AgentTrial& agent,
                                std::chrono::seconds bound);

}  // namespace wsconform
