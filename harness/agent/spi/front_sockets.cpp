// SPDX-License-Identifier: Apache-2.0

// Calls on sockets that the table has an entry for, but those that move data.

#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/front_functions.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent::spi {

SOCKET WSAAPI make_socket(int family, int type, int protocol) {
    if (!is_api_started()) {
        set_last_error(WSANOTINITIALISED);
        return INVALID_SOCKET;
    }
    int reason = 0;
    const WSAPROTOCOL_INFOW* entry = front().catalogue->entry_for(family, type, protocol, reason);
    if (entry != nullptr) reason = start_provider(*entry);
    if (entry == nullptr || reason != 0) {
        set_last_error(reason);
        return INVALID_SOCKET;
    }
    WSAPROTOCOL_INFOW info = *entry;
    return through(front().table->lpWSPSocket, family, type, protocol, &info, GROUP{0},
                   DWORD{WSA_FLAG_OVERLAPPED});
}

int WSAAPI close_socket(SOCKET s) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPCloseSocket, s);
}

int WSAAPI bind_socket(SOCKET s, const sockaddr* name, int length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPBind, s, name, length);
}

int WSAAPI listen_on(SOCKET s, int backlog) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPListen, s, backlog);
}

SOCKET WSAAPI accept_from(SOCKET s, sockaddr* name, int* length) {
    if (!is_ready()) return INVALID_SOCKET;
    return through(front().table->lpWSPAccept, s, name, length, nullptr, DWORD_PTR{0});
}

int WSAAPI connect_to(SOCKET s, const sockaddr* name, int length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPConnect, s, name, length, nullptr, nullptr, nullptr,
                   nullptr);
}

int WSAAPI shut_down(SOCKET s, int how) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPShutdown, s, how);
}

int WSAAPI get_sock_name(SOCKET s, sockaddr* name, int* length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPGetSockName, s, name, length);
}

int WSAAPI get_peer_name(SOCKET s, sockaddr* name, int* length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPGetPeerName, s, name, length);
}

int WSAAPI get_sock_opt(SOCKET s, int level, int option, char* value, int* length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPGetSockOpt, s, level, option, value, length);
}

int WSAAPI set_sock_opt(SOCKET s, int level, int option, const char* value, int length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPSetSockOpt, s, level, option, value, length);
}

int WSAAPI ioctl_socket(SOCKET s, long command, u_long* argument) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    DWORD returned = 0;
    constexpr DWORD size = sizeof *argument;
    return through(front().table->lpWSPIoctl, s, static_cast<DWORD>(command), argument, size,
                   argument, size, &returned, nullptr, nullptr, &thread);
}

int WSAAPI async_select(SOCKET s, HWND window, u_int message, long events) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPAsyncSelect, s, window, message, events);
}

int WSAAPI event_select(SOCKET s, WSAEVENT event, long events) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPEventSelect, s, event, events);
}

int WSAAPI enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPEnumNetworkEvents, s, event, events);
}

int WSAAPI select_sockets(int ignored, fd_set* read, fd_set* write, fd_set* except,
                          PTIMEVAL timeout) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPSelect, ignored, read, write, except, timeout);
}

}  // namespace wsconform::agent::spi
