// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/entries.hpp"

#include "harness/providers/base/blocking.hpp"
#include "harness/providers/base/provider.hpp"

namespace wsconform::base {

int refusal_of_any_call() {
    if (CallbackScope::is_active()) return WSAEINPROGRESS;
    if (provider().startups == 0) return WSANOTINITIALISED;
    return provider().failure.exchange(0);
}

int answer(int code, LPINT error) {
    if (code == 0) return 0;
    if (error != nullptr) *error = code;
    return SOCKET_ERROR;
}

int refusal_of_use(const Socket& socket) {
    if (socket.fault != 0) return socket.fault;
    return socket.host == INVALID_SOCKET ? WSAENOTSOCK : 0;
}

bool is_gone(const Socket& socket) {
    return socket.closed || (socket.host == INVALID_SOCKET && socket.fault == 0);
}

SocketPtr find_socket(SOCKET handle) {
    return provider().sockets.find(handle);
}

WSPPROC_TABLE proc_table() {
    return {accept,
            address_to_string,
            async_select,
            bind,
            cancel_blocking_call,
            cleanup,
            close_socket,
            connect,
            duplicate_socket,
            enum_network_events,
            event_select,
            get_overlapped_result,
            get_peer_name,
            get_sock_name,
            get_sock_opt,
            get_qos_by_name,
            ioctl,
            join_leaf,
            listen,
            recv,
            recv_disconnect,
            recv_from,
            select,
            send,
            send_disconnect,
            send_to,
            set_sock_opt,
            shutdown,
            socket,
            string_to_address};
}

}  // namespace wsconform::base
