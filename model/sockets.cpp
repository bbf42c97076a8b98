// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <initializer_list>

#include "model/rules.hpp"

namespace wsconform {

using patterns::any_failure;
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

/// The page lists WSAEINVAL for parameters in general, so it will do for each.
void refuse_selectors(Ruling& ruling, const calls::CreateSocket& call) {
    const auto refuse = [&](std::initializer_list<Error> codes, const Clauses& because) {
        for (const Error code : codes)
            ruling.refuse(true, code, because);
    };
    switch (call.selector) {
        case calls::Selector::right:
            break;
        case calls::Selector::wrong_family:
            refuse({Error::wsaeafnosupport, Error::wsaeinval},
                   {"creating.unknown-family-is-wsaeafnosupport"_clause});
            break;
        case calls::Selector::wrong_type:
            refuse({Error::wsaesocktnosupport, Error::wsaeprototype, Error::wsaeinval},
                   {"creating.unknown-type-is-wsaesocktnosupport"_clause});
            break;
        case calls::Selector::wrong_protocol:
            refuse({Error::wsaeprotonosupport, Error::wsaeprototype, Error::wsaeinval},
                   {"creating.wrong-protocol-is-wsaeprotonosupport"_clause});
            break;
    }
}

}  // namespace

void decide(Ruling& ruling, const calls::CreateSocket& call) {
    refuse_unstarted(ruling);
    refuse_selectors(ruling, call);
    if (ruling.is_refused()) return;
    Socket socket{};
    socket.transport = call.transport;
    socket.phase = SocketPhase::created;
    const Clauses wildcards{"provider-duty.wildcard-selectors-are-accepted"_clause};
    const Clauses made{"creating.known-type-makes-a-socket"_clause};
    ruling.allow(done(Range::any()), with_socket(ruling.state(), call.as, socket),
                 call.has_wildcards ? wildcards : made);
    // The provider chooses a type; one without a default refuses.
    if (call.has_no_type) {
        socket.transport = Transport::udp;
        ruling.allow(done(Range::any()), with_socket(ruling.state(), call.as, socket), {})
            .reluctant = true;
        ruling.allow_any_failure(ruling.state(), {}).reluctant = true;
        return;
    }
    if (!call.has_wildcards) {
        for (const Error error : selector_refusals)
            ruling.forbid(failed(error), made);
        return;
    }
    for (const Error error : selector_refusals)
        ruling.forbid(failed(error), wildcards);
}

namespace {

/// The system may have chosen an address for it, though nobody called bind.
bool may_be_bound(const Socket& socket) {
    return socket.attempt != Attempt::none &&
           (socket.phase == SocketPhase::created || socket.phase == SocketPhase::bound);
}

/// It was given an address of its own, which it still has. Of what connect chose for a stream no
/// page says that bind may not have it too.
bool holds_an_address(const Socket& socket) {
    const bool is_sound = !is_broken(socket) && socket.reset_in == Travel::none &&
                          socket.aborted == 0 && !has_ended(socket);
    const bool has_kept_it = socket.attempt != Attempt::failed &&
                             socket.attempt != Attempt::given_up &&
                             socket.phase != SocketPhase::closed;
    return socket.transport != Transport::seqpacket && has_mark(socket, Mark::bound) &&
           has_kept_it && is_sound;
}

}  // namespace

