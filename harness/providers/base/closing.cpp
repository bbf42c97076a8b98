// SPDX-License-Identifier: Apache-2.0

// WSPCloseSocket, and what lingering makes of it.

#include "harness/providers/base/blocking.hpp"
#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/packets.hpp"
#include "harness/providers/base/provider.hpp"
#include "harness/providers/base/readiness.hpp"

namespace wsconform::base {

namespace {

/// Whether the host still has data to send. No host function tells, but select does if the send
/// buffer is made as small as can be for the question: then writable means all but empty.
bool has_unsent_data(const Socket& socket) {
    int usual = 0;
    int length = sizeof usual;
    if (::getsockopt(socket.host, SOL_SOCKET, SO_SNDBUF, reinterpret_cast<char*>(&usual),
                     &length) != 0)
        return false;
    const int smallest = 1;
    const auto set_size = [&](const int& size) {
        ::setsockopt(socket.host, SOL_SOCKET, SO_SNDBUF, reinterpret_cast<const char*>(&size),
                     sizeof size);
    };
    set_size(smallest);
    HostSets sets;
    sets.add(socket.host, false, true);
    const bool has_answer = sets.wait(0) >= 0;
    set_size(usual);
    return has_answer && !has(sets.write, socket.host);
}

bool lingers(Socket& socket) {
    const bool is_asked_to = socket.lingering.l_onoff != 0 && socket.lingering.l_linger != 0;
    return socket.is_stream && is_asked_to && socket.fault == 0 && socket.host != INVALID_SOCKET &&
           is_connected(socket);
}

Limit linger_limit(Socket& socket) {
    const std::lock_guard held(socket.lock);
    return socket.lingering.l_linger * 1000UL;
}

/// 0 when all is sent or the time is over, and that is then told.
int linger_if_asked(Socket& socket, bool& is_over_time) {
    {
        const std::lock_guard held(socket.lock);
        if (!lingers(socket)) return 0;
    }
    const int code = until_done(socket, Wanted::nothing, linger_limit, [&] {
        const std::lock_guard held(socket.lock);
        const bool is_pending = socket.host != INVALID_SOCKET && has_unsent_data(socket);
        return is_pending ? WSAEWOULDBLOCK : 0;
    });
    is_over_time = code == WSAETIMEDOUT;
    return is_over_time ? 0 : code;
}

/// A packet that the host does not take now is lost, and the peer must know.
void end_packets(Socket& socket) {
    const bool is_open = socket.keeps_messages && socket.host != INVALID_SOCKET;
    if (!is_open || !is_connected(socket)) return;
    if (!socket.send_shut) put_end(socket, {});
    if (!socket.packets.unsent.empty()) abort_connection(socket, WSAENOTSOCK);
}

}  // namespace

int WSPAPI close_socket(SOCKET s, LPINT error) {
    return on_socket(s, error, [s](Socket& socket) -> int {
        bool is_over_time = false;
        if (const int code = linger_if_asked(socket, is_over_time); code != 0) return code;
        if (!provider().sockets.remove(s)) return WSAENOTSOCK;

        const std::lock_guard held(socket.lock);
        socket.closed = true;
        const bool is_hard = socket.lingering.l_onoff != 0 && socket.lingering.l_linger == 0;
        if (socket.is_stream && (is_over_time || is_hard)) abort_connection(socket, WSAENOTSOCK);
        end_packets(socket);
        if (socket.host != INVALID_SOCKET) ::closesocket(socket.host);
        socket.host = INVALID_SOCKET;
        return 0;
    });
}

}  // namespace wsconform::base
