// SPDX-License-Identifier: Apache-2.0

// WSPShutdown, WSPRecvDisconnect and WSPSendDisconnect.

#include "harness/providers/base/disconnect.hpp"

#include <string_view>

#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/packets.hpp"
#include "harness/providers/base/provider.hpp"
#include "harness/providers/base/transfer.hpp"

namespace wsconform::base {

namespace {

int refusal_of_disconnect(Socket& socket) {
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    return socket.is_stream && !is_connected(socket) ? WSAENOTCONN : 0;
}

/// The host is not told. A host's own receive shutdown does not reset the connection everywhere,
/// and would hide from us the data that has to cause the reset.
int shut_receive(Socket& socket) {
    socket.receive_shut = true;
    if (!socket.is_stream || socket.keeps_messages) return 0;
    reset_if_data_is_unwanted(socket);
    if (socket.fault == 0 && !provider().service.watch(socket)) return WSAENOBUFS;
    return 0;
}

int shut_send(Socket& socket, std::string_view data = {}) {
    if (socket.send_shut) return 0;
    if (socket.keeps_messages) {
        if (const int code = put_end(socket, data); code != 0) return code;
        socket.send_shut = true;
        return 0;
    }
    // The host may refuse this for a datagram socket without a peer, which has nothing to send.
    // Afterwards there is less to tell a reset by.
    if (socket.is_stream) reason_of_end(socket);
    if (socket.is_stream && ::shutdown(socket.host, SD_SEND) != 0) return ::WSAGetLastError();
    socket.send_shut = true;
    return 0;
}

}  // namespace

void reset_if_data_is_unwanted(Socket& socket) {
    if (!socket.is_stream || socket.keeps_messages) return;
    if (!socket.receive_shut || socket.host == INVALID_SOCKET) return;
    char byte = 0;
    if (::recv(socket.host, &byte, 1, MSG_PEEK) > 0) abort_keeping_name(socket, WSAECONNABORTED);
}

int WSPAPI recv_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
    // TCP and UDP have no disconnect data; the buffer, if there is one, stays as it is.
    return on_socket(s, error, [data](Socket& socket) {
        const std::lock_guard held(socket.lock);
        if (const int refused = refusal_of_disconnect(socket); refused != 0) return refused;
        if (socket.keeps_messages && data != nullptr) {
            const int code = take_disconnect_data(socket, *data);
            if (code != 0) return code;
        }
        return shut_receive(socket);
    });
}

int WSPAPI send_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
    return on_socket(s, error, [data](Socket& socket) -> int {
        const std::lock_guard held(socket.lock);
        if (const int refused = refusal_of_disconnect(socket); refused != 0) return refused;
        if (data == nullptr) return shut_send(socket);
        if (!socket.keeps_messages) return WSAENOPROTOOPT;
        if (data->buf == nullptr || data->len > largest_packet_bytes) return WSAEFAULT;
        return shut_send(socket, {data->buf, data->len});
    });
}

int WSPAPI shutdown(SOCKET s, int how, LPINT error) {
    return on_socket(s, error, [how](Socket& socket) -> int {
        if (how != SD_RECEIVE && how != SD_SEND && how != SD_BOTH) return WSAEINVAL;
        const std::lock_guard held(socket.lock);
        if (const int refused = refusal_of_disconnect(socket); refused != 0) return refused;
        // Sending ends first: the other part may reset the connection.
        const int code = how == SD_RECEIVE ? 0 : shut_send(socket);
        return code != 0 || how == SD_SEND ? code : shut_receive(socket);
    });
}

}  // namespace wsconform::base
