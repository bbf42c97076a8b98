// SPDX-License-Identifier: Apache-2.0

// What lets a network event come: a registration, or the call that enables it again.

#include "model/notices.hpp"

namespace wsconform {

namespace {

constexpr std::uint8_t all_kinds =
    bit(Notice::read) | bit(Notice::write) | bit(Notice::accept) | bit(Notice::connect);

/// The next cause posts it; one that may be posted already stays where it is.
void enable(Socket& socket, const EventKind& kind) {
    constexpr std::uint8_t most_left = 8;
    Notification& notification = socket.notification;
    std::uint8_t& left = notification.left.at(kind.place);
    if (is_posted_for_a_cause(socket, kind) && left < most_left) left++;
    drop(notification, &Notification::due, kind);
    note(notification, &Notification::armed, kind);
}

}  // namespace

void carry_events(Socket& socket, const Notification& old) {
    Notification& notification = socket.notification;
    notification.armed = all_kinds;
    // Whether a new registration tells again of what the old one told is open; so is whether it
    // tells of a connection that was made before.
    notification.may_wait = old.may_wait | bit(Notice::connect);
    if (socket.phase == SocketPhase::connecting)
        drop(notification, &Notification::may_wait, connect_kind);
    if (old.window == WindowId::none) return;
    for (const EventKind& kind : event_kinds) {
        if (!is_among(old, &Notification::events, kind)) continue;
        const bool may_be_posted =
            is_among(old, &Notification::due, kind) ||
            (is_among(old, &Notification::armed, kind) && has_cause(socket, kind));
        notification.stale_events.at(kind.place) =
            static_cast<std::uint8_t>(old.left.at(kind.place) + (may_be_posted ? 1 : 0));
    }
}

Notification inherited(const Notification& listeners) {
    Notification own;
    if (listeners.registered == 0) return own;
    own.window = listeners.window;
    own.events = listeners.events;
    own.event = listeners.event;
    own.registered = 1;
    own.inherited = 1;
    own.armed = all_kinds;
    own.may_wait = bit(Notice::connect);
    return own;
}

/// A receive that took nothing, or goes on, enables FD_READ too; but whether it must come then, of
/// data that was told before, no source says.
void reenable_read(Ruling& ruling, const calls::Receive& call) {
    if (ruling.state().at(call.socket).notification.registered == 0) return;
    ruling.change_next([&](Outcome& outcome) {
        // The data that the receive takes may have been posted before.
        Socket socket = ruling.state().at(call.socket);
        enable(socket, read_kind);
        Notification& notification = outcome.next.at(call.socket).notification;
        notification = socket.notification;
        if (call.overlapped != OverlappedId::none)
            note(notification, &Notification::may_wait, read_kind);
        else if (outcome.pattern.kind == ReplyKind::done && call.length > 0)
            drop(notification, &Notification::may_wait, read_kind);
    });
}

void reenable_accept(Ruling& ruling, SocketId listener) {
    if (ruling.state().at(listener).notification.registered == 0) return;
    ruling.change_next([&](Outcome& outcome) {
        Socket before = ruling.state().at(listener);
        enable(before, accept_kind);
        drop(before.notification, &Notification::may_wait, accept_kind);
        outcome.next.at(listener).notification = before.notification;
    });
}

/// One that fails or succeeds at once need not be told of by an event too.
void reenable_connect(Ruling& ruling, SocketId id) {
    if (ruling.state().at(id).notification.registered == 0) return;
    ruling.change_next([&](Outcome& outcome) {
        Socket before = ruling.state().at(id);
        enable(before, connect_kind);
        const bool goes_on = outcome.pattern.kind == ReplyKind::failed &&
                             outcome.pattern.error == Error::wsaewouldblock;
        if (goes_on)
            drop(before.notification, &Notification::may_wait, connect_kind);
        else
            note(before.notification, &Notification::may_wait, connect_kind);
        outcome.next.at(id).notification = before.notification;
        reenable_write(outcome.next, id);
    });
}

void reenable_write(State& state, SocketId id) {
    Notification& notification = state.at(id).notification;
    if (notification.registered == 0 || is_among(notification, &Notification::armed, write_kind))
        return;
    note(notification, &Notification::armed, write_kind);
    note(notification, &Notification::may_wait, write_kind);
}

}  // namespace wsconform
