// SPDX-License-Identifier: Apache-2.0

#include <sys/types.h>

#include <array>
#include <cerrno>
#include <utility>

#include "windows/posix_sockets.hpp"

namespace {

struct Translation {
    int winsock;
    int posix;
};

constexpr std::array<Translation, 14> translations{{{WSAEWOULDBLOCK, EAGAIN},
                                                    {WSAEINPROGRESS, EINPROGRESS},
                                                    {WSAEALREADY, EALREADY},
                                                    {WSAECONNREFUSED, ECONNREFUSED},
                                                    {WSAECONNRESET, ECONNRESET},
                                                    {WSAECONNABORTED, ECONNRESET},
                                                    {WSAENETRESET, ECONNRESET},
                                                    {WSAESHUTDOWN, EPIPE},
                                                    {WSAENOTCONN, ENOTCONN},
                                                    {WSAEINTR, EINTR},
                                                    {WSAEADDRINUSE, EADDRINUSE},
                                                    {WSAEADDRNOTAVAIL, EADDRNOTAVAIL},
                                                    {WSAENOBUFS, ENOBUFS},
                                                    {WSAEMFILE, EMFILE}}};

SOCKET whole(int socket) {
    return static_cast<SOCKET>(socket);
}

/// With the reason in errno, if it failed.
template <typename Result>
Result told(Result result) {
    if (result >= 0) return result;
    const int code = WSAGetLastError();
    errno = EIO;
    for (const auto& [winsock, posix] : translations) {
        if (winsock == code) errno = posix;
    }
    return result;
}

bool is_datagram(int socket) {
    int type = 0;
    int length = sizeof type;
    ::getsockopt(whole(socket), SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length);
    return type == SOCK_DGRAM;
}

/// Winsock tells with a reset that nobody holds the port a datagram was sent to.
ssize_t told_of_datagrams(int socket, ssize_t result) {
    const ssize_t count = told(result);
    if (count < 0 && errno == ECONNRESET && is_datagram(socket)) errno = ECONNREFUSED;
    return count;
}

}  // namespace

int bind(int socket, const sockaddr* address, int length) {
    return told(::bind(whole(socket), address, length));
}

int listen(int socket, int backlog) {
    return told(::listen(whole(socket), backlog));
}

int connect(int socket, const sockaddr* address, int length) {
    const int result = told(::connect(whole(socket), address, length));
    if (result < 0 && errno == EAGAIN) errno = EINPROGRESS;
    return result;
}

int accept(int socket, sockaddr* address, int* length) {
    const SOCKET made = ::accept(whole(socket), address, length);
    return told(made == INVALID_SOCKET ? -1 : static_cast<int>(made));
}

int accept4(int socket, sockaddr* address, int* length, int /*flags*/) {
    return accept(socket, address, length);  // It inherits that it does not block.
}

ssize_t send(int socket, const char* bytes, std::size_t size, int flags) {
    return told<ssize_t>(::send(whole(socket), bytes, static_cast<int>(size), flags));
}

ssize_t sendto(int socket, const char* bytes, std::size_t size, int flags, const sockaddr* address,
               int length) {
    return told_of_datagrams(
        socket, ::sendto(whole(socket), bytes, static_cast<int>(size), flags, address, length));
}

ssize_t recv(int socket, char* bytes, std::size_t size, int flags) {
    return told_of_datagrams(socket, ::recv(whole(socket), bytes, static_cast<int>(size), flags));
}

ssize_t recvfrom(int socket, char* bytes, std::size_t size, int flags, sockaddr* address,
                 int* length) {
    return told_of_datagrams(
        socket, ::recvfrom(whole(socket), bytes, static_cast<int>(size), flags, address, length));
}

int shutdown(int socket, int how) {
    return told(::shutdown(whole(socket), how));
}

int setsockopt(int socket, int level, int name, const void* value, std::size_t size) {
    // A refused datagram is always told to its sender.
    if (level == IPPROTO_IP && name == IP_RECVERR) return 0;
    return told(::setsockopt(whole(socket), level, name, static_cast<const char*>(value),
                             static_cast<int>(size)));
}

int getsockname(int socket, sockaddr* address, int* length) {
    return told(::getsockname(whole(socket), address, length));
}
