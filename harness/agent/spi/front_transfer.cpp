// SPDX-License-Identifier: Apache-2.0

// Sending and receiving through the table, and the ends of both.

#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/front_functions.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent::spi {

namespace {

/// The bytes of a call that passes one plain buffer. A provider only reads what it is to send.
WSABUF buffer_of(const char* bytes, int length) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): WSABUF has no form for reading only.
    return {static_cast<u_long>(length), const_cast<char*>(bytes)};
}

/// What the provider marks as a part of a message, the old calls have no other word for.
int received_or_failed(int value, DWORD received, DWORD flags) {
    if (value != 0) return value;
    if ((flags & MSG_PARTIAL) == 0) return static_cast<int>(received);
    set_last_error(WSAEMSGSIZE);
    return SOCKET_ERROR;
}

}  // namespace

int WSAAPI send_bytes(SOCKET s, const char* bytes, int length, int flags) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD sent = 0;
    const int value = through(front().table->lpWSPSend, s, &buffer, DWORD{1}, &sent,
                              static_cast<DWORD>(flags), nullptr, nullptr, &thread);
    return value == 0 ? static_cast<int>(sent) : value;
}

int WSAAPI send_bytes_to(SOCKET s, const char* bytes, int length, int flags, const sockaddr* to,
                         int to_length) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD sent = 0;
    const int value = through(front().table->lpWSPSendTo, s, &buffer, DWORD{1}, &sent,
                              static_cast<DWORD>(flags), to, to_length, nullptr, nullptr, &thread);
    return value == 0 ? static_cast<int>(sent) : value;
}

int WSAAPI receive(SOCKET s, char* bytes, int length, int flags) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD received = 0;
    auto marks = static_cast<DWORD>(flags);
    const int value = through(front().table->lpWSPRecv, s, &buffer, DWORD{1}, &received, &marks,
                              nullptr, nullptr, &thread);
    return received_or_failed(value, received, marks);
}

int WSAAPI receive_from(SOCKET s, char* bytes, int length, int flags, sockaddr* from,
                        int* from_length) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD received = 0;
    auto marks = static_cast<DWORD>(flags);
    const int value = through(front().table->lpWSPRecvFrom, s, &buffer, DWORD{1}, &received, &marks,
                              from, from_length, nullptr, nullptr, &thread);
    return received_or_failed(value, received, marks);
}

int WSAAPI wsa_receive(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                       LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    return through(front().table->lpWSPRecv, s, buffers, count, received, flags, overlapped,
                   routine, &thread);
}

BOOL WSAAPI get_overlapped_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred,
                                  BOOL waits, LPDWORD flags) {
    if (!is_ready()) return FALSE;
    int error = static_cast<int>(poison);
    const BOOL value =
        front().table->lpWSPGetOverlappedResult(s, overlapped, transferred, waits, flags, &error);
    if (value == FALSE) set_last_error(error);
    return value;
}

int WSAAPI send_disconnect(SOCKET s, LPWSABUF data) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPSendDisconnect, s, data);
}

int WSAAPI receive_disconnect(SOCKET s, LPWSABUF data) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPRecvDisconnect, s, data);
}

}  // namespace wsconform::agent::spi
