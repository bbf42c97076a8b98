// SPDX-License-Identifier: Apache-2.0

// closesocket, and the options that say how long it waits.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::sized;
using patterns::with;

namespace {

/// Overlapped operations that were pending on the socket fail, and that is told.
void cancel_overlapped(State& state, SocketId socket) {
    for (std::size_t i = 0; i < state.overlapped.size(); ++i) {
        const bool is_pending = state.overlapped[i] == OverlappedPhase::pending;
        if (is_pending && state.overlapped_on[i] == socket)
            state.overlapped[i] = OverlappedPhase::cancelling;
    }
    state.later_overlapped = 0;
}

/// The other end is a socket too, and sees no more of this one than its end.
void end_towards(State& state, SocketId partner) {
    Direction& in = state.at(partner).in;
    if (has_connection(state.at(partner)) && in.end == Travel::none) in.end = Travel::due;
}

void reset_towards(State& state, SocketId partner) {
    if (partner == SocketId::none || !has_connection(state.at(partner))) return;
    state.at(partner).reset_in = Travel::due;
}

/// Sockets of the process whose connection the listening one has not accepted.
void reset_callers(State& state, SocketId listener) {
    for (Socket& caller : state.sockets) {
        if (has_connection(caller) && caller.partner == listener && caller.reset_in == Travel::none)
            caller.reset_in = Travel::due;
    }
}

/// The state after an orderly close: what was sent goes out first.
State closed(const State& state, SocketId id) {
    State next = state;
    Socket& socket = next.at(id);
    const bool is_stream = is_connected_stream(socket);
    if (socket.phase == SocketPhase::listening) reset_callers(next, id);
    if (socket.phase == SocketPhase::connecting) socket.attempt = Attempt::given_up;
    socket.phase = SocketPhase::closed;
    if (is_stream && socket.out.end == Travel::none) socket.out.end = Travel::due;
    if (socket.partner != SocketId::none) end_towards(next, socket.partner);
    cancel_overlapped(next, id);
    return next;
}

void close_hard(Ruling& ruling, SocketId id) {
    const State& state = ruling.state();
    const Clauses because{"close.zero-linger-resets-at-once"_clause};
    State reset = closed(state, id);
    reset.at(id).out.end = state.at(id).out.end;
    if (state.at(id).reset_in == Travel::none && state.at(id).reset_out == Travel::none)
        reset.at(id).reset_out = Travel::due;
    reset_towards(reset, state.at(id).partner);
    ruling.allow(done(), reset, because);
    // For a 1.1 client the peer's receive "can" fail, but after a cancel it does.
    const bool was_cancelled = state.at(id).interrupted != Interrupted::no;
    if (is_legacy_client(state) && !was_cancelled)
        ruling.allow(done(), closed(state, id), because).reluctant = true;
    ruling.forbid(hung(), because);
}

/// A refusal that leaves all as it was.
void allow_would_block(Ruling& ruling, SocketId id, const Clauses& because, Branch branch) {
    State next = ruling.state();
    next.at(id).unclosed = 1;
    ruling.allow_failure(Error::wsaewouldblock, next, because, branch).reluctant =
        !branch.taken.empty();
}

}  // namespace

