// SPDX-License-Identifier: Apache-2.0

// Network events: what WSAAsyncSelect posts of the end of a connection. The other events are in
// network_events.cpp, and the record that WSAEventSelect asks for in event_record.cpp.

#include "model/notices.hpp"

namespace wsconform {

using event_number::fd_close;
using patterns::done;
using patterns::nothing;
using patterns::with;

namespace {

bool is_open(const Socket& socket) {
    return socket.phase != SocketPhase::none && socket.phase != SocketPhase::closed;
}

bool is_drained(const Socket& socket) {
    return socket.in.sent == socket.in.read;
}

/// The FD_CLOSE that could be posted or recorded now, all of them, if none was yet.
std::uint8_t possible_closes(const Socket& socket) {
    const Notification& notification = socket.notification;
    if (!has_connection(socket) || !wants(socket, Notice::close) || notification.told != 0)
        return 0;
    if (socket.reset_out != Travel::none) return orderly | by_reset;
    unsigned closes = 0;
    if (socket.reset_in == Travel::arrived) closes |= by_reset;
    if (has_ended(socket)) closes |= orderly;
    return static_cast<std::uint8_t>(closes);
}

}  // namespace

bool wants(const Socket& socket, Notice notice) {
    return is_open(socket) && (socket.notification.events & bit(notice)) != 0;
}

unsigned closes_at_hand(const Socket& socket) {
    if (due_notice(socket) != 0) return 0;
    return socket.notification.posted | possible_closes(socket);
}

Clauses reasons_for_owing(const Socket& socket) {
    Clauses reasons{"fd-close.announces-remote-initiated-teardown"_clause};
    const bool is_reset = socket.notification.posted == by_reset;
    reasons.add(is_reset ? "fd-close.error-word-tells-graceful-or-abortive"_clause
                         : "fd-close.comes-after-received-data-is-read"_clause);
    if (socket.notification.inherited != 0)
        reasons.add("accepting.accepted-socket-inherits-properties"_clause);
    if (socket.notification.late != 0)
        reasons.add("fd-close.already-closed-connection-posts-at-once"_clause);
    if (socket.send != Disabled::no && !is_reset)
        reasons.add("fd-close.follows-peer-end-after-local-shutdown"_clause);
    if (socket.notification.window == WindowId::none)
        reasons.add("fd-close.wsaeventselect-records-it-too"_clause);
    return reasons;
}

Clauses permissions(const State& state, const Socket& socket) {
    Clauses permissions;
    if (socket.receive != Disabled::no)
        permissions.add("fd-close.arrival-after-sd-receive-is-unspecified"_clause);
    else if (is_legacy_client(state) && !is_drained(socket))
        permissions.add("fd-close.legacy-may-precede-unread-data"_clause);
    return permissions;
}

Error error_of(std::uint8_t close) {
    return close == orderly ? Error::none : Error::wsaeconnreset;
}

bool precedes_data(const State& state, const Socket& socket, std::uint8_t close) {
    const bool is_permitted = is_legacy_client(state) || socket.receive != Disabled::no;
    return close == orderly && has_ended(socket) && !is_drained(socket) && !is_permitted &&
           socket.reset_out == Travel::none;
}

Branch branch_of_close(const State& state, const Socket& socket, std::uint8_t close) {
    if (precedes_data(state, socket, close)) return {"AMB-60"_ambiguity, "before unread data"};
    if (close == by_reset && socket.reset_out == Travel::none)
        return {"AMB-61"_ambiguity, "WSAECONNRESET"};
    return {};
}

Clauses reasons_for_silence(const Socket& socket) {
    if (socket.phase == SocketPhase::closed) {
        Clauses reasons{"close.local-close-posts-no-fd-close"_clause,
                        "close.pending-calls-are-cancelled-silently"_clause};
        if (socket.abandoned != 0)
            reasons.add("spi-cleanup.final-call-cancels-pending-work-silently"_clause);
        return reasons;
    }
    if (socket.transport == Transport::udp || socket.phase == SocketPhase::listening)
        return {"fd-close.skips-datagram-and-listening-sockets"_clause};
    if (!wants(socket, Notice::close)) return {"fd-close.new-registration-replaces-the-old"_clause};
    if (socket.notification.told != 0) return {"fd-close.comes-at-most-once"_clause};
    return {};
}

namespace {

/// The FD_CLOSE of one socket as the thread may find it: bits of Notice.
struct Closing {
    bool is_owed{};
    unsigned possible{};
    unsigned stale{};  ///< Posted for a registration that another has replaced.
};

Closing closing_of(const Ruling& ruling, const Socket& socket) {
    const Notification& notification = socket.notification;
    const bool is_current = is_visible(ruling, notification.window);
    return {is_current && is_open(socket) && notification.posted != 0,
            is_current ? closes_at_hand(socket) : 0U,
            is_visible(ruling, notification.old_window) ? notification.stale : 0U};
}

/// The state once one of its messages was retrieved.
State with_told(const State& state, SocketId id, const Closing& closing) {
    State told = state;
    Notification& notification = told.at(id).notification;
    notification.posted = 0;
    if ((closing.possible & ~closing.stale) != 0) notification.told = 1;
    if (closing.possible == 0) notification.stale = 0;
    return told;
}

void allow_closes(Ruling& ruling, SocketId id, const Closing& closing, const State& told) {
    const Socket& socket = ruling.state().at(id);
    const Clauses error_word{"fd-close.error-word-tells-graceful-or-abortive"_clause};
    Clauses because = permissions(ruling.state(), socket);
    if (closing.is_owed) because.add(reasons_for_owing(socket));
    because.add(error_word);
    for (const std::uint8_t close : {orderly, by_reset}) {
        Pattern pattern = notice(id, fd_close, error_of(close));
        if (((closing.possible | closing.stale) & close) != 0) {
            pattern.any_error = socket.reset_out != Travel::none;
            const Branch branch = branch_of_close(ruling.state(), socket, close);
            const bool is_early = precedes_data(ruling.state(), socket, close);
            ruling.allow(pattern, told, because, branch).reluctant = is_early;
            if (close == by_reset && !pattern.any_error) {
                ruling
                    .allow(notice(id, fd_close, Error::wsaeconnaborted), told, because,
                           {"AMB-61"_ambiguity, "WSAECONNABORTED"})
                    .reluctant = true;
            }
            ruling.forbid(with(pattern, Defect::past_the_upcall), told,
                          {"fd-close.providers-post-through-wpupostmessage"_clause});
        } else if (closing.is_owed) {
            ruling.forbid(pattern, told, error_word);
        }
    }
}

/// The FD_CLOSE must come, and as such.
void forbid_other_than_close(Ruling& ruling, SocketId id, const State& told) {
    Pattern other_event = notice(id, fd_close, Error::none);
    other_event.size = {fd_close + 1, 0xffff};
    ruling.forbid(other_event, told, {"fd-close.message-carries-socket-event-and-error"_clause});
    ruling.forbid(nothing(), reasons_for_owing(ruling.state().at(id)));
}

/// The FD_CLOSE of one socket; true if it must come.
bool decide_close(Ruling& ruling, SocketId id, bool leaves_it, Clauses& quiet_because) {
    const State& state = ruling.state();
    const Socket& socket = state.at(id);
    const Closing closing = closing_of(ruling, socket);
    const State told = leaves_it ? state : with_told(state, id, closing);
    allow_closes(ruling, id, closing, told);
    if (closing.is_owed) {
        forbid_other_than_close(ruling, id, told);
    } else if ((closing.possible | closing.stale) == 0) {
        const Clauses silence = reasons_for_silence(socket);
        Pattern any = notice(id, fd_close, Error::none);
        any.any_error = true;
        ruling.forbid(any, silence);
        quiet_because.add(silence);
    } else {
        quiet_because.add(permissions(state, socket));
    }
    return closing.is_owed;
}

/// The object may have been set for what the socket recorded, and whether that is undone is open.
void release_object(State& state, const Notification& old) {
    if (old.event != EventId::none && state.at(old.event) == EventPhase::set)
        state.at(old.event) = EventPhase::unknown;
}

/// Nothing is asked for any more; what is there may stay in the record.
void keep_record(Socket& socket) {
    for (const EventKind& kind : event_kinds) {
        if (has_cause(socket, kind)) note(socket.notification, &Notification::due, kind);
    }
}

void register_events(Ruling& ruling, SocketId id, WindowId window, std::uint8_t events,
                     EventId event) {
    State next = ruling.state();
    Socket& socket = next.at(id);
    const Notification old = socket.notification;
    release_object(next, old);
    socket.notification = {.window = window, .old_window = old.window, .events = events};
    socket.notification.event = event;
    socket.notification.registered = 1;
    if (old.window != WindowId::none) socket.notification.stale = old.posted;
    socket.notification.was_told = old.told | old.was_told;
    carry_events(socket, old);
    if (events == 0 && window == WindowId::none) keep_record(socket);
    socket.notification.late = has_ended(socket) || socket.reset_in == Travel::arrived ? 1 : 0;
    if (events != 0) socket.nonblocking = 1;
    ruling.allow(done(), next, {});
}

}  // namespace

std::uint8_t due_notice(const Socket& socket) {
    const Notification& notification = socket.notification;
    const bool is_open_question = notification.was_told != 0 || socket.receive != Disabled::no ||
                                  socket.reset_out != Travel::none;
    const unsigned possible = possible_closes(socket);
    if (notification.posted != 0 || possible == 0 || is_open_question) return 0;
    if ((possible & by_reset) != 0) return by_reset;
    return is_drained(socket) ? orderly : 0;
}

bool decide_notices(Ruling& ruling, bool leaves_it, Clauses& quiet_because) {
    bool is_owed = false;
    for (std::size_t i = 0; i < ruling.state().sockets.size(); ++i) {
        const SocketId id{static_cast<std::uint8_t>(i)};
        if (ruling.state().sockets[i].notification.registered == 0) continue;
        is_owed |= decide_close(ruling, id, leaves_it, quiet_because);
        for (const EventKind& kind : event_kinds)
            is_owed |= decide_event(ruling, id, kind, leaves_it);
    }
    return is_owed;
}

void decide(Ruling& ruling, const calls::AsyncSelect& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    register_events(ruling, call.socket, call.window, call.events, EventId::none);
    // A layer may lack it: it would have to exchange the handles in another's messages.
    if (ruling.state().process.is_spi != 0)
        ruling.allow_failure(Error::wsaeopnotsupp, {}).reluctant = true;
}

void decide(Ruling& ruling, const calls::EventSelect& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    register_events(ruling, call.socket, WindowId::none, call.events, call.event);
}

}  // namespace wsconform
