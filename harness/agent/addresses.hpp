// SPDX-License-Identifier: Apache-2.0

#pragma once

// Where the two ends of a connection are. No scenario has an address in it, so this is all that has
// to be known of a network: beside the peer both are 127.0.0.1.

#include <cstdint>
#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// Four numbers with dots between. Throws InputError.
IN_ADDR address_named(const std::string& text);
std::string words_for(const IN_ADDR& address);

/// Ports in network order and back; a port alone says nothing of a machine.
std::uint16_t swapped(std::uint16_t port);

sockaddr_in endpoint(const IN_ADDR& address, std::uint16_t port);

struct Addresses {
    IN_ADDR peer = address_named("127.0.0.1");
    IN_ADDR own = address_named("127.0.0.1");
};

}  // namespace wsconform::agent
