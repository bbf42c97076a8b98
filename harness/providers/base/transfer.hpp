// SPDX-License-Identifier: Apache-2.0

#pragma once

// How an ended connection is told from one that was reset.

#include "harness/providers/base/sockets.hpp"

namespace wsconform::base {

/// Notes what has ended the connection, if that code says so. Needs the socket's lock.
int noted(Socket& socket, int code);

/// Why a stream has ended for which the host's receive has said that it has: 0 if the peer has
/// closed it, WSAECONNRESET if it was reset. Needs the lock.
int reason_of_end(Socket& socket);

}  // namespace wsconform::base
