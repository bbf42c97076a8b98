// SPDX-License-Identifier: Apache-2.0

// accept, and the connections that wait for it.

#include "model/rules.hpp"

namespace wsconform {

using patterns::any_failure;
using patterns::done;
using patterns::failed;
using patterns::hung;

namespace {

/// The state in which `as` has accepted a connection that waited, but for its other end.
State accepted(const State& state, const calls::Accept& call) {
    State next = state;
    next.at(call.socket).waiting--;
    const Socket& listener = next.at(call.socket);
    Socket served{};
    served.transport = listener.transport;
    served.phase = SocketPhase::connected;
    served.nonblocking = listener.nonblocking;
    served.linger = listener.linger;
    served.inherits_linger = 1;
    served.notification = inherited(listener.notification);
    if (listener.timeout != ReceiveTimeout::none) served.timeout = ReceiveTimeout::short_or_none;
    next.at(call.as) = served;
    return next;
}

/// The other end of `as` is the peer of that number.
State with_peer(State next, SocketId as, std::size_t number) {
    Peer& peer = next.peers[number];
    Socket& served = next.at(as);
    served.far = PeerId{static_cast<std::uint8_t>(number)};
    served.in.sent = peer.early.sent;
    served.in.arrived = peer.early.arrived;
    served.in.end = peer.early.end;
    served.reset_in = peer.early.reset;
    peer.phase = peer.phase == PeerPhase::left ? PeerPhase::gone : PeerPhase::connected;
    peer.far = as;
    peer.early = {};
    return next;
}

/// The other end of `as` is the socket of that number. What that sent already waits for `as`.
State with_pair(State next, SocketId as, std::size_t number) {
    Socket& caller = next.sockets[number];
    Socket& served = next.at(as);
    served.partner = SocketId{static_cast<std::uint8_t>(number)};
    served.packets = caller.packets;
    served.data = caller.data;
    served.in.sent = caller.out.sent;
    if (caller.out.end != Travel::none) served.in.end = Travel::due;
    if (caller.reset_out != Travel::none) served.reset_in = Travel::due;
    caller.partner = as;
    caller.packets = {};
    caller.data = 0;
    caller.out = {};
    return next;
}

/// Why a connection that waits must be handed out; `has_come`: it has brought something.
Clauses reasons_to_accept(bool has_come) {
    Clauses because{"accepting.waiting-connection-is-accepted"_clause};
    if (has_come) because.add("accepting.waiting-connection-keeps-what-came"_clause);
    return because;
}

void must_accept(Ruling& ruling, bool has_come) {
    if (has_come)
        ruling.forbid(any_failure(), {"accepting.waiting-connection-keeps-what-came"_clause});
    const Clauses accepted{"accepting.waiting-connection-is-accepted"_clause};
    for (const Error error : {Error::wsaeinval, Error::wsaewouldblock})
        ruling.forbid(failed(error), accepted);
    ruling.forbid(hung(), accepted);
}

/// The connection of the peer that waits longest; false if no peer waits.
bool accept_peer(Ruling& ruling, const calls::Accept& call) {
    const State& state = ruling.state();
    for (std::size_t i = 0; i < state.peers.size(); ++i) {
        const Peer& peer = state.peers[i];
        if (!is_waiting(peer) || peer.far != call.socket) continue;
        const bool is_reset = peer.early.reset != Travel::none;
        const bool has_come = peer.early.sent > 0 || peer.early.end != Travel::none;
        const Clauses kept = reasons_to_accept(has_come);
        ruling.allow(done(Range::any()), with_peer(accepted(state, call), call.as, i),
                     is_reset ? Clauses{} : kept);
        if (is_reset) {
            State dropped = state;
            drop_waiting(dropped, i);
            ruling
                .allow_failure(Error::wsaeconnreset, dropped,
                               {"accepting.connection-reset-before-may-be-refused"_clause})
                .reluctant = true;
        } else {
            must_accept(ruling, has_come);
        }
        return true;
    }
    return false;
}

/// A connection that a socket of the process has made. Which of several is first is not kept.
bool accept_own(Ruling& ruling, const calls::Accept& call) {
    const State& state = ruling.state();
    bool found = false;
    for (std::size_t i = 0; i < state.sockets.size(); ++i) {
        const Socket& caller = state.sockets[i];
        const bool has_called =
            caller.transport != Transport::udp && caller.partner == call.socket &&
            (caller.phase == SocketPhase::connected ||
             (caller.phase == SocketPhase::closed && caller.attempt != Attempt::given_up));
        if (!has_called) continue;
        found = true;
        const bool is_reset = caller.reset_out != Travel::none;
        const Clauses kept = reasons_to_accept(caller.out.sent > 0);
        ruling.allow(done(Range::any()), with_pair(accepted(state, call), call.as, i),
                     is_reset ? Clauses{} : kept);
        if (!is_reset) must_accept(ruling, caller.out.sent > 0);
    }
    return found;
}

}  // namespace

bool is_waiting(const Peer& peer) {
    return peer.phase == PeerPhase::waiting || peer.phase == PeerPhase::left;
}

void drop_waiting(State& state, std::size_t peer) {
    Peer& gone = state.peers[peer];
    state.at(gone.far).waiting--;
    gone.phase = PeerPhase::gone;
    gone.far = SocketId::none;
    gone.early = {};
}

void decide(Ruling& ruling, const calls::Accept& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& listener = socket_of(ruling.state(), call.socket);
    const bool is_socket =
        listener.phase != SocketPhase::none && listener.phase != SocketPhase::closed;
    const bool is_datagram = listener.transport == Transport::udp;
    const ClauseId because = is_datagram
                                 ? "accepting.datagram-socket-is-wsaeopnotsupp"_clause
                                 : "accepting.socket-that-does-not-listen-is-wsaeinval"_clause;
    ruling.refuse(is_socket && listener.phase != SocketPhase::listening, Error::wsaeinval,
                  {because});
    ruling.refuse(is_socket && is_datagram, Error::wsaeopnotsupp, {because});
    if (ruling.is_refused()) return;
    const bool has_peer = accept_peer(ruling, call);
    const bool has_own = accept_own(ruling, call);
    if (!has_peer && !has_own && listener.nonblocking != 0) {
        const Clauses at_once{
            "accepting.nonblocking-accept-does-not-wait"_clause,
            "pseudo-blocking.fionbio-or-event-registration-makes-nonblocking"_clause};
        ruling.allow_failure(Error::wsaewouldblock, at_once);
        ruling.forbid(hung(), at_once);
    }
    reenable_accept(ruling, call.socket);
}

}  // namespace wsconform
