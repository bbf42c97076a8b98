// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is done to a socket of this machine's kernel, or asked of it.

#include <netinet/in.h>

#include <chrono>
#include <cstdint>
#include <string>

#include "harness/station/descriptor.hpp"

namespace wsconform::native {

using Clock = std::chrono::steady_clock;

/// A socket that does not block and that children do not inherit. `type` is SOCK_STREAM or
/// SOCK_DGRAM. Throws HarnessError.
Descriptor opened(int type);

inline in_addr loopback_address() {
    in_addr address{};
    address.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Where the two ends of a connection are: on loopback, unless the agent is elsewhere.
struct Addresses {
    in_addr peer = loopback_address();
    in_addr agent = loopback_address();

    /// Beyond loopback anybody may come by, who is then not the provider.
    bool is_from_the_agent(in_addr from) const {
        return peer.s_addr == loopback_address().s_addr || from.s_addr == agent.s_addr;
    }
};

sockaddr_in endpoint(in_addr address, std::uint16_t port);
sockaddr_in loopback(std::uint16_t port);
std::string words_for(in_addr address);

/// Throws HarnessError.
void bind_to_any_port(const Descriptor& descriptor, in_addr address);
/// Not open, with the reason in errno, if nobody is there to be accepted; `from` is who it was.
Descriptor accepted_from(const Descriptor& listener, in_addr& from);
/// Like recv(); `from` is who sent it.
ssize_t received_from(const Descriptor& descriptor, std::string& bytes, in_addr& from);
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
