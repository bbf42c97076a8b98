// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/packets.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/provider.hpp"
#include "harness/providers/base/transfer.hpp"

namespace wsconform::base {

namespace {

enum Kind : char { message = 'm', end = 'e' };

struct Head {
    char kind;
    std::array<unsigned char, 4> size;  ///< The lowest byte first.
};
static_assert(sizeof(Head) == 5);

/// So many wait for the client; the rest stays with the host, and so with the sender.
constexpr std::size_t most_waiting = 16;

std::string framed(Kind kind, std::string_view bytes) {
    Head head{kind, {}};
    for (std::size_t i = 0; i < head.size.size(); ++i)
        head.size.at(i) = static_cast<unsigned char>(bytes.size() >> (8 * i));
    std::string frame(sizeof head, '\0');
    std::memcpy(frame.data(), &head, sizeof head);
    return frame.append(bytes);
}

std::size_t size_in(const Head& head) {
    std::size_t size = 0;
    for (std::size_t i = head.size.size(); i-- > 0;)
        size = size << 8U | head.size.at(i);
    return size;
}

/// Takes one whole packet out of what was read; false if there is none.
bool unpack(Socket& socket) {
    Packets& packets = socket.packets;
    Head head{};
    if (packets.read.size() < sizeof head) return false;
    std::memcpy(&head, packets.read.data(), sizeof head);
    const std::size_t size = size_in(head);
    if (size > largest_packet_bytes || (head.kind != message && head.kind != end)) {
        abort_connection(socket, WSAECONNABORTED);
        return false;
    }
    if (packets.read.size() < sizeof head + size) return false;
    std::string bytes = packets.read.substr(sizeof head, size);
    packets.read.erase(0, sizeof head + size);
    if (head.kind == end) {
        packets.has_ended = true;
        packets.data = std::move(bytes);
        return false;
    }
    packets.arrived.push_back(std::move(bytes));
    return true;
}

void flush(Socket& socket) {
    std::string& unsent = socket.packets.unsent;
    while (!unsent.empty() && socket.host != INVALID_SOCKET) {
        const int sent = ::send(socket.host, unsent.data(), static_cast<int>(unsent.size()), 0);
        if (sent < 0) {
            noted(socket, ::WSAGetLastError());
            return;
        }
        unsent.erase(0, static_cast<std::size_t>(sent));
    }
}

int put(Socket& socket, const std::string& frame) {
    socket.packets.unsent += frame;
    flush(socket);
    if (socket.fault != 0) return socket.fault;
    const bool is_done = socket.packets.unsent.empty();
    return is_done || provider().service.watch(socket) ? 0 : WSAENOBUFS;
}

/// What the host has. An end without a last packet is one too, but not in the middle of one.
void read_host(Socket& socket) {
    Packets& packets = socket.packets;
    std::array<char, 4096> chunk{};
    while (packets.arrived.size() < most_waiting && !packets.has_ended && socket.fault == 0) {
        const int got = ::recv(socket.host, chunk.data(), static_cast<int>(chunk.size()), 0);
        if (got > 0) {
            packets.read.append(chunk.data(), static_cast<std::size_t>(got));
            while (unpack(socket)) {
            }
        } else if (got < 0) {
            noted(socket, ::WSAGetLastError());
            return;
        } else if (!packets.read.empty()) {
            abort_connection(socket, WSAECONNABORTED);
        } else {
            packets.has_ended = reason_of_end(socket) == 0;
            return;
        }
    }
}

}  // namespace

void exchange_packets(Socket& socket) {
    if (!socket.keeps_messages || socket.listening || socket.host == INVALID_SOCKET) return;
    flush(socket);
    read_host(socket);
}

bool has_packet_or_end(Socket& socket) {
    exchange_packets(socket);
    const Packets& packets = socket.packets;
    return !packets.arrived.empty() || packets.has_ended || socket.fault != 0;
}

int take_packet(Socket& socket, std::span<const WSABUF> buffers, DWORD& taken, DWORD& flags) {
    exchange_packets(socket);
    Packets& packets = socket.packets;
    const bool as_stream = (flags & MSG_PARTIAL) != 0;
    taken = 0;
    if (packets.arrived.empty()) {
        if (socket.fault != 0) return socket.fault;
        if (!packets.has_ended) return WSAEWOULDBLOCK;
        flags = 0;
        return as_stream ? 0 : WSAEDISCON;
    }
    std::string& first = packets.arrived.front();
    for (const WSABUF& buffer : buffers) {
        const auto left = static_cast<DWORD>(first.size()) - taken;
        const DWORD part = std::min(left, static_cast<DWORD>(buffer.len));
        std::memcpy(buffer.buf, first.data() + taken, part);
        taken += part;
    }
    const bool is_whole = taken == first.size();
    const bool stays = (flags & MSG_PEEK) != 0;
    flags = is_whole ? 0 : MSG_PARTIAL;
    if (stays) return 0;
    if (is_whole)
        packets.arrived.pop_front();
    else
        first.erase(0, taken);
    return 0;
}

int put_packet(Socket& socket, std::span<const WSABUF> buffers, DWORD& put_bytes) {
    flush(socket);
    if (socket.fault != 0) return socket.fault;
    if (!socket.packets.unsent.empty()) return WSAEWOULDBLOCK;
    std::string bytes;
    for (const WSABUF& buffer : buffers) {
        if (buffer.len > largest_packet_bytes - bytes.size()) return WSAEMSGSIZE;
        bytes.append(buffer.buf, buffer.len);
    }
    put_bytes = static_cast<DWORD>(bytes.size());
    return put(socket, framed(message, bytes));
}

int put_end(Socket& socket, std::string_view data) {
    return put(socket, framed(end, data));
}

int take_disconnect_data(Socket& socket, WSABUF& buffer) {
    exchange_packets(socket);
    std::string& data = socket.packets.data;
    const bool is_missing = buffer.buf == nullptr && !data.empty();
    if (is_missing || buffer.len < data.size()) return WSAEFAULT;
    std::ranges::copy(data, buffer.buf);
    buffer.len = static_cast<u_long>(data.size());
    data.clear();
    return 0;
}

}  // namespace wsconform::base
