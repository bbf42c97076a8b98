// SPDX-License-Identifier: Apache-2.0

#pragma once

// Blocking hooks in ws2_32's part, for clients that negotiated 1.x. The provider is given one
// callback; it runs the application's hook, of whichever thread waits, and says whether to go on.

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

FARPROC WSAAPI wsa_set_blocking_hook(FARPROC hook);
int WSAAPI wsa_unhook_blocking_hook();
BOOL WSAAPI wsa_is_blocking();
int WSAAPI wsa_cancel_blocking_call();

/// Whether this thread is inside its hook.
bool is_in_hook();

/// A call of this thread's goes to the provider: if not from its hook, no cancel counts any more.
void begin_operation();

/// WSPCancelBlockingCall of the provider in use.
int cancel_through();

struct Callback {
    LPBLOCKINGCALLBACK function = nullptr;
    DWORD_PTR context = 0;
};

/// Nothing in it if the provider is to wait by itself.
Callback callback_of_this_thread();

}  // namespace wsconform::agent::spi
