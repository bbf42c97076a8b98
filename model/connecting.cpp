// SPDX-License-Identifier: Apache-2.0

// connect: at once, as an attempt that goes on by itself, or not at all.

#include "model/rules.hpp"

namespace wsconform {

using calls::Void;
using patterns::any_failure;
using patterns::done;
using patterns::failed;
using patterns::hung;

namespace {

Outlook outlook_towards(const State& state, SocketId id, PeerId far, SocketId partner) {
    if (far != PeerId::none) {
        const Peer& peer = state.at(far);
        if (peer.far == id) return Outlook::connects;  // The peer has accepted it already.
        if (peer.phase != PeerPhase::listening) return Outlook::refused;
        return peer.full != 0 ? Outlook::waits : Outlook::connects;
    }
    if (partner == SocketId::none) return Outlook::refused;
    const Socket& listener = state.at(partner);
    const bool is_heard =
        listener.phase == SocketPhase::listening && listener.transport == state.at(id).transport;
    return is_heard ? Outlook::connects : Outlook::refused;
}

bool is_over(const Socket& socket) {
    return has_ended(socket) || is_broken(socket);
}

/// A provider need not support this. But what is still connected is not connected anew.
void connect_after_shutdown(Ruling& ruling, const Socket& socket) {
    const Clauses because{"recv-disconnect.reconnect-may-be-refused"_clause};
    ruling.allow_any_failure(ruling.state(), because);
    if (has_connection(socket) && !is_over(socket))
        ruling.forbid(done(), {"connecting.connected-socket-is-wsaeisconn"_clause});
    else
        ruling.allow(done(), ruling.state(), because);
}

void connect_datagrams(Ruling& ruling, const calls::Connect& call) {
    const bool was_connected = ruling.state().at(call.socket).phase == SocketPhase::connected;
    const Clauses again{"datagram.another-connect-changes-the-destination"_clause};
    State next = ruling.state();
    Socket& socket = next.at(call.socket);
    socket.phase = SocketPhase::connected;
    socket.strangers = 0;
    socket.far = call.to;
    socket.partner = call.to_socket;
    ruling.allow(done(), next, was_connected ? again : Clauses{});
    if (socket.datagrams > 0) {
        // What had come from others may be thrown away.
        socket.datagrams = 0;
        socket.packets = {};
        ruling.allow(done(), next, {}).reluctant = true;
    }
    const bool is_to_nobody = call.to == PeerId::none && call.to_socket == SocketId::none;
    if (is_to_nobody) {
        ruling.allow_any_failure(ruling.state(), {}).reluctant = true;
    } else if (was_connected) {
        ruling.forbid(any_failure(), again);
    }
}

/// The page says it of an address of zeros. Of a port of 0 alone it says only that it is wrong.
void connect_to_void(Ruling& ruling, const calls::Connect& call) {
    const Clauses ends{"datagram.zero-address-ends-the-association"_clause};
    State next = ruling.state();
    Socket& socket = next.at(call.socket);
    const bool was_connected = socket.phase == SocketPhase::connected;
    // The system may keep the address that it has chosen for the socket, or not.
    if (socket.phase == SocketPhase::created) socket.attempt = Attempt::begun;
    if (was_connected) {
        // Of a datagram socket it is the destination that was given up.
        socket.attempt = Attempt::given_up;
        socket.phase = SocketPhase::bound;
    }
    socket.far = PeerId::none;
    socket.partner = SocketId::none;
    socket.reset_in = Travel::none;
    const bool is_zeros = call.lacks == Void::address;
    ruling.allow(done(), next, is_zeros ? ends : Clauses{}).reluctant = !is_zeros;
    if (is_zeros && was_connected)
        ruling.forbid(any_failure(), ends);
    else
        ruling.allow_any_failure(ruling.state(), {});
}

State attempted(const State& state, const calls::Connect& call) {
    State next = state;
    Socket& socket = next.at(call.socket);
    if (socket.attempt == Attempt::failed) set_mark(socket, Mark::error_told);
    socket.phase = SocketPhase::connecting;
    socket.attempt = Attempt::begun;
    clear_mark(socket, Mark::failure_shown);
    socket.far = call.to;
    socket.partner = call.to_socket;
    return next;
}

void connect_stream(Ruling& ruling, const calls::Connect& call, const Socket& socket) {
    const State& state = ruling.state();
    const Outlook outlook = outlook_towards(state, call.socket, call.to, call.to_socket);
    const Clauses refused{"connecting.nobody-listening-is-wsaeconnrefused"_clause};
    Clauses at_once{"connecting.nonblocking-connect-does-not-wait"_clause,
                    "pseudo-blocking.fionbio-or-event-registration-makes-nonblocking"_clause};
    if (socket.nonblocking != 0) {
        ruling.allow_failure(Error::wsaewouldblock, attempted(state, call), at_once);
        ruling.forbid(hung(), at_once);
        ruling.forbid(failed(Error::wsaeinprogress), at_once);
        if (outlook == Outlook::waits) ruling.forbid(done(), at_once);
    }
    // Whoever tells of an earlier attempt does it now.
    if (socket.attempt == Attempt::failed)
        ruling.allow_failure(Error::wsaeconnrefused, {}).reluctant = true;
    State next = attempted(state, call);
    if (outlook == Outlook::connects) {
        complete_connect(next, call.socket);
        next.at(call.socket).attempt = Attempt::none;
        const Clauses reached{"connecting.listening-peer-is-reached"_clause};
        ruling.allow(done(), next, reached).reluctant = socket.nonblocking != 0;
        if (socket.nonblocking == 0 && socket.attempt == Attempt::none) {
            for (const Error error :
                 {Error::wsaeconnrefused, Error::wsaeinval, Error::wsaewouldblock})
                ruling.forbid(failed(error), reached);
        }
    } else if (outlook == Outlook::refused) {
        fail_connect(next, call.socket);
        next.at(call.socket).phase = socket.phase;
        ruling.allow_failure(Error::wsaeconnrefused, next, refused).reluctant =
            socket.nonblocking != 0;
        ruling.forbid(done(), refused);
    }
}

}  // namespace

Outlook outlook_of(const State& state, SocketId id) {
    const Socket& socket = state.at(id);
    return outlook_towards(state, id, socket.far, socket.partner);
}

void complete_connect(State& state, SocketId id) {
    Socket& socket = state.at(id);
    socket.phase = SocketPhase::connected;
    if (socket.partner != SocketId::none) state.at(socket.partner).waiting++;
}

void fail_connect(State& state, SocketId id) {
    Socket& socket = state.at(id);
    socket.phase = SocketPhase::bound;
    socket.attempt = Attempt::failed;
    socket.far = PeerId::none;
    socket.partner = SocketId::none;
}

void decide(Ruling& ruling, const calls::Connect& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& socket = socket_of(ruling.state(), call.socket);
    const bool was_disabled = socket.receive != Disabled::no || socket.send != Disabled::no;
    if (was_disabled && socket.phase != SocketPhase::closed)
        return connect_after_shutdown(ruling, socket);
    const Clauses connected{"connecting.connected-socket-is-wsaeisconn"_clause};
    ruling.refuse(has_connection(socket), Error::wsaeisconn,
                  is_broken(socket) ? Clauses{} : connected);
    ruling.refuse(socket.phase == SocketPhase::listening, Error::wsaeinval,
                  {"connecting.listening-socket-is-wsaeinval"_clause});
    for (const Error error : {Error::wsaealready, Error::wsaeinval, Error::wsaewouldblock}) {
        ruling.refuse(socket.phase == SocketPhase::connecting, error,
                      {"connecting.second-connect-is-refused-meanwhile"_clause});
    }
    const bool is_stream = socket.transport != Transport::udp;
    ruling.refuse(is_stream && call.lacks != Void::no && socket.phase != SocketPhase::closed,
                  Error::wsaeaddrnotavail, {"connecting.port-zero-is-wsaeaddrnotavail"_clause});
    if (ruling.is_refused()) return;
    if (call.lacks != Void::no)
        connect_to_void(ruling, call);
    else if (is_stream)
        connect_stream(ruling, call, socket);
    else
        connect_datagrams(ruling, call);
    reenable_connect(ruling, call.socket);
}

}  // namespace wsconform