void decide(Ruling& ruling, const calls::Bind& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const State& state = ruling.state();
    const Socket& socket = socket_of(state, call.socket);
    const Socket& like = socket_of(state, call.like);
    const bool is_open = socket.phase > SocketPhase::created && socket.phase != SocketPhase::closed;
    ruling.refuse(is_open && !may_be_bound(socket), Error::wsaeinval,
                  {"binding.bound-socket-is-wsaeinval"_clause});
    ruling.refuse(!is_open && holds_an_address(like) && like.transport == socket.transport,
                  Error::wsaeaddrinuse, {"binding.address-in-use-is-wsaeaddrinuse"_clause});
    if (ruling.is_refused()) return;
    if (may_be_bound(socket)) ruling.allow_failure(Error::wsaeinval, {}).reluctant = true;
    Socket bound = socket;
    bound.phase = SocketPhase::bound;
    bound.attempt = Attempt::none;
    set_mark(bound, Mark::bound);
    State next = with_socket(state, call.socket, bound);
    if (socket.transport == Transport::udp) reenable_write(next, call.socket);
    if (call.like == SocketId::none) {
        const Clauses succeeds{"binding.bind-to-any-port-succeeds"_clause};
        ruling.allow(done(), next, succeeds);
        if (!may_be_bound(socket)) ruling.forbid(failed(Error::wsaeinval), succeeds);
        for (const Error error : {Error::wsaeaddrinuse, Error::wsaeaddrnotavail})
            ruling.forbid(failed(error), succeeds);
        return;
    }
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
    ruling.refuse(socket.transport == Transport::udp, Error::wsaeopnotsupp,
                  {"binding.datagram-listen-is-wsaeopnotsupp"_clause});
    // Of a connected socket the page lists both: it is connected, and no call to bind bound it. Of
    // one whose connection broke it says nothing.
    const bool is_connected = socket.phase == SocketPhase::connected;
    const bool is_sound =
        !is_broken(socket) && socket.reset_in == Travel::none && socket.aborted == 0;
    const Clauses connected =
        is_sound ? Clauses{"binding.connected-listen-is-wsaeisconn"_clause} : Clauses{};
    ruling.refuse(is_connected, Error::wsaeisconn, connected);
    ruling.refuse(is_connected, Error::wsaeinval, connected);
    ruling.refuse(socket.phase == SocketPhase::created && !may_be_bound(socket), Error::wsaeinval,
                  {"binding.unbound-listen-is-wsaeinval"_clause});
    ruling.refuse(socket.phase == SocketPhase::connecting, Error::wsaeinval, {});
    if (ruling.is_refused()) return;
    if (may_be_bound(socket)) ruling.allow_failure(Error::wsaeinval, {}).reluctant = true;
    const Clauses again{"binding.second-listen-succeeds"_clause};
    const bool listens = socket.phase == SocketPhase::listening;
    Socket listening = socket;
    listening.phase = SocketPhase::listening;
    listening.attempt = Attempt::none;
    const Clauses succeeds{"binding.bound-socket-can-listen"_clause};
    ruling.allow(done(), with_socket(ruling.state(), call.socket, listening),
                 listens ? again : succeeds);
    if (!listens && !may_be_bound(socket)) {
        for (const Error error : {Error::wsaeinval, Error::wsaeopnotsupp})
            ruling.forbid(failed(error), succeeds);
    }
    if (!listens) return;
    if (ruling.is_in_force(*again.begin()))
        ruling.forbid(any_failure(), again);
    else
        ruling.allow_any_failure(ruling.state(), {}).reluctant = true;
}

namespace {

void name_peer(Ruling& ruling, const Socket& socket) {
    const bool is_open = socket.phase != SocketPhase::closed;
    const bool is_connected = socket.phase == SocketPhase::connected;
    const bool is_connecting = socket.phase == SocketPhase::connecting;
    ruling.refuse(is_open && !is_connected && !is_connecting, Error::wsaenotconn,
                  {"connecting.unconnected-socket-has-no-peer-name"_clause});
    if (ruling.is_refused()) return;
    ruling.allow(done(), ruling.state(), {});
    const bool is_to_nobody = socket.transport == Transport::udp && socket.far == PeerId::none;
    const bool is_over = is_broken(socket) || socket.reset_in != Travel::none ||
                         (has_ended(socket) && socket.send != Disabled::no);
    if (is_connecting || is_to_nobody || is_over)
        ruling.allow_failure(Error::wsaenotconn, {}).reluctant = true;
}

}  // namespace

void decide(Ruling& ruling, const calls::GetSockName& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    const Socket& socket = socket_of(ruling.state(), call.socket);
    const bool is_one = socket.phase != SocketPhase::none && socket.phase != SocketPhase::closed;
    if (call.of_peer && is_one) return name_peer(ruling, socket);
    ruling.refuse(socket.phase == SocketPhase::created && !may_be_bound(socket), Error::wsaeinval,
                  {"binding.unbound-socket-has-no-name"_clause});
    if (ruling.is_refused()) return;
    ruling.allow(done(), ruling.state(), {});
    if (may_be_bound(socket)) ruling.allow_failure(Error::wsaeinval, {}).reluctant = true;
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
    const bool is_short =
        call.room == calls::ProtocolRoom::none || call.room == calls::ProtocolRoom::lacking;
    ruling.refuse(is_short, Error::wsaenobufs, {size});
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
