// SPDX-License-Identifier: Apache-2.0

#pragma once

// How a step names a socket or an address, and what it is then.

#include "harness/agent/session.hpp"

namespace wsconform::agent {

/// A socket by its name, closed ones too, "INVALID_SOCKET", or "not_a_socket": an event's handle.
SOCKET socket_named(const Session& session, const std::string& name);
SOCKET socket_at(const Turn& turn, const char* key);

/// 127.0.0.1 and the port of the peer or the local socket of that name.
sockaddr_in address_at(const Turn& turn, const char* key);

sockaddr_in loopback(std::uint16_t port);

/// Asks the provider for the port of a socket that may have one now, if it is not known yet, so
/// that peers can be told of it. The last error is afterwards what it was.
void learn_port(Turn& turn, const char* key);

}  // namespace wsconform::agent
