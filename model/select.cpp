// SPDX-License-Identifier: Apache-2.0

// select: which sockets it leaves in its three sets. `size` of the reply has them, as a number with
// one bit for each member (calls::sets_of).

#include <bit>

#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::sized;

namespace {

enum class Readiness : std::uint8_t { no, open, yes };

Readiness for_reading(const Socket& socket) {
    if (is_readable(socket)) return Readiness::yes;
    return may_be_readable(socket) ? Readiness::open : Readiness::no;
}

/// Whether the non-blocking connect that was tried last has failed.
bool has_failed_to_connect(const Socket& socket) {
    return socket.attempt == Attempt::failed && socket.nonblocking != 0 && !has_connection(socket);
}

/// Of a socket that is not connected no source says it, but while it connects, and when that has
/// failed, it is not writable.
Readiness for_writing(const Socket& socket) {
    if (socket.phase == SocketPhase::connecting || has_failed_to_connect(socket))
        return Readiness::no;
    const bool is_sound = socket.send == Disabled::no && !is_broken(socket) &&
                          socket.reset_in == Travel::none && socket.aborted == 0;
    const bool has_room = socket.transport == Transport::udp ? socket.phase != SocketPhase::created
                                                             : is_connected_stream(socket);
    return is_sound && has_room ? Readiness::yes : Readiness::open;
}

/// Nobody sends urgent data, so only a connect that has failed makes a socket exceptional.
Readiness for_exceptions(const Socket& socket) {
    if (has_connection(socket)) return socket.aborted != 0 ? Readiness::open : Readiness::no;
    if (socket.phase == SocketPhase::connecting) return Readiness::no;
    if (has_failed_to_connect(socket)) return Readiness::yes;
    return socket.attempt == Attempt::none ? Readiness::no : Readiness::open;
}

/// The members of the sets by what select has to say of them.
struct Members {
    std::uint32_t ready{};
    std::uint32_t open{};  ///< It may leave them in the set or not.
    std::uint32_t unready{};
    bool has_ended{};  ///< A far end has ended or reset one of those to be read.
};

Members members_of(const State& state, const calls::Select& call) {
    Members members;
    for (std::uint32_t left = calls::sets_of(call); left != 0; left &= left - 1) {
        const auto place = static_cast<unsigned>(std::countr_zero(left));
        const Socket& socket = state.at(calls::socket_of_bit(place));
        const Readiness readiness = place < capacity::sockets       ? for_reading(socket)
                                    : place < 2 * capacity::sockets ? for_writing(socket)
                                                                    : for_exceptions(socket);
        auto& those = readiness == Readiness::yes    ? members.ready
                      : readiness == Readiness::open ? members.open
                                                     : members.unready;
        those |= 1U << place;
        if (place < capacity::sockets) members.has_ended |= is_closed_by_peer(socket);
    }
    return members;
}

Pattern leaving(std::uint32_t sets) {
    return sized(done(Range::exactly(static_cast<std::uint32_t>(std::popcount(sets)))),
                 Range::exactly(sets));
}

void refuse_select(Ruling& ruling, const calls::Select& call) {
    refuse_unstarted(ruling);
    const bool is_empty = calls::sets_of(call) == 0 && !call.has_stranger;
    ruling.refuse(is_empty, Error::wsaeinval, {"select.empty-sets-are-wsaeinval"_clause});
    if (is_empty) return;
    SocketId stranger = call.socket;
    for (std::uint32_t left = calls::sets_of(call); left != 0; left &= left - 1) {
        const SocketId id = calls::socket_of_bit(static_cast<unsigned>(std::countr_zero(left)));
        if (ruling.state().at(id).phase == SocketPhase::closed) stranger = id;
    }
    refuse_non_socket(ruling, call.has_stranger ? SocketId::none : stranger);
}

/// The state once select has left those in its sets.
State shown(const State& state, std::uint32_t sets) {
    State next = state;
    for (std::size_t i = 0; i < next.sockets.size(); ++i) {
        const bool is_exceptional = (sets >> (2 * capacity::sockets + i) & 1U) != 0;
        if (is_exceptional && has_failed_to_connect(next.sockets[i]))
            set_mark(next.sockets[i], Mark::failure_shown);
    }
    return next;
}

/// Some are ready: they are left in the sets, and of those in doubt any.
void allow_ready(Ruling& ruling, const Members& members) {
    Clauses because{"select.ready-socket-stays-in-the-set"_clause,
                    "select.unready-socket-leaves-the-set"_clause};
    if (members.has_ended) because.add("end-of-stream.select-reports-closed-peer-readable"_clause);
    for (std::uint32_t extra = members.open;; extra = (extra - 1) & members.open) {
        const std::uint32_t sets = members.ready | extra;
        if (sets != 0)
            ruling.allow(leaving(sets), shown(ruling.state(), sets), because).reluctant =
                extra != 0 && members.ready != 0;
        if (extra == 0) break;
    }
}

void forbid_wrong_sets(Ruling& ruling, const Members& members) {
    const Clauses leaves{"select.unready-socket-leaves-the-set"_clause};
    const std::uint32_t all = members.ready | members.open | members.unready;
    if (members.unready != 0) ruling.forbid(sized(done(Range::any()), Range::exactly(all)), leaves);
    for (std::uint32_t left = members.unready; left != 0; left &= left - 1) {
        const std::uint32_t sets = members.ready | (left & ~(left - 1));
        if (sets != all) ruling.forbid(sized(done(Range::any()), Range::exactly(sets)), leaves);
    }
    if (members.ready == 0) return;
    Clauses stays{"select.ready-socket-stays-in-the-set"_clause};
    if (members.has_ended) stays.add("end-of-stream.select-reports-closed-peer-readable"_clause);
    ruling.forbid(done(), stays);
    for (std::uint32_t left = members.ready; left != 0; left &= left - 1) {
        const std::uint32_t sets = members.ready & ~(left & ~(left - 1));
        if (sets != 0) ruling.forbid(leaving(sets), stays);
    }
}

}  // namespace

