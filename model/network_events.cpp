// SPDX-License-Identifier: Apache-2.0

// FD_READ, FD_WRITE, FD_ACCEPT and FD_CONNECT. Each comes when its cause is there, and then not
// again before the call that enables it. One that was posted stays in the queue even if its cause
// goes, so it must come only while the cause is there, or once nothing is under way any more.

#include <algorithm>

#include "model/notices.hpp"

namespace wsconform {

using patterns::nothing;
using patterns::with;

namespace {

bool has_received(const Socket& socket) {
    return socket.in.arrived > 0 || socket.transport == Transport::udp;
}

bool has_data(const Socket& socket) {
    return socket.transport == Transport::udp ? socket.datagrams > 0
                                              : socket.in.arrived > socket.in.read;
}

/// Nothing that ends the connection makes it useless to be told of its events.
bool is_sound(const Socket& socket) {
    return socket.reset_in != Travel::arrived && socket.reset_out == Travel::none &&
           socket.aborted == 0;
}

bool can_send(const Socket& socket) {
    const bool has_way =
        socket.transport == Transport::udp
            ? socket.phase == SocketPhase::bound || socket.phase == SocketPhase::connected
            : has_connection(socket);
    return has_way && socket.send == Disabled::no && is_sound(socket);
}

/// The cause is there, and nothing lets a provider be silent about it.
bool has_sure_cause(const Socket& socket, const EventKind& kind) {
    switch (kind.notice) {
        case Notice::read:
            return has_data(socket) && socket.receive == Disabled::no && is_sound(socket);
        case Notice::write:
            return can_send(socket);
        case Notice::accept:
            return has_cause(socket, kind);
        case Notice::connect:
            return has_cause(socket, kind) && is_sound(socket);
        case Notice::close:
        case Notice::close_by_reset:
            break;
    }
    return false;
}

bool asks_for(const Socket& socket, const EventKind& kind) {
    return is_among(socket.notification, &Notification::events, kind);
}

}  // namespace

bool is_posted_for_a_cause(const Socket& socket, const EventKind& kind) {
    const Notification& notification = socket.notification;
    return is_among(notification, &Notification::due, kind) ||
           (is_among(notification, &Notification::armed, kind) && has_cause(socket, kind));
}

bool has_cause(const Socket& socket, const EventKind& kind) {
    // It may have been posted before the socket was closed.
    if (socket.phase == SocketPhase::closed) return kind != read_kind || has_data(socket);
    switch (kind.notice) {
        case Notice::read:
            return has_data(socket);
        case Notice::write:
            return socket.transport == Transport::udp || has_connection(socket);
        case Notice::accept:
            return socket.phase == SocketPhase::listening && socket.waiting > 0;
        case Notice::connect:
            return socket.phase == SocketPhase::connected || socket.attempt == Attempt::failed;
        case Notice::close:
        case Notice::close_by_reset:
            break;
    }
    return false;
}

bool may_be_told(const Socket& socket, const EventKind& kind) {
    return asks_for(socket, kind) &&
           (socket.notification.left.at(kind.place) > 0 || is_posted_for_a_cause(socket, kind));
}

/// FD_READ is there as soon as a receive would find the data.
bool must_be_told(const Socket& socket, const EventKind& kind) {
    if (!wants(socket, kind.notice)) return false;
    const Notification& notification = socket.notification;
    if (kind != read_kind) return is_among(notification, &Notification::due, kind);
    return is_among(notification, &Notification::armed, kind) &&
           !is_among(notification, &Notification::may_wait, kind) && has_sure_cause(socket, kind);
}

std::uint8_t newly_due(const Socket& socket) {
    const Notification& notification = socket.notification;
    unsigned due = 0;
    for (const EventKind& kind : event_kinds) {
        if (kind == read_kind || !wants(socket, kind.notice)) continue;
        const bool is_new = is_among(notification, &Notification::armed, kind) &&
                            !is_among(notification, &Notification::due, kind) &&
                            !is_among(notification, &Notification::may_wait, kind);
        if (is_new && has_sure_cause(socket, kind)) due |= bit(kind.notice);
    }
    return static_cast<std::uint8_t>(due);
}

Clauses reasons_for_telling(const Socket& socket, const EventKind& kind) {
    const bool is_again = is_among(socket.notification, &Notification::seen, kind);
    Clauses reasons;
    switch (kind.notice) {
        case Notice::read:
            reasons = {"network-events.fd-read-comes-for-data"_clause};
            if (socket.in.read > 0) reasons.add("network-events.receive-reenables-fd-read"_clause);
            break;
        case Notice::write:
            reasons = {"network-events.fd-write-comes-when-a-send-is-possible"_clause};
            break;
        case Notice::accept:
            reasons = {"network-events.fd-accept-comes-for-a-connection"_clause};
            if (is_again) reasons.add("network-events.accept-reenables-fd-accept"_clause);
            break;
        case Notice::connect:
            reasons = {"network-events.fd-connect-tells-the-end-of-an-attempt"_clause};
            break;
        case Notice::close:
        case Notice::close_by_reset:
            break;
    }
    if (socket.notification.inherited != 0 && kind != read_kind)
        reasons.add("accepting.accepted-socket-inherits-properties"_clause);
    return reasons;
}

Clauses reasons_against(const Socket& socket, const EventKind& kind) {
    // What a registration that was taken back has left in the record, no source says.
    const bool is_open = socket.notification.registered != 0 && socket.notification.events == 0 &&
                         is_among(socket.notification, &Notification::due, kind);
    if (is_open) return {};
    if (!asks_for(socket, kind)) return {"network-events.only-events-asked-for-come"_clause};
    if (!has_cause(socket, kind))
        return {"network-events.events-come-only-with-their-cause"_clause};
    Clauses reasons;
    if (kind == read_kind) reasons.add("network-events.fd-read-waits-for-a-receive"_clause);
    if (kind == write_kind) reasons.add("network-events.fd-write-comes-once"_clause);
    if (kind == accept_kind) reasons.add("network-events.fd-accept-waits-for-an-accept"_clause);
    if (kind == connect_kind) reasons.add("network-events.fd-connect-comes-once"_clause);
    if (socket.notification.window == WindowId::none)
        reasons.add("network-events.enumeration-clears-the-record"_clause);
    return reasons;
}

State with_event_told(const State& state, SocketId id, const EventKind& kind) {
    State told = state;
    Notification& notification = told.at(id).notification;
    const std::size_t place = kind.place;
    // Of data, the message that was posted first is the one of data read since.
    const bool is_left = kind == read_kind && notification.left.at(place) > 0;
    if (may_be_told(state.at(id), kind)) {
        if (!is_left && is_posted_for_a_cause(state.at(id), kind)) {
            drop(notification, &Notification::armed, kind);
            drop(notification, &Notification::due, kind);
        } else {
            notification.left.at(place)--;
        }
    } else if (notification.stale_events.at(place) > 0) {
        notification.stale_events.at(place)--;
    }
    note(notification, &Notification::may_wait, kind);
    note(notification, &Notification::seen, kind);
    return told;
}

Error error_of_connect(const Socket& socket) {
    return socket.phase == SocketPhase::connected ? Error::none : Error::wsaeconnrefused;
}

bool is_visible(const Ruling& ruling, WindowId id) {
    if (id == WindowId::none) return false;
    const Window& window = ruling.state().at(id);
    return window.phase == WindowPhase::open && window.owner == ruling.thread();
}

Pattern notice(SocketId socket, std::uint32_t event, Error error) {
    return {.kind = ReplyKind::message,
            .error = error,
            .value = Range::exactly(notice_number::of(socket)),
            .size = Range::exactly(event)};
}

namespace {

Pattern told_as(SocketId id, const Socket& socket, const EventKind& kind) {
    Pattern pattern = notice(id, kind.number, Error::none);
    if (kind != connect_kind) return pattern;
    pattern.error = error_of_connect(socket);
    pattern.any_error = socket.notification.left.at(kind.place) > 0 ||
                        socket.notification.stale_events.at(kind.place) > 0 ||
                        !has_cause(socket, kind);
    return pattern;
}

void forbid_other_errors(Ruling& ruling, SocketId id, const Socket& socket, const State& told) {
    Pattern other = told_as(id, socket, connect_kind);
    if (other.any_error) return;
    for (const Error error : {Error::none, Error::wsaeconnrefused, Error::wsaetimedout}) {
        if (error == other.error) continue;
        Pattern wrong = other;
        wrong.error = error;
        ruling.forbid(wrong, told, {"network-events.fd-connect-carries-the-error"_clause});
    }
}

}  // namespace

bool decide_event(Ruling& ruling, SocketId id, const EventKind& kind, bool leaves_it) {
    const State& state = ruling.state();
    const Socket& socket = state.at(id);
    const Notification& notification = socket.notification;
    const bool is_here = is_visible(ruling, notification.window);
    const bool is_owed = is_here && must_be_told(socket, kind);
    const bool may_be_stale =
        is_visible(ruling, notification.old_window) && notification.stale_events.at(kind.place) > 0;
    const Pattern pattern = told_as(id, socket, kind);
    const State told = leaves_it ? state : with_event_told(state, id, kind);
    if ((is_here && may_be_told(socket, kind)) || may_be_stale) {
        const Clauses because = is_owed ? reasons_for_telling(socket, kind) : Clauses{};
        ruling.allow(pattern, told, because).reluctant = !is_owed;
        ruling.forbid(with(pattern, Defect::past_the_upcall), told,
                      {"fd-close.providers-post-through-wpupostmessage"_clause});
        if (kind == connect_kind) forbid_other_errors(ruling, id, socket, told);
    } else if (is_here) {
        Pattern any = pattern;
        any.any_error = true;
        ruling.forbid(any, reasons_against(socket, kind));
    }
    if (is_owed) ruling.forbid(nothing(), reasons_for_telling(socket, kind));
    const bool has_closed = has_ended(socket) || socket.reset_in == Travel::arrived;
    if (kind == read_kind && !has_received(socket) && has_closed)
        ruling.forbid(pattern, {"fd-close.closure-posts-no-fd-read"_clause});
    return is_owed;
}

}  // namespace wsconform
