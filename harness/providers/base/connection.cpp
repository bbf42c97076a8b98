// SPDX-License-Identifier: Apache-2.0

// WSPSocket, WSPBind, WSPListen, WSPConnect, WSPAccept.

#include "harness/providers/base/blocking.hpp"
#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/events.hpp"
#include "harness/providers/base/packets.hpp"
#include "harness/providers/base/provider.hpp"
#include "harness/providers/base/readiness.hpp"

namespace wsconform::base {

namespace {

/// A selector of WSPSocket: 0 and FROM_PROTOCOL_INFO leave it to the catalogue entry.
int selected(int given, int in_entry) {
    return given == 0 || given == FROM_PROTOCOL_INFO ? in_entry : given;
}

int protocol_of(int type) {
    if (type == SOCK_SEQPACKET) return packet_protocol;
    return type == SOCK_STREAM ? static_cast<int>(IPPROTO_TCP) : static_cast<int>(IPPROTO_UDP);
}

int create(int family, int type, int protocol, const WSAPROTOCOL_INFOW& entry, DWORD flags,
           SOCKET& handle) {
    family = selected(family, entry.iAddressFamily);
    type = selected(type, entry.iSocketType);
    protocol = selected(protocol, type == entry.iSocketType ? entry.iProtocol : 0);
    if (family != AF_INET) return WSAEAFNOSUPPORT;
    if (type != SOCK_STREAM && type != SOCK_DGRAM && type != SOCK_SEQPACKET)
        return WSAESOCKTNOSUPPORT;
    if (protocol != 0 && protocol != protocol_of(type)) return WSAEPROTONOSUPPORT;

    auto made = std::make_shared<Socket>();
    made->protocol = entry;
    made->is_stream = type != SOCK_DGRAM;
    made->keeps_messages = type == SOCK_SEQPACKET;
    const int below = made->is_stream ? SOCK_STREAM : SOCK_DGRAM;
    // Without the flag a host would make a blocking call of every overlapped one.
    made->host =
        ::WSASocketW(family, below, protocol_of(below), nullptr, 0, flags | WSA_FLAG_OVERLAPPED);
    if (made->host == INVALID_SOCKET) return ::WSAGetLastError();
    return admit(std::move(made), handle);
}

/// 0 once connected, WSAEWOULDBLOCK while the host is still at it.
int progress_of_connect(Socket& socket) {
    const std::lock_guard held(socket.lock);
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    HostSets sets;
    sets.add(socket.host, false, true);
    if (sets.wait(0) <= 0) return WSAEWOULDBLOCK;
    const int code = take_host_error(socket);
    socket.connecting = false;
    socket.connected = code == 0;
    return code;
}

/// What an address does not name.
enum class Void { nothing, port, address };

Void lack_of(const sockaddr* name, int length) {
    if (length < static_cast<int>(sizeof(sockaddr_in))) return Void::nothing;
    const auto& address = *reinterpret_cast<const sockaddr_in*>(name);
    if (address.sin_port != 0) return Void::nothing;
    return address.sin_addr.s_addr == 0 ? Void::address : Void::port;
}

int start_connect(Socket& socket, const sockaddr* name, int length) {
    const std::lock_guard held(socket.lock);
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    const bool is_new = socket.is_stream && !socket.connecting && !is_connected(socket);
    if (is_new && lack_of(name, length) != Void::nothing) return WSAEADDRNOTAVAIL;
    if (socket.is_stream) enable(socket, FD_CONNECT | FD_CLOSE);
    const int code = ::connect(socket.host, name, length) == 0 ? 0 : ::WSAGetLastError();
    if (code == WSAEWOULDBLOCK) socket.connecting = true;
    if (code == 0) socket.connected = true;
    return code;
}

/// The new socket begins as its listener is: mode, options and notifications.
SocketPtr inheriting_from(Socket& listener, SOCKET host) {
    auto made = std::make_shared<Socket>();
    made->protocol = listener.protocol;
    made->is_stream = true;
    made->keeps_messages = listener.keeps_messages;
    made->connected = true;
    made->host = host;
    made->lingering = listener.lingering;
    made->nonblocking = listener.nonblocking.load();
    made->event_selection = listener.event_selection;
    made->subscription = listener.subscription;
    made->subscription.armed = listener.subscription.events & ~(FD_ACCEPT | FD_CONNECT);
    return made;
}

/// Not every host does it, so the destination is forgotten here.
int end_association(Socket& socket) {
    const std::lock_guard held(socket.lock);
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    socket.has_no_peer = true;
    return 0;
}

/// The client's condition function, run by the host on the calling thread.
struct Condition {
    LPCONDITIONPROC function;
    DWORD_PTR data;
};

int CALLBACK run_condition(LPWSABUF caller, LPWSABUF caller_data, LPQOS qos, LPQOS group_qos,
                           LPWSABUF callee, LPWSABUF callee_data, GROUP* group, DWORD_PTR data) {
    const auto& condition = *reinterpret_cast<const Condition*>(data);
    const CallbackScope scope;
    return condition.function(caller, caller_data, qos, group_qos, callee, callee_data, group,
                              condition.data);
}

int try_accept(Socket& listener, sockaddr* name, LPINT length, const Condition& condition,
               SOCKET& accepted) {
    std::unique_lock held(listener.lock);
    enable(listener, FD_ACCEPT);
    if (!listener.listening) return listener.is_stream ? WSAEINVAL : WSAEOPNOTSUPP;
    if (const int refused = refusal_of_use(listener); refused != 0) return refused;

    SOCKET host = INVALID_SOCKET;
    if (condition.function == nullptr) {
        host = ::accept(listener.host, name, length);
    } else {
        // Without the lock: the client's function may take as long as it likes.
        const SOCKET from = listener.host;
        held.unlock();
        host =
            ::WSAAccept(from, name, length, run_condition, reinterpret_cast<DWORD_PTR>(&condition));
        held.lock();
    }
    if (host == INVALID_SOCKET) return ::WSAGetLastError();
    SocketPtr made = inheriting_from(listener, host);
    Socket& settled = *made;
    const int code = admit(std::move(made), accepted);
    if (code == 0 && settled.subscription.events != 0) provider().service.watch(settled);
    return code;
}

}  // namespace

SOCKET WSPAPI socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP,
                     DWORD flags, LPINT error) {
    if (const int refused = refusal_of_any_call(); refused != 0) {
        answer(refused, error);
        return INVALID_SOCKET;
    }
    const WSAPROTOCOL_INFOW entry = info != nullptr ? *info : provider().latest_start.protocol();
    SOCKET handle = INVALID_SOCKET;
    const int code = create(family, type, protocol, entry, flags, handle);
    return answer(code, error) == 0 ? handle : INVALID_SOCKET;
}

