// SPDX-License-Identifier: Apache-2.0

#pragma once

// What of a provider only trying tells: whether it makes sockets that keep message boundaries.

#include "harness/agent/api.hpp"

namespace wsconform::agent {

/// The name of that capability, beside those of calls.
inline constexpr const char* packets_capability = "SOCK_SEQPACKET";

/// False too if the provider raises an exception or takes too long.
bool makes_packet_sockets(const Api& api);

}  // namespace wsconform::agent
