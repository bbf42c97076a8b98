// SPDX-License-Identifier: Apache-2.0

#pragma once

// The socket calls of POSIX as the peer makes them, on Winsock: a socket is an int, and what went
// wrong is in errno, under POSIX's names. The headers in windows/posix lead here, so that the peer
// is one and the same code on both systems. Only the catalogue's own base providers are used: a
// layer that somebody has installed on the machine would be tested along with the provider.

#include "windows/headers.hpp"

inline constexpr int SOCK_CLOEXEC = 0x80000;
inline constexpr int SOCK_NONBLOCK = 0x800;
inline constexpr int MSG_NOSIGNAL = 0;
inline constexpr int SHUT_WR = SD_SEND;

/// States of a connection, of those that matter here; the numbers are no system's.
inline constexpr int TCP_ESTABLISHED = 1;
inline constexpr int TCP_FIN_WAIT1 = 4;
inline constexpr int TCP_FIN_WAIT2 = 5;
inline constexpr int TCP_TIME_WAIT = 6;
inline constexpr int TCP_CLOSE = 7;

// Better matches than Winsock's own for a socket that is an int.
int bind(int socket, const sockaddr* address, int length);
int listen(int socket, int backlog);
int connect(int socket, const sockaddr* address, int length);
int accept(int socket, sockaddr* address, int* length);
int accept4(int socket, sockaddr* address, int* length, int flags);
ssize_t send(int socket, const char* bytes, std::size_t size, int flags);
ssize_t sendto(int socket, const char* bytes, std::size_t size, int flags, const sockaddr* address,
               int length);
ssize_t recv(int socket, char* bytes, std::size_t size, int flags);
ssize_t recvfrom(int socket, char* bytes, std::size_t size, int flags, sockaddr* address,
                 int* length);
int shutdown(int socket, int how);
int setsockopt(int socket, int level, int name, const void* value, std::size_t size);
int getsockname(int socket, sockaddr* address, int* length);
