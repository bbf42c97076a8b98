// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/hooking.hpp"

#include "harness/agent/hooks.hpp"
#include "harness/agent/spi/front.hpp"

namespace wsconform::agent::spi {

namespace {

struct Hooking {
    FARPROC hook = nullptr;
    /// Callbacks that this thread is in.
    unsigned depth = 0;
    /// WSPCancelBlockingCall succeeded since the operation began.
    bool is_cancelled = false;
};

thread_local Hooking here;

DWORD_PTR context_here() {
    return reinterpret_cast<DWORD_PTR>(&here);
}

/// The lowest version in force decides for all.
bool is_old_client() {
    return front().api_startups > 0 && (front().lowest_version & 0xFFU) < 2;
}

/// A hook that does not return FALSE is to be seen, not to hang us.
void run_hook(FARPROC hook) {
    constexpr unsigned most_runs = 1000;
    unsigned runs = 0;
    while (hook() != FALSE && ++runs < most_runs) {
    }
}

/// FALSE only after a cancel: a hook's FALSE means that it has nothing more to do.
BOOL CALLBACK call_back(DWORD_PTR context) {
    if (context != context_here()) note_wrong_context(here.hook);
    ++here.depth;
    if (here.hook != nullptr) run_hook(here.hook);
    --here.depth;
    return here.is_cancelled ? FALSE : TRUE;
}

/// 0, or why these calls cannot be made now.
int refusal() {
    if (!is_api_started()) return WSANOTINITIALISED;
    return is_old_client() ? 0 : WSAEOPNOTSUPP;
}

int refusal_of_change() {
    const int reason = refusal();
    return reason == 0 && is_in_hook() ? WSAEINPROGRESS : reason;
}

}  // namespace

FARPROC WSAAPI wsa_set_blocking_hook(FARPROC hook) {
    if (const int reason = refusal_of_change(); reason != 0) {
        set_last_error(reason);
        return nullptr;
    }
    const FARPROC previous = here.hook;
    here.hook = hook;
    return previous;
}

int WSAAPI wsa_unhook_blocking_hook() {
    if (const int reason = refusal_of_change(); reason != 0) {
        set_last_error(reason);
        return SOCKET_ERROR;
    }
    here.hook = nullptr;
    return 0;
}

BOOL WSAAPI wsa_is_blocking() {
    return is_in_hook() ? TRUE : FALSE;
}

int WSAAPI wsa_cancel_blocking_call() {
    if (const int reason = refusal(); reason != 0) {
        set_last_error(reason);
        return SOCKET_ERROR;
    }
    return is_ready() ? cancel_through() : SOCKET_ERROR;
}

bool is_in_hook() {
    return here.depth > 0;
}

void begin_operation() {
    if (!is_in_hook()) here.is_cancelled = false;
}

int cancel_through() {
    const int value = through(front().table->lpWSPCancelBlockingCall);
    if (value == 0) here.is_cancelled = true;
    return value;
}

Callback callback_of_this_thread() {
    if (here.hook == nullptr || !is_old_client()) return {};
    return {call_back, context_here()};
}

}  // namespace wsconform::agent::spi
