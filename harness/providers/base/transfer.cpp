// SPDX-License-Identifier: Apache-2.0

// Sending and receiving.

#include "harness/providers/base/transfer.hpp"

#include <algorithm>
#include <span>

#include "harness/providers/base/blocking.hpp"
#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/events.hpp"
#include "harness/providers/base/packets.hpp"

namespace wsconform::base {

namespace {

struct Incoming {
    std::span<WSABUF> buffers;
    DWORD received = 0;
    DWORD flags = 0;
    sockaddr* from = nullptr;
    LPINT from_length = nullptr;
    LPWSAOVERLAPPED overlapped = nullptr;
};

struct Outgoing {
    std::vector<WSABUF> buffers;  ///< what is left to be sent
    DWORD sent = 0;
    DWORD flags = 0;
    const sockaddr* to = nullptr;
    int to_length = 0;
    LPWSAOVERLAPPED overlapped = nullptr;
};

bool has_room(std::span<const WSABUF> buffers) {
    return std::ranges::any_of(buffers, [](const WSABUF& buffer) { return buffer.len != 0; });
}

/// A host may wait for what cannot come.
bool is_bound(const Socket& socket) {
    SOCKADDR_STORAGE name{};
    int length = sizeof name;
    return ::getsockname(socket.host, reinterpret_cast<sockaddr*>(&name), &length) == 0;
}

int refusal_of_receive(Socket& socket) {
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    if (socket.receive_shut) return WSAESHUTDOWN;
    if (!socket.is_stream) return is_bound(socket) ? 0 : WSAEINVAL;
    return is_connected(socket) ? 0 : WSAENOTCONN;
}

int refusal_of_send(Socket& socket) {
    if (const int refused = refusal_of_use(socket); refused != 0) return refused;
    if (socket.send_shut) return WSAESHUTDOWN;
    return socket.is_stream && !is_connected(socket) ? WSAENOTCONN : 0;
}

bool lacks_destination(const Socket& socket, const Outgoing& out) {
    return socket.has_no_peer && out.to == nullptr;
}

/// Of a receive that succeeded.
bool is_end(const Socket& socket, const Incoming& in) {
    return socket.is_stream && in.received == 0 && has_room(in.buffers);
}

int host_receive(Socket& socket, Incoming& in, DWORD& received, LPDWORD flags) {
    const auto count = static_cast<DWORD>(in.buffers.size());
    const int result = in.from == nullptr
                           ? ::WSARecv(socket.host, in.buffers.data(), count, &received, flags,
                                       in.overlapped, nullptr)
                           : ::WSARecvFrom(socket.host, in.buffers.data(), count, &received, flags,
                                           in.from, in.from_length, in.overlapped, nullptr);
    return result == 0 ? 0 : ::WSAGetLastError();
}

int try_receive(Socket& socket, Incoming& in) {
    const std::lock_guard held(socket.lock);
    enable(socket, FD_READ | FD_OOB);
    if (const int refused = refusal_of_receive(socket); refused != 0) return refused;

    if (socket.keeps_messages) return take_packet(socket, in.buffers, in.received, in.flags);
    DWORD flags = in.flags;
    const int code = host_receive(socket, in, in.received, &flags);
    // A datagram that was too long: what fits is in the buffers, and the flags say so.
    if (code == 0 || code == WSAEMSGSIZE) in.flags = flags;
    if (code != 0) return noted(socket, code);
    return is_end(socket, in) ? reason_of_end(socket) : 0;
}

int host_send(Socket& socket, Outgoing& out, DWORD& sent) {
    const bool has_destination = socket.is_stream || out.to != nullptr || is_connected(socket);
    if (!has_destination) return WSAENOTCONN;
    const auto count = static_cast<DWORD>(out.buffers.size());
    const int result = out.to == nullptr
                           ? ::WSASend(socket.host, out.buffers.data(), count, &sent, out.flags,
                                       out.overlapped, nullptr)
                           : ::WSASendTo(socket.host, out.buffers.data(), count, &sent, out.flags,
                                         out.to, out.to_length, out.overlapped, nullptr);
    return result == 0 ? 0 : ::WSAGetLastError();
}

void drop_first(std::vector<WSABUF>& buffers, DWORD bytes) {
    for (WSABUF& buffer : buffers) {
        const DWORD part = std::min(bytes, buffer.len);
        buffer.buf += part;
        buffer.len -= part;
        bytes -= part;
    }
}

/// WSAEWOULDBLOCK as long as a blocking stream socket has anything left to send.
int try_send(Socket& socket, Outgoing& out) {
    const std::lock_guard held(socket.lock);
    if (const int refused = refusal_of_send(socket); refused != 0) return refused;
    if (lacks_destination(socket, out)) return WSAENOTCONN;

    if (socket.keeps_messages) {
        const int code = put_packet(socket, out.buffers, out.sent);
        if (code == WSAEWOULDBLOCK) enable(socket, FD_WRITE);
        return code;
    }
    DWORD sent = 0;
    const int code = host_send(socket, out, sent);
    if (code == WSAEWOULDBLOCK) enable(socket, FD_WRITE);
    if (code != 0) return noted(socket, code);
    out.sent += sent;
    drop_first(out.buffers, sent);
    const bool is_part = socket.is_stream && has_room(out.buffers);
    if (is_part && socket.nonblocking) enable(socket, FD_WRITE);
    return is_part && !socket.nonblocking ? WSAEWOULDBLOCK : 0;
}

/// A part was sent and its length will not be told: the stream is no longer what its owner thinks.
void abort_if_partly_sent(Socket& socket, const Outgoing& out) {
    if (!socket.is_stream || socket.keeps_messages || out.sent == 0) return;
    const std::lock_guard held(socket.lock);
    abort_connection(socket, WSAECONNABORTED);
}

/// The host completes an overlapped operation by itself, through the caller's event.
template <typename Start>
int start_overlapped(Socket& socket, int refusal(Socket&), Start start) {
    const std::lock_guard held(socket.lock);
    if (const int refused = refusal(socket); refused != 0) return refused;
    if (socket.keeps_messages) return WSAEOPNOTSUPP;
    return start();
}

int receive_overlapped(Socket& socket, Incoming& in, LPDWORD received, LPDWORD flags) {
    return start_overlapped(socket, refusal_of_receive, [&] {
        int code = host_receive(socket, in, in.received, flags);
        if (code == 0 && is_end(socket, in)) code = reason_of_end(socket);
        // What fails at once does not complete.
        if (code != 0 && code != WSA_IO_PENDING) ::WSAResetEvent(in.overlapped->hEvent);
        if (code == 0 && received != nullptr) *received = in.received;
        return code;
    });
}

bool has_its_places(const Incoming& in, const DWORD* flags) {
    const bool has_room_for_sender = in.from == nullptr || in.from_length != nullptr;
    return in.buffers.data() != nullptr && flags != nullptr && has_room_for_sender;
}

int receive(SOCKET s, Incoming in, LPDWORD received, LPDWORD flags,
            LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        if (!has_its_places(in, flags)) return WSAEFAULT;
        if (routine != nullptr) return WSAEOPNOTSUPP;
        in.flags = *flags;
        if (in.overlapped != nullptr) return receive_overlapped(socket, in, received, flags);
        if (received == nullptr) return WSAEFAULT;
        // Its host does not wait, so it cannot wait for all.
        if ((in.flags & MSG_WAITALL) != 0) return WSAEOPNOTSUPP;
        if ((in.flags & MSG_OOB) != 0 && !socket.is_stream) return WSAEOPNOTSUPP;
        const int code = until_done(socket, Wanted::readable, receive_limit,
                                    [&] { return try_receive(socket, in); });
        if (code == 0 || code == WSAEMSGSIZE) {
            *received = in.received;
            *flags = in.flags;
        }
        return code;
    });
}

