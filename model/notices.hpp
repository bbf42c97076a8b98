// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the rules of network events share: which events a socket may tell of now, and why.

#include "model/rules.hpp"

namespace wsconform {

constexpr std::uint8_t bit(Notice notice) {
    return static_cast<std::uint8_t>(notice);
}
inline constexpr std::uint8_t orderly = bit(Notice::close);
inline constexpr std::uint8_t by_reset = bit(Notice::close_by_reset);

/// The message of an event.
Pattern notice(SocketId socket, std::uint32_t event, Error error);
/// Whether a message that is posted to the window comes to the thread.
bool is_visible(const Ruling& ruling, WindowId id);
/// The socket is open, and the event was asked for.
bool wants(const Socket& socket, Notice notice);

// FD_CLOSE (notification.cpp).

/// What is posted or recorded, and what may be without having to; not what has still to be.
unsigned closes_at_hand(const Socket& socket);
/// Why the FD_CLOSE that is posted must be seen.
Clauses reasons_for_owing(const Socket& socket);
/// Why none may come of this socket.
Clauses reasons_for_silence(const Socket& socket);
/// What lets it come at another time than it should.
Clauses permissions(const State& state, const Socket& socket);
/// WSAECONNRESET, or none.
Error error_of(std::uint8_t close);
/// It tells of an orderly end, while data is still unread and a page says that it should not.
bool precedes_data(const State& state, const Socket& socket, std::uint8_t close);
/// The reading that a provider takes by telling of the end in this way.
Branch branch_of_close(const State& state, const Socket& socket, std::uint8_t close);

// FD_READ (network_events.cpp).

/// What a new registration takes over from the old one.
void carry_reads(Socket& socket, const Notification& old);
/// The socket's FD_READ as the thread's next message; true if it must come.
bool decide_read(Ruling& ruling, SocketId id, bool leaves_it);

}  // namespace wsconform
