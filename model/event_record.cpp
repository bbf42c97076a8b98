// SPDX-License-Identifier: Apache-2.0

// The record of events that WSAEventSelect asks for, as WSAEnumNetworkEvents reads it, and the
// event object that is set when something is recorded. `value` of the reply has the events as
// bits, `size` the errors: of FD_CLOSE in its low word, of FD_CONNECT in its high word.

#include <algorithm>

#include "model/notices.hpp"

namespace wsconform {

using event_number::fd_close;
using event_number::fd_connect;
using patterns::done;
using patterns::sized;

namespace {

bool records(const Socket& socket) {
    return socket.notification.window == WindowId::none;
}

std::uint32_t word_of(Error error) {
    return static_cast<std::uint32_t>(error);
}

/// A record of events; `events` says whether FD_CONNECT, whose error is known, is one of them.
Pattern record(const Socket& socket, std::uint32_t events, Error close_error) {
    const bool has_connect = (events & fd_connect) != 0;
    const std::uint32_t connect_word = has_connect ? word_of(error_of_connect(socket)) << 16U : 0U;
    Pattern pattern =
        sized(done(Range::exactly(events)), Range::exactly(connect_word | word_of(close_error)));
    if (has_connect && socket.notification.left.at(event_kinds[3].place) > 0)
        pattern.size = Range::any();
    return pattern;
}

/// What there is to say of one set of the events but FD_CLOSE.
struct Others {
    std::uint32_t events{};
    State told;
    Clauses missing;   ///< Why events that it lacks must be there.
    Clauses unwanted;  ///< Why events that it has must not be there.
    bool is_allowed{true};
    bool is_eager{};  ///< It has events that need not be there.
};

/// A few reasons are enough to name.
void add_some(Clauses& clauses, const Clauses& more) {
    constexpr std::ptrdiff_t enough = 3;
    if (clauses.end() - clauses.begin() < enough) clauses.add(more);
}

Others others_of(const State& state, SocketId id, std::uint32_t events) {
    Others others{.events = events, .told = state, .missing = {}, .unwanted = {}};
    const Socket& socket = state.at(id);
    for (const EventKind& kind : event_kinds) {
        const bool has_it = (events & kind.number) != 0;
        const bool is_due = records(socket) && must_be_told(socket, kind);
        // What a registration that holds no longer has left in the record, no source says.
        const bool was_asked = socket.notification.registered != 0;
        const bool is_over = was_asked && (!records(socket) || socket.notification.events == 0);
        // Of what came after the registration was taken back there is no record.
        const bool is_new = socket.notification.events == 0 && records(socket) &&
                            !is_among(socket.notification, &Notification::due, kind);
        const bool may_be =
            is_over ? has_cause(socket, kind) && !is_new : may_be_told(socket, kind);
        if (is_due && !has_it) add_some(others.missing, reasons_for_telling(socket, kind));
        if (has_it && !may_be) {
            if (!is_over || is_new) add_some(others.unwanted, reasons_against(socket, kind));
        }
        others.is_allowed &= has_it ? may_be : !is_due;
        others.is_eager |= has_it && !is_due;
        if (has_it && may_be) others.told = with_event_told(others.told, id, kind);
    }
    return others;
}

/// What the enumeration does to the event objects.
void settle_objects(State& told, const calls::EnumNetworkEvents& call, bool has_events) {
    const EventId own = told.at(call.socket).notification.event;
    const auto is_clear = [&] {
        return told.at(own) == EventPhase::clear || told.at(own) == EventPhase::reset;
    };
    if (has_events && own != EventId::none && is_clear()) told.at(own) = EventPhase::set;
    if (call.event == EventId::none) return;
    // Of an object that is not the socket's own, others may have set it meanwhile.
    told.at(call.event) = call.event == own ? EventPhase::reset : EventPhase::unknown;
}

/// The record with an end, of each kind that may be told of.
void allow_record_of_end(Ruling& ruling, const calls::EnumNetworkEvents& call, const Others& others,
                         bool is_owed) {
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    const unsigned possible = records(socket) ? closes_at_hand(socket) : 0U;
    const std::uint32_t events = others.events | fd_close;
    State told = others.told;
    told.at(call.socket).notification.posted = 0;
    told.at(call.socket).notification.told = 1;
    settle_objects(told, call, true);
    const Clauses because = is_owed ? reasons_for_owing(socket) : permissions(state, socket);
    for (const std::uint8_t close : {orderly, by_reset}) {
        Pattern pattern = record(socket, events, error_of(close));
        if (socket.reset_out != Travel::none) pattern.size = Range::any();
        if ((possible & close) == 0) {
            if (is_owed)
                ruling.forbid(pattern, told, {"fd-close.wsaeventselect-records-it-too"_clause});
            continue;
        }
        const bool is_early = precedes_data(state, socket, close);
        ruling.allow(pattern, told, because, branch_of_close(state, socket, close)).reluctant =
            is_early || others.is_eager;
        if (close == by_reset && socket.reset_out == Travel::none) {
            ruling
                .allow(record(socket, events, Error::wsaeconnaborted), told, because,
                       {"AMB-61"_ambiguity, "WSAECONNABORTED"})
                .reluctant = true;
        }
    }
    if (records(socket) && possible == 0 && !is_owed)
        ruling.forbid(sized(done(Range::exactly(events)), Range::any()),
                      reasons_for_silence(socket));
}

/// FD_CONNECT with another error than that of the attempt.
void forbid_other_error(Ruling& ruling, const calls::EnumNetworkEvents& call, const Others& others,
                        const State& told) {
    const Socket& socket = ruling.state().at(call.socket);
    const bool is_open = socket.notification.left.at(event_kinds[3].place) > 0;
    if ((others.events & fd_connect) == 0 || is_open) return;
    constexpr std::uint32_t first_code = 1U << 16U;
    const bool has_succeeded = error_of_connect(socket) == Error::none;
    const Range wrong =
        has_succeeded ? Range{first_code, Range::any().highest} : Range{0, first_code - 1};
    ruling.forbid(sized(done(Range::exactly(others.events)), wrong), told,
                  {"network-events.fd-connect-carries-the-error"_clause});
}

void decide_record(Ruling& ruling, const calls::EnumNetworkEvents& call, const Others& others) {
    const Socket& socket = ruling.state().at(call.socket);
    const bool is_owed = records(socket) && socket.notification.posted != 0;
    State told = others.told;
    settle_objects(told, call, others.events != 0);
    if (!others.is_allowed) {
        Clauses because = others.missing;
        add_some(because, others.unwanted);
        const Pattern bare = sized(done(Range::exactly(others.events)), Range::any());
        const Pattern closed = sized(done(Range::exactly(others.events | fd_close)), Range::any());
        ruling.forbid(bare, told, because);
        ruling.forbid(closed, told, because);
        return;
    }
    if (!is_owed) {
        ruling.allow(record(socket, others.events, Error::none), told, {}).reluctant =
            others.is_eager;
        forbid_other_error(ruling, call, others, told);
    }
    allow_record_of_end(ruling, call, others, is_owed);
    if (is_owed) {
        Pattern bare = record(socket, others.events, Error::none);
        bare.size = Range::any();
        ruling.forbid(bare, told, reasons_for_owing(socket));
    }
}

}  // namespace

void decide(Ruling& ruling, const calls::EnumNetworkEvents& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    std::uint32_t all = 0;
    for (const EventKind& kind : event_kinds)
        all |= kind.number;
    for (std::uint32_t events = 0;; events = (events - all) & all) {
        decide_record(ruling, call, others_of(ruling.state(), call.socket, events));
        if (events == all) break;
    }
}

namespace {

/// The sockets that record, and set the object when they do.
struct Recorders {
    std::size_t count{};
    bool must_have{};  ///< Something is recorded.
    bool may_have{};
};

Recorders recorders_of(const State& state, EventId event) {
    Recorders recorders;
    for (const Socket& socket : state.sockets) {
        if (socket.notification.registered == 0 || socket.notification.event != event) continue;
        recorders.count++;
        recorders.must_have |= socket.notification.posted != 0;
        recorders.may_have |= socket.phase == SocketPhase::closed || closes_at_hand(socket) != 0 ||
                              due_notice(socket) != 0;
        for (const EventKind& kind : event_kinds) {
            recorders.must_have |= must_be_told(socket, kind);
            recorders.may_have |= may_be_told(socket, kind);
        }
    }
    return recorders;
}

}  // namespace

void decide(Ruling& ruling, const calls::LookAtEventObject& call) {
    const State& state = ruling.state();
    const Pattern unsignalled = done();
    const Pattern signalled = done(Range::exactly(1));
    const Recorders recorders = recorders_of(state, call.event);
    State set = state;
    set.at(call.event) = EventPhase::set;
    const Clauses stays{"network-events.event-object-stays-set"_clause};
    const Clauses is_set{"network-events.recorded-event-sets-the-event-object"_clause};
    const bool was_reset = state.at(call.event) == EventPhase::reset;
    const Clauses waits{was_reset ? "network-events.enumeration-resets-the-event-object"_clause
                                  : "network-events.event-object-waits-for-an-event"_clause};
    if (recorders.count > 1 || state.at(call.event) == EventPhase::unknown) {
        ruling.allow(unsignalled, state, {});
        ruling.allow(signalled, recorders.count > 1 ? state : set, {});
    } else if (state.at(call.event) == EventPhase::set) {
        ruling.allow(signalled, state, stays);
        ruling.forbid(unsignalled, stays);
    } else if (recorders.must_have) {
        ruling.allow(signalled, set, is_set);
        ruling.forbid(unsignalled, is_set);
    } else {
        ruling.allow(unsignalled, state, recorders.may_have ? Clauses{} : waits);
        if (recorders.may_have)
            ruling.allow(signalled, set, {}).reluctant = true;
        else
            ruling.forbid(signalled, set, waits);
    }
}

}  // namespace wsconform