int deliver_overlapped(Socket& socket, Outgoing& out, LPDWORD sent) {
    return start_overlapped(socket, refusal_of_send, [&] {
        const int code = host_send(socket, out, out.sent);
        if (code == 0 && sent != nullptr) *sent = out.sent;
        return code;
    });
}

int deliver(SOCKET s, Outgoing out, LPDWORD sent, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
            LPINT error) {
    return on_socket(s, error, [&](Socket& socket) -> int {
        if (routine != nullptr) return WSAEOPNOTSUPP;
        if (out.overlapped != nullptr) return deliver_overlapped(socket, out, sent);
        if (sent == nullptr) return WSAEFAULT;
        const int code =
            until_done(socket, Wanted::writable, send_limit, [&] { return try_send(socket, out); });
        if (code == WSAEINTR || code == WSAETIMEDOUT) abort_if_partly_sent(socket, out);
        // A socket that became non-blocking meanwhile may leave the rest to its owner.
        const bool is_done = code == 0 || (code == WSAEWOULDBLOCK && out.sent != 0);
        if (is_done) *sent = out.sent;
        return is_done ? 0 : code;
    });
}

}  // namespace

int noted(Socket& socket, int code) {
    const bool is_end = code == WSAECONNRESET || code == WSAECONNABORTED || code == WSAENETRESET;
    if (is_end && socket.is_stream && socket.fault == 0) socket.fault = code;
    return code;
}

int reason_of_end(Socket& socket) {
    // Some hosts report a reset as a graceful end. Its trace is then the socket's error, or an
    // error that the host's poll tells of.
    if (const int error = take_host_error(socket); error != 0) return noted(socket, error);
    WSAPOLLFD polled{socket.host, POLLRDNORM, 0};
    const bool is_reset = ::WSAPoll(&polled, 1, 0) == 1 && (polled.revents & POLLERR) != 0;
    return is_reset ? noted(socket, WSAECONNRESET) : 0;
}

int WSPAPI recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                LPWSATHREADID, LPINT error) {
    Incoming in;
    in.buffers = {buffers, count};
    in.overlapped = overlapped;
    return receive(s, in, received, flags, routine, error);
}

int WSPAPI recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                     sockaddr* from, LPINT from_length, LPWSAOVERLAPPED overlapped,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID, LPINT error) {
    Incoming in;
    in.buffers = {buffers, count};
    in.from = from;
    in.from_length = from_length;
    in.overlapped = overlapped;
    return receive(s, in, received, flags, routine, error);
}

int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                LPWSATHREADID thread, LPINT error) {
    return send_to(s, buffers, count, sent, flags, nullptr, 0, overlapped, routine, thread, error);
}

int WSPAPI send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                   const sockaddr* to, int to_length, LPWSAOVERLAPPED overlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID, LPINT error) {
    if (const int refused = refusal_of_any_call(); refused != 0) return answer(refused, error);
    if (buffers == nullptr) {
        const bool is_ours = find_socket(s) != nullptr;
        return answer(is_ours ? WSAEFAULT : WSAENOTSOCK, error);
    }
    Outgoing out;
    out.buffers.assign(buffers, buffers + count);
    out.flags = flags;
    out.to = to;
    out.to_length = to_length;
    out.overlapped = overlapped;
    return deliver(s, std::move(out), sent, routine, error);
}

}  // namespace wsconform::base
