// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/sockets.hpp"

#include "harness/providers/base/provider.hpp"

namespace wsconform::base {

namespace {

/// The same socket under a handle that no client holds. The host may give out again the value of
/// a socket that we have closed to reset its connection, while the client still has that value.
SOCKET with_unused_value(SOCKET host) {
    std::vector<SOCKET> parked;
    while (host != INVALID_SOCKET && provider().sockets.contains(host)) {
        parked.push_back(host);
        WSAPROTOCOL_INFOW shared{};
        if (::WSADuplicateSocketW(host, ::GetCurrentProcessId(), &shared) != 0)
            host = INVALID_SOCKET;
        else
            host = ::WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &shared,
                                0, WSA_FLAG_OVERLAPPED);
    }
    for (const SOCKET value : parked)
        ::closesocket(value);
    return host;
}

}  // namespace

SocketPtr SocketTable::find(SOCKET handle) {
    const std::lock_guard held(lock_);
    const auto found = sockets_.find(handle);
    return found == sockets_.end() ? nullptr : found->second;
}

bool SocketTable::contains(SOCKET handle) {
    return find(handle) != nullptr;
}

void SocketTable::add(SOCKET handle, SocketPtr socket) {
    const std::lock_guard held(lock_);
    sockets_[handle] = std::move(socket);
}

bool SocketTable::remove(SOCKET handle) {
    const std::lock_guard held(lock_);
    return sockets_.erase(handle) != 0;
}

std::vector<std::pair<SOCKET, SocketPtr>> SocketTable::all() {
    const std::lock_guard held(lock_);
    return {sockets_.begin(), sockets_.end()};
}

int admit(SocketPtr socket, SOCKET& handle) {
    socket->host = with_unused_value(socket->host);
    if (socket->host == INVALID_SOCKET) return WSAENOBUFS;

    u_long on = 1;
    int code = 0;
    if (::ioctlsocket(socket->host, static_cast<long>(FIONBIO), &on) != 0)
        code = ::WSAGetLastError();
    if (code == 0) {
        const auto modify = provider().latest_start.upcalls().lpWPUModifyIFSHandle;
        handle = modify(socket->protocol.dwCatalogEntryId, socket->host, &code);
        if (handle != INVALID_SOCKET)
            code = 0;
        else if (code == 0)
            code = WSAEINVAL;
    }
    if (code != 0) {
        ::closesocket(socket->host);
        return code;
    }
    provider().sockets.add(handle, std::move(socket));
    return 0;
}

void abort_connection(Socket& socket, int fault) {
    if (socket.fault == 0) socket.fault = fault;
    if (socket.host == INVALID_SOCKET) return;
    const linger hard{1, 0};
    ::setsockopt(socket.host, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard),
                 sizeof hard);
    ::closesocket(socket.host);
    socket.host = INVALID_SOCKET;
    if ((socket.event_selection.events & FD_CLOSE) == 0 || socket.closed) return;
    socket.event_selection.close_is_due = true;
    ::WSASetEvent(socket.event_selection.event);
}

void abort_keeping_name(Socket& socket, int fault) {
    int length = sizeof socket.last_name;
    if (::getsockname(socket.host, reinterpret_cast<sockaddr*>(&socket.last_name), &length) == 0)
        socket.last_name_length = length;
    abort_connection(socket, fault);
}

bool is_connected(Socket& socket) {
    if (socket.connected || socket.host == INVALID_SOCKET) return socket.connected;
    SOCKADDR_STORAGE peer{};
    int length = sizeof peer;
    const int result = ::getpeername(socket.host, reinterpret_cast<sockaddr*>(&peer), &length);
    socket.connected = result == 0;
    return socket.connected;
}

int take_host_error(const Socket& socket) {
    int error = 0;
    int length = sizeof error;
    ::getsockopt(socket.host, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &length);
    return error;
}

}  // namespace wsconform::base
