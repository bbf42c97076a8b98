// SPDX-License-Identifier: Apache-2.0

// Network events: what WSAAsyncSelect posts and WSAEventSelect records. Of FD_READ only this much:
// it may come once something was received, and never before.

#include "model/rules.hpp"

namespace wsconform {

using event_number::fd_close;
using event_number::fd_read;
using patterns::done;
using patterns::nothing;
using patterns::sized;
using patterns::with;

namespace {

constexpr std::uint8_t bit(Notice notice) {
    return static_cast<std::uint8_t>(notice);
}
constexpr std::uint8_t orderly = bit(Notice::close);
constexpr std::uint8_t by_reset = bit(Notice::close_by_reset);

bool is_open(const Socket& socket) {
    return socket.phase != SocketPhase::none && socket.phase != SocketPhase::closed;
}

bool wants(const Socket& socket, Notice notice) {
    return is_open(socket) && (socket.notification.events & bit(notice)) != 0;
}

bool is_drained(const Socket& socket) {
    return socket.in.sent == socket.in.read;
}

/// The FD_CLOSE that could be posted or recorded now, all of them, if none was yet.
std::uint8_t possible_closes(const State& state, const Socket& socket) {
    const Notification& notification = socket.notification;
    if (!has_connection(socket) || !wants(socket, Notice::close) || notification.told != 0)
        return 0;
    if (socket.reset_out != Travel::none) return orderly | by_reset;
    unsigned closes = 0;
    if (socket.reset_in == Travel::arrived) closes |= by_reset;
    const bool may_leave_data = is_legacy_client(state) || socket.receive != Disabled::no;
    if (has_ended(socket) && (may_leave_data || is_drained(socket))) closes |= orderly;
    return static_cast<std::uint8_t>(closes);
}

/// What is posted or recorded, and what may be without having to; not what has still to be.
unsigned closes_at_hand(const State& state, const Socket& socket) {
    if (due_notice(state, socket) != 0) return 0;
    return socket.notification.posted | possible_closes(state, socket);
}

/// Why no FD_CLOSE may come of this socket.
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
    if (has_ended(socket) && !is_drained(socket))
        return {"fd-close.comes-after-received-data-is-read"_clause,
                "fd-close.legacy-may-precede-unread-data"_clause};
    return {};
}

/// Why the FD_CLOSE that is posted must be seen.
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

Pattern notice(SocketId socket, std::uint32_t event, Error error) {
    return {.kind = ReplyKind::message,
            .error = error,
            .value = Range::exactly(notice_number::of(socket)),
            .size = Range::exactly(event)};
}

Error error_of(std::uint8_t close) {
    return close == orderly ? Error::none : Error::wsaeconnreset;
}

bool is_visible(const Ruling& ruling, WindowId id) {
    if (id == WindowId::none) return false;
    const Window& window = ruling.state().at(id);
    return window.phase == WindowPhase::open && window.owner == ruling.thread();
}

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
            is_current ? closes_at_hand(ruling.state(), socket) : 0U,
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
            ruling.allow(pattern, told, because);
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

void decide_read(Ruling& ruling, SocketId id) {
    const Socket& socket = ruling.state().at(id);
    const bool is_visible_here = is_visible(ruling, socket.notification.window);
    const Pattern read = notice(id, fd_read, Error::none);
    const bool may_come = socket.in.arrived > 0 || socket.transport == Transport::udp;
    if (may_come && is_visible_here && wants(socket, Notice::read)) {
        ruling.allow(read, ruling.state(), {}).reluctant = true;
        ruling.forbid(with(read, Defect::past_the_upcall),
                      {"fd-close.providers-post-through-wpupostmessage"_clause});
    }
    if (!may_come && (has_ended(socket) || socket.reset_in == Travel::arrived))
        ruling.forbid(read, {"fd-close.closure-posts-no-fd-read"_clause});
}

void register_events(Ruling& ruling, SocketId id, WindowId window, std::uint8_t events) {
    State next = ruling.state();
    Socket& socket = next.at(id);
    const Notification old = socket.notification;
    socket.notification = {.window = window, .old_window = old.window, .events = events};
    socket.notification.registered = 1;
    if (old.window != WindowId::none) socket.notification.stale = old.posted;
    socket.notification.was_told = old.told | old.was_told;
    socket.notification.late = has_ended(socket) || socket.reset_in == Travel::arrived ? 1 : 0;
    if (events != 0) socket.nonblocking = 1;
    ruling.allow(done(), next, {});
}

}  // namespace

std::uint8_t due_notice(const State& state, const Socket& socket) {
    const Notification& notification = socket.notification;
    const bool is_open_question = notification.was_told != 0 || socket.receive != Disabled::no ||
                                  socket.reset_out != Travel::none;
    const unsigned possible = possible_closes(state, socket);
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
        decide_read(ruling, id);
    }
    return is_owed;
}

void decide(Ruling& ruling, const calls::AsyncSelect& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    register_events(ruling, call.socket, call.window, call.events);
    // A layer may lack it: it would have to exchange the handles in another's messages.
    if (ruling.state().process.is_spi != 0)
        ruling.allow_failure(Error::wsaeopnotsupp, {}).reluctant = true;
}

void decide(Ruling& ruling, const calls::EventSelect& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    register_events(ruling, call.socket, WindowId::none, call.events);
}

namespace {

/// What the record holds of an end that may or must be in it, together with the events of `read`.
/// `value` of the reply has the events as bits, `size` the error of FD_CLOSE.
void decide_record(Ruling& ruling, const calls::EnumNetworkEvents& call, std::uint32_t read) {
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    const bool records = socket.notification.window == WindowId::none;
    const bool is_owed = records && socket.notification.posted != 0;
    const unsigned possible = records ? closes_at_hand(state, socket) : 0U;
    State told = state;
    told.at(call.socket).notification.posted = 0;
    told.at(call.socket).notification.told = 1;
    const Clauses because = is_owed ? reasons_for_owing(socket) : permissions(state, socket);
    const Pattern no_close = sized(done(Range::exactly(read)), Range::exactly(0));
    if (!is_owed) ruling.allow(no_close, state, {});
    const Pattern any_close = sized(done(Range::exactly(read | fd_close)), Range::any());
    for (const std::uint8_t close : {orderly, by_reset}) {
        const auto error = static_cast<std::uint32_t>(error_of(close));
        Pattern pattern = any_close;
        if (socket.reset_out == Travel::none) pattern.size = Range::exactly(error);
        if ((possible & close) != 0)
            ruling.allow(pattern, told, because).reluctant = read != 0;
        else if (is_owed)
            ruling.forbid(pattern, told, {"fd-close.wsaeventselect-records-it-too"_clause});
    }
    if (is_owed) return ruling.forbid(no_close, because);
    if (records && possible == 0) ruling.forbid(any_close, reasons_for_silence(socket));
}

}  // namespace

void decide(Ruling& ruling, const calls::EnumNetworkEvents& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    decide_record(ruling, call, 0);
    const Socket& socket = ruling.state().at(call.socket);
    const bool may_have_read = socket.in.arrived > 0 || socket.transport != Transport::tcp;
    if (may_have_read) decide_record(ruling, call, fd_read);
}

}  // namespace wsconform
