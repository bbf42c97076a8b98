// SPDX-License-Identifier: Apache-2.0

// FD_READ, and the record of events that WSAEventSelect asks for. FD_READ comes when there is data,
// and then not again before a receive was called. One that was posted stays in the queue even if
// the data is read meanwhile, so it must come only while the data is still there.

#include <algorithm>

#include "model/notices.hpp"

namespace wsconform {

using event_number::fd_close;
using event_number::fd_read;
using patterns::done;
using patterns::nothing;
using patterns::sized;
using patterns::with;

namespace {

const ClauseId once = "network-events.fd-read-waits-for-a-receive"_clause;

bool has_received(const Socket& socket) {
    return socket.in.arrived > 0 || socket.transport == Transport::udp;
}

bool has_data(const Socket& socket) {
    return socket.transport == Transport::udp ? socket.datagrams > 0
                                              : socket.in.arrived > socket.in.read;
}

/// It was asked for, and may be in the queue or the record now.
bool may_be_told(const Socket& socket) {
    const Notification& notification = socket.notification;
    return (notification.events & bit(Notice::read)) != 0 &&
           (notification.reads_left > 0 || (notification.read_armed != 0 && has_data(socket)));
}

/// There is data, and nothing that could make it useless to be told so.
bool is_read_due(const Socket& socket) {
    const bool is_sound = socket.receive == Disabled::no && socket.reset_in != Travel::arrived &&
                          socket.reset_out == Travel::none && socket.aborted == 0;
    return wants(socket, Notice::read) && socket.notification.read_armed != 0 &&
           socket.notification.read_may_wait == 0 && is_sound && has_data(socket);
}

Clauses reasons_for_reading(const Socket& socket) {
    Clauses reasons{"network-events.fd-read-comes-for-data"_clause};
    if (socket.in.read > 0) reasons.add("network-events.receive-reenables-fd-read"_clause);
    return reasons;
}

/// The state once FD_READ was taken from the queue or the record, of data read since if there may
/// be such a one.
State with_read_told(const State& state, SocketId id) {
    State told = state;
    Notification& notification = told.at(id).notification;
    if (may_be_told(state.at(id))) {
        if (notification.reads_left > 0)
            notification.reads_left--;
        else
            notification.read_armed = 0;
    } else if (notification.stale_reads > 0) {
        notification.stale_reads--;
    }
    notification.read_may_wait = 1;
    return told;
}

}  // namespace

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

void carry_reads(Socket& socket, const Notification& old) {
    Notification& notification = socket.notification;
    notification.read_armed = 1;
    // Whether a new registration tells again of what the old one told is open.
    notification.read_may_wait = old.read_may_wait;
    if ((old.events & bit(Notice::read)) == 0 || old.window == WindowId::none) return;
    notification.stale_reads = old.reads_left;
    if (old.read_armed != 0 && has_data(socket)) notification.stale_reads++;
}

/// A receive that took nothing, or goes on, enables FD_READ too; but whether it must come then, of
/// data that was told before, no source says.
void reenable_read(Ruling& ruling, const calls::Receive& call) {
    const Socket& socket = ruling.state().at(call.socket);
    if (socket.notification.registered == 0) return;
    constexpr std::uint8_t most_left = 2;
    const bool may_be_posted = socket.notification.read_armed != 0 && has_data(socket);
    ruling.change_next([&](Outcome& outcome) {
        Notification& notification = outcome.next.at(call.socket).notification;
        if (may_be_posted && notification.reads_left < most_left) notification.reads_left++;
        notification.read_armed = 1;
        if (call.overlapped != OverlappedId::none)
            notification.read_may_wait = 1;
        else if (outcome.pattern.kind == ReplyKind::done && call.length > 0)
            notification.read_may_wait = 0;
    });
}

bool decide_read(Ruling& ruling, SocketId id, bool leaves_it) {
    const State& state = ruling.state();
    const Socket& socket = state.at(id);
    const Notification& notification = socket.notification;
    const bool is_here = is_visible(ruling, notification.window);
    const bool is_owed = is_here && is_read_due(socket);
    const bool may_be_stale =
        is_visible(ruling, notification.old_window) && notification.stale_reads > 0;
    const Pattern read = notice(id, fd_read, Error::none);
    if ((is_here && may_be_told(socket)) || may_be_stale) {
        const State told = leaves_it ? state : with_read_told(state, id);
        const Clauses because = is_owed ? reasons_for_reading(socket) : Clauses{};
        ruling.allow(read, told, because).reluctant = !is_owed;
        ruling.forbid(with(read, Defect::past_the_upcall), told,
                      {"fd-close.providers-post-through-wpupostmessage"_clause});
    } else if (is_here && has_data(socket) && wants(socket, Notice::read)) {
        ruling.forbid(read, {once});
    }
    if (is_owed) ruling.forbid(nothing(), reasons_for_reading(socket));
    if (!has_received(socket) && (has_ended(socket) || socket.reset_in == Travel::arrived))
        ruling.forbid(read, {"fd-close.closure-posts-no-fd-read"_clause});
    return is_owed;
}

namespace {

/// The events of a record. `value` of the reply has them as bits, `size` the error of FD_CLOSE.
Pattern record(std::uint32_t events, Error error) {
    return sized(done(Range::exactly(events)), Range::exactly(static_cast<std::uint32_t>(error)));
}

/// The record with an end, of each kind that may be told of; `told`: the state then.
void allow_record_of_end(Ruling& ruling, const calls::EnumNetworkEvents& call, std::uint32_t read,
                         bool is_owed, const State& told) {
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    const bool records = socket.notification.window == WindowId::none;
    const unsigned possible = records ? closes_at_hand(socket) : 0U;
    const Clauses because = is_owed ? reasons_for_owing(socket) : permissions(state, socket);
    for (const std::uint8_t close : {orderly, by_reset}) {
        Pattern pattern = record(read | fd_close, error_of(close));
        if (socket.reset_out != Travel::none) pattern.size = Range::any();
        if ((possible & close) == 0) {
            if (is_owed)
                ruling.forbid(pattern, told, {"fd-close.wsaeventselect-records-it-too"_clause});
            continue;
        }
        const bool is_early = precedes_data(state, socket, close);
        ruling.allow(pattern, told, because, branch_of_close(state, socket, close)).reluctant =
            is_early || (read != 0 && !is_read_due(socket));
        if (close == by_reset && socket.reset_out == Travel::none) {
            ruling
                .allow(record(read | fd_close, Error::wsaeconnaborted), told, because,
                       {"AMB-61"_ambiguity, "WSAECONNABORTED"})
                .reluctant = true;
        }
    }
    if (records && possible == 0 && !is_owed)
        ruling.forbid(sized(done(Range::exactly(read | fd_close)), Range::any()),
                      reasons_for_silence(socket));
}

/// The record with FD_READ, or without it.
void decide_record(Ruling& ruling, const calls::EnumNetworkEvents& call, std::uint32_t read) {
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    const bool is_owed =
        socket.notification.window == WindowId::none && socket.notification.posted != 0;
    const State enumerated = read != 0 ? with_read_told(state, call.socket) : state;
    State told = enumerated;
    told.at(call.socket).notification.posted = 0;
    told.at(call.socket).notification.told = 1;
    if (!is_owed) ruling.allow(record(read, Error::none), enumerated, {});
    allow_record_of_end(ruling, call, read, is_owed, told);
    if (is_owed) ruling.forbid(record(read, Error::none), reasons_for_owing(socket));
}

}  // namespace

void decide(Ruling& ruling, const calls::EnumNetworkEvents& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    const Socket& socket = ruling.state().at(call.socket);
    const Notification& notification = socket.notification;
    const bool records = notification.window == WindowId::none;
    if (records && is_read_due(socket)) {
        ruling.forbid(done(Range::exactly(0)), reasons_for_reading(socket));
        ruling.forbid(done(Range::exactly(fd_close)), reasons_for_reading(socket));
    } else {
        decide_record(ruling, call, 0);
    }
    if (!has_received(socket)) return;
    const bool was_told = wants(socket, Notice::read) && !may_be_told(socket) && has_data(socket);
    if (!was_told) return decide_record(ruling, call, fd_read);
    ruling.forbid(done(Range::exactly(fd_read)), {once});
    ruling.forbid(done(Range::exactly(fd_read | fd_close)), {once});
}

}  // namespace wsconform
