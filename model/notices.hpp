// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the rules of network events share: which events a socket may tell of now, and why.

#include <array>
#include <cstddef>
#include <cstdint>

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

// The other events (network_events.cpp).

/// An event as the model and as winsock2.h number it.
struct EventKind {
    Notice notice{};
    std::uint32_t number{};
    std::size_t place{};  ///< In EventCounts.
    bool operator==(const EventKind&) const = default;
};
inline constexpr std::array event_kinds{
    EventKind{Notice::read, event_number::fd_read, 0},
    EventKind{Notice::write, event_number::fd_write, 1},
    EventKind{Notice::accept, event_number::fd_accept, 2},
    EventKind{Notice::connect, event_number::fd_connect, 3},
};

inline constexpr EventKind read_kind = event_kinds[0];
inline constexpr EventKind write_kind = event_kinds[1];
inline constexpr EventKind accept_kind = event_kinds[2];
inline constexpr EventKind connect_kind = event_kinds[3];

// The events of a Notification that are armed, due, or what else it has bits for.

inline bool is_among(const Notification& notification, std::uint8_t Notification::*events,
                     const EventKind& kind) {
    return (notification.*events & bit(kind.notice)) != 0;
}

inline void note(Notification& notification, std::uint8_t Notification::*events,
                 const EventKind& kind) {
    notification.*events |= bit(kind.notice);
}

inline void drop(Notification& notification, std::uint8_t Notification::*events,
                 const EventKind& kind) {
    notification.*events &= static_cast<std::uint8_t>(~bit(kind.notice));
}

/// What it tells of is there.
bool has_cause(const Socket& socket, const EventKind& kind);
/// It was posted for a cause that is there, or was there when that was last known.
bool is_posted_for_a_cause(const Socket& socket, const EventKind& kind);
/// It was asked for, and may be in the queue or the record now.
bool may_be_told(const Socket& socket, const EventKind& kind);
/// It must be there now.
bool must_be_told(const Socket& socket, const EventKind& kind);
/// Why it must come.
Clauses reasons_for_telling(const Socket& socket, const EventKind& kind);
/// Why it must not; nothing if no clause says so.
Clauses reasons_against(const Socket& socket, const EventKind& kind);
/// The state once it was taken from the queue or the record.
State with_event_told(const State& state, SocketId id, const EventKind& kind);
/// How the attempt ended that FD_CONNECT tells of.
Error error_of_connect(const Socket& socket);
/// What a new registration takes over from the old one (event_enabling.cpp).
void carry_events(Socket& socket, const Notification& old);
/// One of these events of the socket as the thread's next message; true if it must come.
bool decide_event(Ruling& ruling, SocketId id, const EventKind& kind, bool leaves_it);

}  // namespace wsconform
