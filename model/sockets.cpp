#include <array>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;

namespace {

/// WSAEINVAL, WSAEPROTOTYPE, WSAEPROTONOSUPPORT, WSAESOCKTNOSUPPORT, WSAEAFNOSUPPORT.
constexpr std::array selector_refusals{Error::wsaeinval, Error::wsaeprototype,
                                       Error::wsaeprotonosupport, Error::wsaesocktnosupport,
                                       Error::wsaeafnosupport};

State with_socket(const State& state, SocketId id, const Socket& socket) {
    State next = state;
    next.at(id) = socket;
    return next;
}

}  // namespace

void decide(Ruling& ruling, const calls::CreateSocket& call) {
    refuse_unstarted(ruling);
    if (ruling.is_refused()) return;
    Socket socket{};
    socket.transport = call.transport;
    socket.phase = SocketPhase::created;
    const Clauses wildcards{"provider-duty.wildcard-selectors-are-accepted"_clause};
    ruling.allow(done(Range::any()), with_socket(ruling.state(), call.as, socket),
                 call.has_wildcards ? wildcards : Clauses{});
    if (!call.has_wildcards) return;
    for (const Error error : selector_refusals)
        ruling.forbid(failed(error), wildcards);
}

void decide(Ruling& ruling, const calls::Bind& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& socket = socket_of(ruling.state(), call.socket);
    ruling.refuse(socket.phase > SocketPhase::created && socket.phase != SocketPhase::closed,
                  Error::wsaeinval, {});
    if (ruling.is_refused()) return;
    Socket bound = socket;
    bound.phase = SocketPhase::bound;
    const State next = with_socket(ruling.state(), call.socket, bound);
    if (call.like == SocketId::none) {
        ruling.allow(done(), next, {});
        return;
    }
    const Socket& like = ruling.state().at(call.like);
    const Clauses because{"close.abortive-close-leaves-no-time-wait"_clause};
    const bool is_gone = is_closed_hard(like);
    ruling.allow(done(), next, is_gone ? because : Clauses{});
    if (is_gone)
        ruling.forbid(failed(Error::wsaeaddrinuse), because);
    else
        ruling.allow_failure(Error::wsaeaddrinuse, {});
}

void decide(Ruling& ruling, const calls::Listen& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& socket = socket_of(ruling.state(), call.socket);
    ruling.refuse(socket.transport == Transport::udp, Error::wsaeopnotsupp, {});
    // Of a connected socket the page lists both: it is connected, and no call to bind bound it.
    const bool is_connected = socket.phase == SocketPhase::connected;
    ruling.refuse(socket.phase == SocketPhase::created || is_connected, Error::wsaeinval, {});
    ruling.refuse(is_connected, Error::wsaeisconn, {});
    if (ruling.is_refused()) return;
    Socket listening = socket;
    listening.phase = SocketPhase::listening;
    ruling.allow(done(), with_socket(ruling.state(), call.socket, listening), {});
}

namespace {

/// The connection waits at the listener until that accepts it.
void connect_to_socket(Ruling& ruling, const calls::Connect& call) {
    const State& state = ruling.state();
    const Socket& listener = state.at(call.to_socket);
    const bool is_heard = state.at(call.socket).transport == Transport::seqpacket &&
                          listener.transport == Transport::seqpacket &&
                          listener.phase == SocketPhase::listening;
    if (!is_heard) {
        ruling.allow_failure(Error::wsaeconnrefused, {});
        return;
    }
    State next = state;
    next.at(call.socket).phase = SocketPhase::connected;
    next.at(call.socket).partner = call.to_socket;
    next.at(call.to_socket).waiting++;
    ruling.allow(done(), next, {});
}

}  // namespace

void decide(Ruling& ruling, const calls::Connect& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& socket = socket_of(ruling.state(), call.socket);
    const bool was_disabled = socket.receive != Disabled::no || socket.send != Disabled::no;
    if (was_disabled && socket.phase != SocketPhase::closed) {
        const Clauses because{"recv-disconnect.reconnect-may-be-refused"_clause};
        ruling.allow_any_failure(ruling.state(), because);
        ruling.allow(done(), ruling.state(), because);
        return;
    }
    ruling.refuse(has_connection(socket), Error::wsaeisconn, {});
    ruling.refuse(socket.phase == SocketPhase::listening, Error::wsaeinval, {});
    if (ruling.is_refused()) return;
    if (call.to_socket != SocketId::none) return connect_to_socket(ruling, call);
    if (call.to != PeerId::none && ruling.state().at(call.to).full != 0) return;

    Socket connected = socket;
    connected.far = call.to;
    connected.phase = SocketPhase::connected;
    if (call.to == PeerId::none) {
        ruling.allow_failure(Error::wsaeconnrefused, {});
    } else {
        ruling.allow(done(), with_socket(ruling.state(), call.socket, connected), {});
    }
}

