// SPDX-License-Identifier: Apache-2.0

#pragma once

// The functions of the miniature ws2_32, with types that Winsock gave them.

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

int WSAAPI wsa_startup(WORD requested, LPWSADATA data);
int WSAAPI wsa_cleanup();
int WSAAPI wsa_get_last_error();
void WSAAPI wsa_set_last_error(int error);

SOCKET WSAAPI make_socket(int family, int type, int protocol);
int WSAAPI close_socket(SOCKET s);
int WSAAPI bind_socket(SOCKET s, const sockaddr* name, int length);
int WSAAPI listen_on(SOCKET s, int backlog);
SOCKET WSAAPI accept_from(SOCKET s, sockaddr* name, int* length);
int WSAAPI connect_to(SOCKET s, const sockaddr* name, int length);
int WSAAPI shut_down(SOCKET s, int how);
int WSAAPI get_sock_name(SOCKET s, sockaddr* name, int* length);
int WSAAPI get_peer_name(SOCKET s, sockaddr* name, int* length);
int WSAAPI get_sock_opt(SOCKET s, int level, int option, char* value, int* length);
int WSAAPI set_sock_opt(SOCKET s, int level, int option, const char* value, int length);
int WSAAPI ioctl_socket(SOCKET s, long command, u_long* argument);
int WSAAPI async_select(SOCKET s, HWND window, u_int message, long events);
int WSAAPI event_select(SOCKET s, WSAEVENT event, long events);
int WSAAPI enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events);
int WSAAPI select_sockets(int ignored, fd_set* read, fd_set* write, fd_set* except,
                          PTIMEVAL timeout);

int WSAAPI send_bytes(SOCKET s, const char* bytes, int length, int flags);
int WSAAPI send_bytes_to(SOCKET s, const char* bytes, int length, int flags, const sockaddr* to,
                         int to_length);
int WSAAPI receive(SOCKET s, char* bytes, int length, int flags);
int WSAAPI receive_from(SOCKET s, char* bytes, int length, int flags, sockaddr* from,
                        int* from_length);
int WSAAPI wsa_receive(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                       LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
BOOL WSAAPI get_overlapped_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred,
                                  BOOL waits, LPDWORD flags);
int WSAAPI send_disconnect(SOCKET s, LPWSABUF data);
int WSAAPI receive_disconnect(SOCKET s, LPWSABUF data);

}  // namespace wsconform::agent::spi