bool may_wait(const State& state, const calls::Select& call) {
    return call.timeout_ms > 0 && members_of(state, call).ready == 0;
}

bool may_outlast_quiescence(const State& state, const calls::Select& call) {
    constexpr std::uint32_t shortest_quiescence_ms = 100;
    return call.timeout_ms > shortest_quiescence_ms && may_wait(state, call);
}

void forget_what_select_showed(Ruling& ruling, const Call& call) {
    if (is_one_of<calls::Select>(call)) return;
    const SocketId id = socket_named_by(call);
    if (!has_mark(socket_of(ruling.state(), id), Mark::failure_shown)) return;
    ruling.change_next(
        [&](Outcome& outcome) { clear_mark(outcome.next.at(id), Mark::failure_shown); });
}

void decide(Ruling& ruling, const calls::Select& call) {
    constexpr std::uint32_t outlasts_a_scenario_ms = 10'000;
    refuse_select(ruling, call);
    if (ruling.is_refused()) return;
    const State& state = ruling.state();
    const Members members = members_of(state, call);
    const bool outlasts = call.timeout_ms >= outlasts_a_scenario_ms;
    const bool is_whole = state.at(ruling.thread()).flight == Flight::none;
    if ((members.ready | members.open) != 0) allow_ready(ruling, members);
    if (members.ready == 0 && members.open != 0 && outlasts && is_whole)
        ruling.allow(patterns::hung(), state, {}).reluctant = true;
    // A call that does not wait may come before what is on its way.
    const bool may_be_over = !outlasts && (!is_restless(state) || call.timeout_ms == 0);
    if (members.ready == 0 && may_be_over) {
        const Clauses over{"select.time-over-returns-zero"_clause};
        ruling.allow(leaving(0), state, over);
        for (const Error error : {Error::wsaetimedout, Error::wsaewouldblock, Error::wsaeinval})
            ruling.forbid(failed(error), over);
    }
    forbid_wrong_sets(ruling, members);
}

}  // namespace wsconform
