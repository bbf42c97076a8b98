// SPDX-License-Identifier: Apache-2.0

// Options, WSPIoctl, and the result of overlapped operations.

#include <cstring>

#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/transfer.hpp"

namespace wsconform::base {

namespace {

/// An option's value, copied to where a client wants it.
template <typename Value>
int give(const Value& value, char* where, LPINT length) {
    if (*length < static_cast<int>(sizeof value)) return WSAEFAULT;
    std::memcpy(where, &value, sizeof value);
    *length = sizeof value;
    return 0;
}

/// Lingering is ours: a host that lingers itself may keep everybody waiting.
bool is_about_lingering(int level, int option) {
    return level == SOL_SOCKET && (option == SO_LINGER || option == SO_DONTLINGER);
}

int get_lingering(const Socket& socket, int option, char* value, LPINT length) {
    if (!socket.is_stream) return WSAENOPROTOOPT;
    if (option == SO_LINGER) return give(socket.lingering, value, length);
    const BOOL is_off = socket.lingering.l_onoff == 0 ? TRUE : FALSE;
    return give(is_off, value, length);
}

int set_lingering(Socket& socket, int option, const char* value, int length) {
    if (!socket.is_stream) return WSAENOPROTOOPT;
    if (option == SO_LINGER) {
        if (length < static_cast<int>(sizeof socket.lingering)) return WSAEFAULT;
        std::memcpy(&socket.lingering, value, sizeof socket.lingering);
        return 0;
    }
    BOOL is_off = FALSE;
    if (length < static_cast<int>(sizeof is_off)) return WSAEFAULT;
    std::memcpy(&is_off, value, sizeof is_off);
    socket.lingering.l_onoff = is_off != FALSE ? 0 : 1;
    return 0;
}

int set_nonblocking(Socket& socket, const void* in, DWORD in_length) {
    u_long value = 0;
    if (in == nullptr || in_length < sizeof value) return WSAEFAULT;
    std::memcpy(&value, in, sizeof value);
    const std::lock_guard held(socket.lock);
    if (is_gone(socket)) return WSAENOTSOCK;
    const bool has_notification =
        socket.event_selection.events != 0 || socket.subscription.events != 0;
    if (value == 0 && has_notification) return WSAEINVAL;
    socket.nonblocking = value != 0;
    return 0;
}

}  // namespace

int WSPAPI get_sock_opt(SOCKET s, int level, int option, char* value, LPINT length, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) {
        if (value == nullptr || length == nullptr) return WSAEFAULT;
        {
            const std::lock_guard held(socket.lock);
            const bool is_general = level == SOL_SOCKET;
            if (is_about_lingering(level, option))
                return get_lingering(socket, option, value, length);
            const int seqpacket = SOCK_SEQPACKET;
            if (is_general && option == SO_TYPE && socket.keeps_messages)
                return give(seqpacket, value, length);
            if (is_general && option == SO_PROTOCOL_INFOW)
                return give(socket.protocol, value, length);
            if (is_general && option == SO_ERROR && socket.fault != 0)
                return give(socket.fault, value, length);
        }
        return ask_host(
            socket, [&](SOCKET host) { return ::getsockopt(host, level, option, value, length); });
    });
}

int WSPAPI set_sock_opt(SOCKET s, int level, int option, const char* value, int length,
                        LPINT error) {
    return on_socket(s, error, [&](Socket& socket) {
        if (value == nullptr) return WSAEFAULT;
        if (is_about_lingering(level, option)) {
            const std::lock_guard held(socket.lock);
            return set_lingering(socket, option, value, length);
        }
        return ask_host(
            socket, [&](SOCKET host) { return ::setsockopt(host, level, option, value, length); });
    });
}

int WSPAPI ioctl(SOCKET s, DWORD control, LPVOID in, DWORD in_length, LPVOID out, DWORD out_length,
                 LPDWORD returned, LPWSAOVERLAPPED overlapped,
                 LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        if (control == static_cast<DWORD>(FIONBIO)) {
            if (returned != nullptr) *returned = 0;
            return set_nonblocking(socket, in, in_length);
        }
        // The host's extension functions would pass this provider by.
        if (control == SIO_GET_EXTENSION_FUNCTION_POINTER || routine != nullptr)
            return WSAEOPNOTSUPP;
        if (returned == nullptr && overlapped == nullptr) return WSAEFAULT;
        return ask_host(socket, [&](SOCKET host) {
            return ::WSAIoctl(host, control, in, in_length, out, out_length, returned, overlapped,
                              nullptr);
        });
    });
}

BOOL WSPAPI get_overlapped_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred,
                                  BOOL wait, LPDWORD flags, LPINT error) {
    const int result = on_socket(s, error, [&](Socket& socket) {
        if (overlapped == nullptr || transferred == nullptr || flags == nullptr) return WSAEFAULT;
        SOCKET host = INVALID_SOCKET;
        {
            const std::lock_guard held(socket.lock);
            if (const int refused = refusal_of_use(socket); refused != 0) return refused;
            host = socket.host;
        }
        // Without the lock, for this may wait.
        const BOOL is_done = ::WSAGetOverlappedResult(host, overlapped, transferred, wait, flags);
        if (is_done == FALSE) return ::WSAGetLastError();
        if (!socket.is_stream || *transferred != 0) return 0;
        const std::lock_guard held(socket.lock);
        return socket.host == INVALID_SOCKET ? 0 : reason_of_end(socket);
    });
    return result == 0 ? TRUE : FALSE;
}

}  // namespace wsconform::base
