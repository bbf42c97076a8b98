// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/events.hpp"

#include <utility>

#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/packets.hpp"
#include "harness/providers/base/provider.hpp"
#include "harness/providers/base/readiness.hpp"
#include "harness/providers/base/transfer.hpp"

namespace wsconform::base {

namespace {

void post(SOCKET handle, Socket& socket, long event, int error) {
    Subscription& subscription = socket.subscription;
    if ((subscription.armed & event) == 0) return;
    subscription.armed &= ~event;
    const auto post_message = provider().latest_start.upcalls().lpWPUPostMessage;
    post_message(subscription.window, subscription.message, static_cast<WPARAM>(handle),
                 MAKELPARAM(event, error));
}

void post_end_of_connect(SOCKET handle, Socket& socket, const HostSets& sets) {
    if (!has(sets.write, socket.host) && !has(sets.except, socket.host)) return;
    const int error = take_host_error(socket);
    socket.connecting = false;
    socket.connected = error == 0;
    post(handle, socket, FD_CONNECT, error);
}

/// FD_CLOSE is due when nothing is left to be read before the end, so never together with FD_READ.
void post_readable(SOCKET handle, Socket& socket) {
    if (socket.keeps_messages) {
        if (socket.packets.arrived.empty())
            post(handle, socket, FD_CLOSE, socket.fault);
        else if (!socket.receive_shut)
            post(handle, socket, FD_READ, 0);
        return;
    }
    char byte = 0;
    const int got = socket.is_stream ? ::recv(socket.host, &byte, 1, MSG_PEEK) : 1;
    const int code = got < 0 ? ::WSAGetLastError() : 0;
    if (got > 0) {
        if (!socket.receive_shut) post(handle, socket, FD_READ, 0);
    } else if (code != WSAEWOULDBLOCK) {
        const int reason = code != 0 ? noted(socket, code) : reason_of_end(socket);
        post(handle, socket, FD_CLOSE, reason);
    }
}

/// No events: ends the host's notification.
int select_host_events(Socket& socket, WSAEVENT event, long events) {
    const bool is_aborted = socket.host == INVALID_SOCKET;
    if (is_gone(socket)) return WSAENOTSOCK;
    if (!is_aborted && ::WSAEventSelect(socket.host, event, events) != 0)
        return ::WSAGetLastError();
    socket.event_selection = {event, events, is_aborted && (events & FD_CLOSE) != 0};
    if (socket.event_selection.close_is_due) ::WSASetEvent(event);
    if (events != 0) socket.nonblocking = true;
    return 0;
}

}  // namespace

void enable(Socket& socket, long events) {
    socket.subscription.armed |= socket.subscription.events & events;
}

void post_due_events(SOCKET handle, Socket& socket) {
    if (socket.subscription.armed == 0) return;
    if (socket.host == INVALID_SOCKET) {
        post(handle, socket, FD_CLOSE, socket.fault);
        return;
    }
    HostSets sets;
    sets.add(socket.host, true, true);
    if (sets.wait(0) <= 0 && !socket.keeps_messages) return;
    if (socket.connecting) {
        post_end_of_connect(handle, socket, sets);
        return;
    }
    const bool is_readable = has(sets.read, socket.host);
    if (socket.listening) {
        if (is_readable) post(handle, socket, FD_ACCEPT, 0);
        return;
    }
    if (socket.is_stream && !is_connected(socket)) return;
    if (has(sets.except, socket.host)) post(handle, socket, FD_OOB, 0);
    if (has(sets.write, socket.host) && !socket.send_shut) post(handle, socket, FD_WRITE, 0);
    const bool has_news = socket.keeps_messages ? has_packet_or_end(socket) : is_readable;
    if (has_news) post_readable(handle, socket);
}

int WSPAPI async_select(SOCKET s, HWND window, unsigned message, long events, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        constexpr long known = FD_READ | FD_WRITE | FD_OOB | FD_ACCEPT | FD_CONNECT | FD_CLOSE;
        if (events != 0 && ::IsWindow(window) == FALSE) return WSAEINVAL;
        if ((events & ~known) != 0) return WSAEINVAL;

        const std::lock_guard held(socket.lock);
        const int code = select_host_events(socket, nullptr, 0);
        if (code != 0) return code;
        socket.subscription = {window, message, events, events};
        // Only a connect that is made from now on, or still under way, can end.
        if (!socket.connecting) socket.subscription.armed &= ~FD_CONNECT;
        if (events == 0) return 0;
        socket.nonblocking = true;
        return provider().service.watch(socket) ? 0 : WSAENOBUFS;
    });
}

int WSPAPI event_select(SOCKET s, WSAEVENT event, long events, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        if (events != 0 && event == nullptr) return WSAEINVAL;
        const std::lock_guard held(socket.lock);
        // The host would tell of bytes, and not of packets.
        if (socket.keeps_messages) return WSAEOPNOTSUPP;
        socket.subscription = {};
        return select_host_events(socket, event, events);
    });
}

namespace {

/// Of a socket that the host knows no more: at most that it was closed.
void tell_close_only(bool is_due, const Socket& socket, WSANETWORKEVENTS& events) {
    events = WSANETWORKEVENTS{};
    if (!is_due) return;
    events.lNetworkEvents = FD_CLOSE;
    events.iErrorCode[FD_CLOSE_BIT] = socket.fault;
}

}  // namespace

int WSPAPI enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        if (events == nullptr) return WSAEFAULT;
        const std::lock_guard held(socket.lock);
        if (is_gone(socket)) return WSAENOTSOCK;
        const bool is_due = std::exchange(socket.event_selection.close_is_due, false);
        if (is_due || socket.host == INVALID_SOCKET) {
            tell_close_only(is_due, socket, *events);
            if (event != nullptr) ::WSAResetEvent(event);
            return 0;
        }
        if (::WSAEnumNetworkEvents(socket.host, event, events) != 0) return ::WSAGetLastError();
        int& reason = events->iErrorCode[FD_CLOSE_BIT];
        if ((events->lNetworkEvents & FD_CLOSE) != 0 && reason == 0) reason = reason_of_end(socket);
        return 0;
    });
}

}  // namespace wsconform::base
