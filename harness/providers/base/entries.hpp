// SPDX-License-Identifier: Apache-2.0

#pragma once

// The thirty entries, and what all of them do at their beginning and end.

#include <new>

#include "harness/providers/base/sockets.hpp"
#include "harness/providers/select_timeout.hpp"

namespace wsconform::base {

/// Why no call can be made now: not started, or within a callback of the client's. 0 if it can.
int refusal_of_any_call();

/// 0 for code 0; otherwise SOCKET_ERROR, the code going through the pointer.
int answer(int code, LPINT error);

/// Why an operation on the host's socket cannot be tried: aborted or closed. Needs the lock.
int refusal_of_use(const Socket& socket);

/// Closed by its client. One whose connection was reset is not, and what has no use for the
/// connection goes on working. Needs the lock.
bool is_gone(const Socket& socket);

/// The socket of that handle, if it is one of ours.
SocketPtr find_socket(SOCKET handle);

/// An entry that is about a socket. The body gets it, and returns a code.
template <typename Body>
int on_socket(SOCKET handle, LPINT error, Body body) {
    if (const int refused = refusal_of_any_call(); refused != 0) return answer(refused, error);
    try {
        const SocketPtr socket = find_socket(handle);
        return answer(socket == nullptr ? WSAENOTSOCK : body(*socket), error);
    } catch (const std::bad_alloc&) {
        return answer(WSAENOBUFS, error);
    }
}

/// A call of the host's, which returns 0 or SOCKET_ERROR, on the socket under its lock.
template <typename Call>
int ask_host(Socket& socket, Call call) {
    const std::lock_guard held(socket.lock);
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    return call(socket.host) == SOCKET_ERROR ? ::WSAGetLastError() : 0;
}

/// All thirty, in the places that the header gives them.
WSPPROC_TABLE proc_table();

SOCKET WSPAPI accept(SOCKET, sockaddr*, LPINT, LPCONDITIONPROC, DWORD_PTR, LPINT);
INT WSPAPI address_to_string(LPSOCKADDR, DWORD, LPWSAPROTOCOL_INFOW, LPWSTR, LPDWORD, LPINT);
int WSPAPI async_select(SOCKET, HWND, unsigned, long, LPINT);
int WSPAPI bind(SOCKET, const sockaddr*, int, LPINT);
int WSPAPI cancel_blocking_call(LPINT);
int WSPAPI cleanup(LPINT);
int WSPAPI close_socket(SOCKET, LPINT);
int WSPAPI connect(SOCKET, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPINT);
int WSPAPI duplicate_socket(SOCKET, DWORD, LPWSAPROTOCOL_INFOW, LPINT);
int WSPAPI enum_network_events(SOCKET, WSAEVENT, LPWSANETWORKEVENTS, LPINT);
int WSPAPI event_select(SOCKET, WSAEVENT, long, LPINT);
BOOL WSPAPI get_overlapped_result(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD, LPINT);
int WSPAPI get_peer_name(SOCKET, sockaddr*, LPINT, LPINT);
int WSPAPI get_sock_name(SOCKET, sockaddr*, LPINT, LPINT);
int WSPAPI get_sock_opt(SOCKET, int, int, char*, LPINT, LPINT);
BOOL WSPAPI get_qos_by_name(SOCKET, LPWSABUF, LPQOS, LPINT);
int WSPAPI ioctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, LPWSAOVERLAPPED,
                 LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
SOCKET WSPAPI join_leaf(SOCKET, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, DWORD,
                        LPINT);
int WSPAPI listen(SOCKET, int, LPINT);
int WSPAPI recv(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, LPWSAOVERLAPPED,
                LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI recv_disconnect(SOCKET, LPWSABUF, LPINT);
int WSPAPI recv_from(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, sockaddr*, LPINT, LPWSAOVERLAPPED,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI select(int, fd_set*, fd_set*, fd_set*, SelectTimeout, LPINT);
int WSPAPI send(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, LPWSAOVERLAPPED,
                LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI send_disconnect(SOCKET, LPWSABUF, LPINT);
int WSPAPI send_to(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, const sockaddr*, int, LPWSAOVERLAPPED,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI set_sock_opt(SOCKET, int, int, const char*, int, LPINT);
int WSPAPI shutdown(SOCKET, int, LPINT);
SOCKET WSPAPI socket(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT);
INT WSPAPI string_to_address(LPWSTR, INT, LPWSAPROTOCOL_INFOW, LPSOCKADDR, LPINT, LPINT);

}  // namespace wsconform::base
