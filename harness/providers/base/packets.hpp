// SPDX-License-Identifier: Apache-2.0

#pragma once

// The protocol that keeps message boundaries and has disconnect data: packets over a TCP
// connection, each with its kind and size before it. The last one is the end of its direction and
// carries the data. Everything here needs the socket's lock.

#include <span>

#include "harness/providers/base/sockets.hpp"

namespace wsconform::base {

/// The number that is for experiments.
inline constexpr int packet_protocol = 253;
inline constexpr DWORD largest_packet_bytes = 32768;

/// Reads what the host has, and sends what it would not take before.
void exchange_packets(Socket& socket);

/// Whether a receive has something to tell at once.
bool has_packet_or_end(Socket& socket);

/// 0, WSAEWOULDBLOCK as long as nothing is there, WSAEDISCON at the end. What does not fit stays,
/// and the flags say so.
int take_packet(Socket& socket, std::span<const WSABUF> buffers, DWORD& taken, DWORD& flags);

/// WSAEWOULDBLOCK as long as the host has not taken the packet before.
int put_packet(Socket& socket, std::span<const WSABUF> buffers, DWORD& put);

/// The end, with that data. Nothing may follow it.
int put_end(Socket& socket, std::string_view data);

/// The data that came with the end; WSAEFAULT if the buffer is too small for it, and it stays.
int take_disconnect_data(Socket& socket, WSABUF& buffer);

}  // namespace wsconform::base