int WSPAPI bind(SOCKET s, const sockaddr* name, int length, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) {
        if (name == nullptr) return WSAEFAULT;
        const int code = ask_host(socket, [&](SOCKET host) { return ::bind(host, name, length); });
        // Bound it was, when it had a connection.
        return code != 0 && code == socket.fault ? WSAEINVAL : code;
    });
}

int WSPAPI listen(SOCKET s, int backlog, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) {
        if (!socket.is_stream) return WSAEOPNOTSUPP;
        return ask_host(socket, [&](SOCKET host) {
            const int result = ::listen(host, backlog);
            if (result == 0) socket.listening = true;
            return result;
        });
    });
}

int WSPAPI connect(SOCKET s, const sockaddr* name, int length, LPWSABUF caller_data,
                   LPWSABUF callee_data, LPQOS, LPQOS, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        if (name == nullptr) return WSAEFAULT;
        // TCP has no room for data in its handshake.
        if (caller_data != nullptr && caller_data->len != 0) return WSAENOPROTOOPT;
        if (callee_data != nullptr) callee_data->len = 0;
        const Void lacks = lack_of(name, length);
        if (lacks == Void::address && !socket.is_stream) return end_association(socket);
        socket.has_no_peer = false;

        bool is_started = false;
        const int code = until_done(socket, Wanted::writable, no_limit, [&] {
            if (is_started) return progress_of_connect(socket);
            is_started = true;
            return start_connect(socket, name, length);
        });
        // What was cancelled must not become a connection after all.
        if (code == WSAEINTR && socket.is_stream) {
            const std::lock_guard held(socket.lock);
            abort_connection(socket, WSAECONNABORTED);
        }
        return code;
    });
}

SOCKET WSPAPI accept(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC function,
                     DWORD_PTR data, LPINT error) {
    SOCKET accepted = INVALID_SOCKET;
    const int result = on_socket(s, error, [&](Socket& listener) -> int {
        if (name != nullptr && length == nullptr) return WSAEFAULT;
        const Condition condition{function, data};
        return until_done(listener, Wanted::readable, no_limit,
                          [&] { return try_accept(listener, name, length, condition, accepted); });
    });
    return result == 0 ? accepted : INVALID_SOCKET;
}

}  // namespace wsconform::base
