// SPDX-License-Identifier: Apache-2.0

#pragma once

// How a step names a socket or an address, and what it is then.

#include "harness/agent/session.hpp"

namespace wsconform::agent {

/// A socket by its name, closed ones too, "INVALID_SOCKET", or "not_a_socket": an event's handle.
SOCKET socket_named(const Session& session, const std::string& name);
SOCKET socket_at(const Turn& turn, const char* key);

/// Where the peer's or the local socket of that name is.
sockaddr_in address_at(const Turn& turn, const char* key);

/// Of a socket of this process with that port.
sockaddr_in own_address(const Session& session, std::uint16_t port);

/// Asks the provider for the port of a socket that may have one now, if it is not known yet, so
/// that peers can be told of it. The last error is afterwards what it was.
void learn_port(Turn& turn, const char* key);

}  // namespace wsconform::agent
