// SPDX-License-Identifier: Apache-2.0

#pragma once

// Notifications: WSPAsyncSelect, WSPEventSelect, WSPEnumNetworkEvents.

#include "harness/providers/base/sockets.hpp"

namespace wsconform::base {

/// A call was made that lets these messages be posted again. Needs the socket's lock.
void enable(Socket& socket, long events);

/// Posts what has become true since its enabling call. Needs the socket's lock.
void post_due_events(SOCKET handle, Socket& socket);

}  // namespace wsconform::base
