// SPDX-License-Identifier: Apache-2.0

#pragma once

// The reset that a shut receive direction owes to data nobody will read.

#include "harness/providers/base/sockets.hpp"

namespace wsconform::base {

/// Resets a TCP connection whose receive direction is shut down if there is data nobody will read.
/// Needs the socket's lock.
void reset_if_data_is_unwanted(Socket& socket);

}  // namespace wsconform::base
