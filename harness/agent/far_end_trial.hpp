// SPDX-License-Identifier: Apache-2.0

#pragma once

// Trying whether a peer on another machine can be met.

#include <string>

namespace wsconform::agent {

/// Tries the way to a peer on another machine and back, with sockets of the system's own ws2_32.dll
/// and not of the provider, and writes two lines: from which address the peer is reached, and where
/// it is to come back; then what came back. In the place of a line there may be what failed.
/// `where` is ADDRESS:TCP_PORT:UDP_PORT. Throws InputError, HarnessError.
void try_far_end(const std::string& where);

}  // namespace wsconform::agent
