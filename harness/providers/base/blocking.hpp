// SPDX-License-Identifier: Apache-2.0

#pragma once

// Pseudo-blocking: how a call waits although the host's sockets never do.

#include <optional>

#include "harness/providers/base/sockets.hpp"

namespace wsconform::base {

/// A blocking call of this thread's. They form a stack, the innermost being the one that
/// WSPCancelBlockingCall means.
class BlockingCall {
  public:
    explicit BlockingCall(DWORD catalog_entry);
    ~BlockingCall();
    BlockingCall(const BlockingCall&) = delete;
    BlockingCall& operator=(const BlockingCall&) = delete;

    /// A round: lets the client's blocking callback run, if it has one. False: the call is
    /// cancelled and has to end with WSAEINTR.
    bool goes_on();

    /// How many this thread has outstanding.
    static int count();

    /// False if this thread has no call outstanding.
    static bool cancel_innermost();

  private:
    DWORD catalog_entry_;
    BlockingCall* outer_;
    bool cancelled_ = false;
};

/// As long as it lives this thread is within a function of the client's.
class CallbackScope {
  public:
    CallbackScope();
    ~CallbackScope();
    CallbackScope(const CallbackScope&) = delete;
    CallbackScope& operator=(const CallbackScope&) = delete;

    static bool is_active();
};

enum class Wanted { readable, writable, nothing };

/// Milliseconds; none waits without end.
using Limit = std::optional<DWORD>;

/// Asked only when a call has to wait: SO_RCVTIMEO, SO_SNDTIMEO, or none.
Limit receive_limit(Socket& socket);
Limit send_limit(Socket& socket);
Limit no_limit(Socket& socket);

/// Returns soon, and sooner if the socket becomes ready.
void wait_a_round(Socket& socket, Wanted wanted);

/// Whether that much time has passed since `start`, a GetTickCount64.
bool is_over(ULONGLONG start, const Limit& limit);

/// Tries first, and waits only if that is refused with WSAEWOULDBLOCK by a socket that is blocking
/// for its client. An attempt takes the socket's lock itself and returns a code, 0 for success.
template <typename Attempt>
int until_done(Socket& socket, Wanted wanted, Limit limit_of(Socket&), Attempt attempt) {
    int code = attempt();
    if (code != WSAEWOULDBLOCK || socket.nonblocking) return code;

    const Limit limit = limit_of(socket);
    const ULONGLONG start = ::GetTickCount64();
    BlockingCall call(socket.protocol.dwCatalogEntryId);
    while (code == WSAEWOULDBLOCK) {
        if (!call.goes_on() || socket.closed) return WSAEINTR;
        if (is_over(start, limit)) return WSAETIMEDOUT;
        wait_a_round(socket, wanted);
        if (socket.closed) return WSAEINTR;
        code = attempt();
    }
    return socket.closed && code != 0 ? WSAEINTR : code;
}

}  // namespace wsconform::base