void decide(Ruling& ruling, const calls::CloseSocket& call) {
    const Clauses listed{"close.failure-reasons-are-listed"_clause};
    ruling.failures_obey({}, listed);
    refuse_unstarted(ruling, listed);
    refuse_non_socket(ruling, call.socket, listed);
    if (ruling.is_refused()) return;

    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    const Clauses releases{"close.releases-the-descriptor"_clause};
    ruling.forbid(done({1, Range::any().highest}), releases);
    const bool is_stream = has_connection(socket);
    const bool lingers = is_stream && socket.linger.on != 0;
    if (lingers && socket.linger.seconds == 0) return close_hard(ruling, call.socket);

    Clauses because = releases;
    if (lingers && socket.nonblocking != 0) {
        const Clauses refused{"close.nonblocking-linger-reports-wsaewouldblock"_clause};
        if (is_legacy_client(state)) {
            allow_would_block(ruling, call.socket, refused, {});
            ruling.forbid(done(), refused);
            return;
        }
        allow_would_block(ruling, call.socket, refused, {"AMB-34"_ambiguity, "WSAEWOULDBLOCK"});
    } else if (lingers) {
        const Clauses waits{"close.timed-linger-waits-then-returns-zero"_clause};
        because.add(waits);
        ruling.forbid(hung(), waits);
        ruling.forbid(failed(Error::wsaewouldblock), waits);
        if (socket.out.sent > socket.out.arrived && !is_broken(socket)) return;
    } else if (is_stream) {
        const Clauses at_once{"close.default-returns-at-once-and-delivers"_clause};
        because.add(at_once);
        ruling.forbid(hung(), at_once);
        ruling.forbid(failed(Error::wsaewouldblock), at_once);
    }
    State next = closed(state, call.socket);
    ruling.allow(done(), next, because);
    if (is_stream && socket.in.sent > socket.in.read) {
        next.at(call.socket).reset_out = Travel::due;
        reset_towards(next, socket.partner);
        ruling.allow(done(), next, because);
    }
}

void decide(Ruling& ruling, const calls::SetLinger& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const State& state = ruling.state();
    const Clauses datagram{"close.datagram-linger-option-is-wsaenoprotoopt"_clause};
    const bool is_datagram = socket_of(state, call.socket).transport == Transport::udp;
    ruling.refuse(is_datagram && is_legacy_client(state), Error::wsaenoprotoopt, datagram);
    if (ruling.is_refused()) return;
    if (is_datagram) ruling.allow_failure(Error::wsaenoprotoopt, {});

    State next = state;
    next.at(call.socket).inherits_linger = 0;
    Linger& linger = next.at(call.socket).linger;
    linger = {static_cast<std::uint8_t>(call.on ? 1 : 0), 0, call.seconds};
    if (!call.is_dontlinger) {
        ruling.allow(done(), next, {});
        return;
    }
    // AMB-36: a true SO_DONTLINGER ends lingering, or begins it.
    linger.seconds = state.at(call.socket).linger.seconds;
    linger.by_dontlinger = call.on ? 1 : 2;
    for (const bool on : {!call.on, call.on}) {
        linger.on = on ? 1 : 0;
        ruling.allow(done(), next, {});
    }
}

/// `size` of the reply has l_onoff in its upper half, as 0 or 1, and l_linger in its lower half.
void decide(Ruling& ruling, const calls::GetLinger& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    const Linger& linger = socket.linger;
    if (socket.transport == Transport::udp) {
        ruling.allow_failure(Error::wsaenoprotoopt, {});
        ruling.allow(done(), state, {});
        return;
    }
    constexpr std::uint32_t one = 0x10000;
    const bool is_exact = linger.on != 0 && linger.by_dontlinger == 0;
    const std::uint32_t base = linger.on != 0 ? one : 0;
    const Range value =
        is_exact ? Range::exactly(base | linger.seconds) : Range{base, base | (one - 1)};
    Clauses because{"close.linger-structure-holds-two-16-bit-values"_clause};
    Branch branch;
    if (linger.by_dontlinger != 0) {
        because.add("close.so-dontlinger-polarity-differs"_clause);
        const bool is_as_told = (linger.on != 0) == (linger.by_dontlinger == 1);
        branch = {"AMB-36"_ambiguity, is_as_told ? "turns it on" : "turns it off"};
    }
    Clauses held{"close.linger-structure-holds-two-16-bit-values"_clause};
    if (socket.inherits_linger != 0) {
        because.add("accepting.accepted-socket-inherits-properties"_clause);
        held.add("accepting.accepted-socket-inherits-properties"_clause);
    }
    ruling.allow(sized(done(), value), state, because, branch);
    ruling.forbid(with(sized(done(), value), Defect::malformed), held);
    if (value.lowest > 0) ruling.forbid(sized(done(), {0, value.lowest - 1}), held);
    ruling.forbid(sized(done(), {value.highest + 1, Range::any().highest}), held);
}

}  // namespace wsconform