namespace {

/// The state in which `as` has accepted a connection that waited, but for its other end.
State accepted(const State& state, const calls::Accept& call) {
    State next = state;
    next.at(call.socket).waiting--;
    Socket& served = next.at(call.as);
    served = next.at(call.socket);
    served.phase = SocketPhase::connected;
    served.waiting = 0;
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
    caller.partner = as;
    caller.packets = {};
    caller.data = 0;
    caller.out = {};
    return next;
}

}  // namespace

void decide(Ruling& ruling, const calls::Accept& call) {
    const State& state = ruling.state();
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& listener = socket_of(state, call.socket);
    const bool is_socket =
        listener.phase != SocketPhase::none && listener.phase != SocketPhase::closed;
    ruling.refuse(is_socket && listener.phase != SocketPhase::listening, Error::wsaeinval, {});
    ruling.refuse(is_socket && listener.transport == Transport::udp, Error::wsaeopnotsupp, {});
    if (ruling.is_refused()) return;

    for (std::size_t i = 0; i < state.peers.size(); ++i) {
        const Peer& peer = state.peers[i];
        if (peer.phase != PeerPhase::waiting || peer.far != call.socket) continue;
        State next = accepted(state, call);
        next.at(call.as).far = PeerId{static_cast<std::uint8_t>(i)};
        next.peers[i].phase = PeerPhase::connected;
        next.peers[i].far = call.as;
        ruling.allow(done(Range::any()), next, {});
        return;
    }
    for (std::size_t i = 0; i < state.sockets.size(); ++i) {
        const Socket& caller = state.sockets[i];
        if (!has_connection(caller) || caller.partner != call.socket) continue;
        ruling.allow(done(Range::any()), with_pair(accepted(state, call), call.as, i), {});
        return;
    }
    if (listener.nonblocking != 0) ruling.allow_failure(Error::wsaewouldblock, {});
}

void decide(Ruling& ruling, const calls::GetSockName& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& socket = socket_of(ruling.state(), call.socket);
    ruling.refuse(socket.phase == SocketPhase::created, Error::wsaeinval, {});
    if (!ruling.is_refused()) ruling.allow(done(), ruling.state(), {});
}

void decide(Ruling& ruling, const calls::GetSockError& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (!ruling.is_refused()) {
        ruling.allow(done(Range::any()), ruling.state(),
                     {"last-error.reading-so-error-may-reset-it"_clause});
    }
}

void decide(Ruling& ruling, const calls::SetNonblocking& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const bool has_registration = socket_of(ruling.state(), call.socket).notification.events != 0;
    ruling.refuse(has_registration && !call.on, Error::wsaeinval,
                  {"pseudo-blocking.fionbio-or-event-registration-makes-nonblocking"_clause});
    if (ruling.is_refused()) return;
    State next = ruling.state();
    next.at(call.socket).nonblocking = call.on ? 1 : 0;
    ruling.allow(done(), next, {});
}

void decide(Ruling& ruling, const calls::EnumProtocols& call) {
    const ClauseId size = "enum-protocols.small-buffer-is-wsaenobufs-with-size"_clause;
    ruling.failures_obey({}, {"enum-protocols.failure-reasons-are-listed"_clause});
    refuse_unstarted(ruling);
    ruling.refuse(call.room == calls::ProtocolRoom::none, Error::wsaenobufs, {size});
    if (ruling.is_refused()) return;

    struct Fault {
        Defect defect;
        ClauseId clause;
    };
    static constexpr auto faults = std::to_array<Fault>({
        {Defect::disconnect_flag, "recv-disconnect.native-tcp-has-no-disconnect-data"_clause},
        {Defect::wrong_count, "enum-protocols.returns-the-number-of-entries"_clause},
        {Defect::both_directions, "enum-protocols.unidirectional-flags-exclude-each-other"_clause},
        {Defect::bad_chain, "enum-protocols.chain-length-tells-entry-kind"_clause},
    });
    Clauses because;
    for (const Fault& fault : faults) {
        because.add(fault.clause);
        ruling.forbid(patterns::with(done(Range::any()), fault.defect), {fault.clause});
    }
    if (call.is_filtered) {
        const ClauseId filter = "enum-protocols.filter-restricts-the-result"_clause;
        because.add(filter);
        ruling.forbid(patterns::with(done(Range::any()), Defect::wrong_entry), {filter});
    }
    if (call.room == calls::ProtocolRoom::required) {
        because.add(size);
        ruling.forbid(failed(Error::wsaenobufs), {size});
    }
    ruling.allow(done(Range::any()), ruling.state(), because);
}

}  // namespace wsconform
