// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is done to a socket of this machine's kernel, or asked of it, on loopback.

#include <netinet/in.h>

#include <chrono>
#include <cstdint>

#include "harness/station/descriptor.hpp"

namespace wsconform::native {

using Clock = std::chrono::steady_clock;

/// A socket that does not block and that children do not inherit. `type` is SOCK_STREAM or
/// SOCK_DGRAM. Throws HarnessError.
Descriptor opened(int type);

sockaddr_in loopback(std::uint16_t port);

/// Throws HarnessError.
void bind_to_any_port(const Descriptor& descriptor);
std::uint16_t port_of(const Descriptor& descriptor);

/// False when the bound passed first. `events` are those of poll().
bool is_ready(const Descriptor& descriptor, short events, Clock::time_point deadline);

/// Takes the error that the kernel holds for a socket; there is none when it is 0.
int error_of(const Descriptor& descriptor);
bool means_reset(int error);

int unacknowledged_bytes(const Descriptor& descriptor);
int tcp_state_of(const Descriptor& descriptor);

/// The kernel queues ICMP errors with their datagrams besides telling them. The bare fact is enough
/// here, but what stays queued is told again.
void drop_queued_error(const Descriptor& descriptor);

}  // namespace wsconform::native
