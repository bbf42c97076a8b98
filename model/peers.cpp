// SPDX-License-Identifier: Apache-2.0

// What a peer does.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::nothing;
using patterns::seen;

void decide(Ruling& ruling, const calls::PeerListens& call) {
    State next = ruling.state();
    next.at(call.as).phase = PeerPhase::listening;
    next.at(call.as).full = call.full ? 1 : 0;
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::PeerDrains& call) {
    State next = ruling.state();
    next.at(call.peer).full = 0;
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::PeerBinds& call) {
    State next = ruling.state();
    next.at(call.as).phase = PeerPhase::datagram;
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::PeerConnects& call) {
    const Socket& listener = ruling.state().at(call.to);
    if (listener.phase != SocketPhase::listening)
        return void(ruling.allow(seen(ReplyKind::refused), ruling.state(), {}));
    State next = ruling.state();
    next.at(call.as).phase = PeerPhase::waiting;
    next.at(call.as).far = call.to;
    next.at(call.to).waiting++;
    ruling.allow(done(Range::any()), next, {});
    if (listener.interrupted == Interrupted::accept)
        ruling.forbid(seen(ReplyKind::refused),
                      {"after-cancel.accept-leaves-socket-listening"_clause,
                       "cancel-blocking.cancelled-accept-keeps-listener-intact"_clause});
}

namespace {

/// The peer's listener takes the connection that the socket of that number makes or has made.
void accept_from(Ruling& ruling, const calls::PeerAccepts& call, std::size_t number) {
    const State& state = ruling.state();
    const Socket& socket = state.sockets[number];
    State next = state;
    if (socket.interrupted == Interrupted::connect) {
        // Should the attempt complete all the same, it is reset.
        next.sockets[number].reset_out = Travel::due;
        ruling.allow(nothing(), state, reset_clauses(socket));
    }
    next.sockets[number].far = call.as;
    next.at(call.as).phase = PeerPhase::connected;
    next.at(call.as).far = SocketId{static_cast<std::uint8_t>(number)};
    if (socket.attempt == Attempt::given_up) {
        ruling.allow(nothing(), state, {});
        State ended = next;
        ended.sockets[number].out.end = Travel::due;
        ruling.allow(done(Range::any()), ended, {});
        next.sockets[number].reset_out = Travel::due;
    }
    ruling.allow(done(Range::any()), next, {});
}

}  // namespace

/// Of several sockets that connect, any may be the first.
void decide(Ruling& ruling, const calls::PeerAccepts& call) {
    const State& state = ruling.state();
    for (std::size_t i = 0; i < state.sockets.size(); ++i) {
        const Socket& socket = state.sockets[i];
        const bool connects = socket.far == call.listener && socket.transport != Transport::udp &&
                              socket.phase != SocketPhase::none;
        if (connects) accept_from(ruling, call, i);
    }
    if (!ruling.can_end()) ruling.allow(nothing(), state, {});
}

namespace {

/// Something set off from the peer: either it is known to have arrived, or it is on its way.
template <typename Change>
void send_off(Ruling& ruling, PeerId peer, Change change) {
    State arrived = ruling.state();
    State travelling = ruling.state();
    const SocketId far = ruling.state().at(peer).far;
    if (far != SocketId::none) {
        change(arrived.at(far), Travel::arrived);
        change(travelling.at(far), Travel::due);
    }
    ruling.allow(done({1, 1}), arrived, {});
    ruling.allow(done({0, 0}), travelling, {});
}

/// The same on a connection that was not accepted yet.
template <typename Change>
void send_early(Ruling& ruling, PeerId peer, Change change) {
    State arrived = ruling.state();
    State travelling = ruling.state();
    change(arrived.at(peer).early, Travel::arrived);
    change(travelling.at(peer).early, Travel::due);
    ruling.allow(done({1, 1}), arrived, {});
    ruling.allow(done({0, 0}), travelling, {});
}

}  // namespace

void decide(Ruling& ruling, const calls::PeerSends& call) {
    const State& state = ruling.state();
    if (state.at(call.peer).phase == PeerPhase::datagram) {
        State next = state;
        const Socket& to = socket_of(state, call.to);
        if (takes_from(to, call.peer, SocketId::none))
            add_datagram(next.at(call.to), call.bytes);
        else if (to.phase == SocketPhase::connected)
            next.at(call.to).strangers = 1;
        next.at(call.peer).far = call.to;
        ruling.allow(done(Range::any()), next, {});
        return;
    }
    if (is_waiting(state.at(call.peer))) {
        return send_early(ruling, call.peer, [&](Early& early, Travel travel) {
            early.sent += call.bytes;
            if (travel == Travel::arrived) early.arrived = early.sent;
        });
    }
    if (may_absorb(state, state.at(call.peer).far)) {
        send_off(ruling, call.peer, [&](Socket& socket, Travel travel) {
            socket.in.sent += call.bytes;
            if (travel == Travel::arrived) socket.in.arrived = socket.in.sent;
        });
    }
    send_off(ruling, call.peer, [&](Socket& socket, Travel travel) {
        socket.in.sent += call.bytes;
        if (travel != Travel::arrived) return;
        socket.in.arrived = socket.in.sent;
        if (socket.receive != Disabled::no && socket.reset_out == Travel::none &&
            socket.phase == SocketPhase::connected) {
            socket.reset_out = Travel::due;
            socket.reset_by_later_data = 1;
        }
    });
}

void decide(Ruling& ruling, const calls::PeerShutsDown& call) {
    if (is_waiting(ruling.state().at(call.peer))) {
        return send_early(ruling, call.peer, [](Early& early, Travel travel) {
            if (travel == Travel::arrived) early.arrived = early.sent;
            early.end = travel;
        });
    }
    send_off(ruling, call.peer, [](Socket& socket, Travel travel) {
        if (travel == Travel::arrived) socket.in.arrived = socket.in.sent;
        socket.in.end = travel;
    });
}

void decide(Ruling& ruling, const calls::PeerCloses& call) {
    const State& state = ruling.state();
    State next = state;
    if (is_waiting(state.at(call.peer))) {
        Peer& peer = next.at(call.peer);
        peer.phase = PeerPhase::left;
        if (peer.early.end == Travel::none) peer.early.end = Travel::due;
        ruling.allow(done(Range::any()), next, {});
        return;
    }
    next.at(call.peer).phase = PeerPhase::gone;
    const SocketId far = state.at(call.peer).far;
    if (far == SocketId::none || state.at(call.peer).phase == PeerPhase::datagram) {
        ruling.allow(done(Range::any()), next, {});
        return;
    }
    Socket& socket = next.at(far);
    if (socket.in.end == Travel::none) socket.in.end = Travel::due;
    ruling.allow(done(Range::any()), next, {});
    if (socket.out.sent > socket.out.read) {
        socket.reset_in = Travel::due;
        ruling.allow(done(Range::any()), next, {});
    }
}

void decide(Ruling& ruling, const calls::PeerResets& call) {
    State next = ruling.state();
    if (is_waiting(next.at(call.peer))) {
        next.at(call.peer).phase = PeerPhase::left;
        next.at(call.peer).early.reset = Travel::due;
        ruling.allow(done(Range::any()), next, {});
        return;
    }
    next.at(call.peer).phase = PeerPhase::gone;
    const SocketId far = next.at(call.peer).far;
    if (far != SocketId::none) next.at(far).reset_in = Travel::due;
    ruling.allow(done(Range::any()), next, {});
}

}  // namespace wsconform
