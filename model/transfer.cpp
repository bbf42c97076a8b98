#include <algorithm>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::with;

namespace {

/// The clauses that disable receiving on this socket.
Clauses receive_clauses(const Socket& socket) {
    Clauses clauses{"shutdown.disabled-direction-reports-wsaeshutdown"_clause};
    if (socket.receive == Disabled::by_disconnect) {
        clauses.add("recv-disconnect.later-receives-are-refused"_clause);
        clauses.add("recv-disconnect.acts-as-receive-shutdown-plus-data"_clause);
    } else {
        clauses.add("shutdown.modern-sd-receive-resets-on-data"_clause);
        clauses.add("shutdown.closed-direction-stays-closed"_clause);
        if (socket.send != Disabled::no)
            clauses.add("shutdown.sd-both-combines-both-directions"_clause);
    }
    return clauses;
}

Clauses send_clauses(const Socket& socket) {
    if (socket.send == Disabled::by_disconnect) {
        return {"send-disconnect.later-sends-are-refused"_clause,
                "send-disconnect.acts-as-send-shutdown-plus-data"_clause};
    }
    Clauses clauses{"shutdown.disabled-direction-reports-wsaeshutdown"_clause,
                    "shutdown.sd-send-sends-fin-after-data"_clause,
                    "shutdown.legacy-and-spi-sd-send-sends-fin"_clause,
                    "shutdown.closed-direction-stays-closed"_clause};
    if (socket.receive != Disabled::no)
        clauses.add("shutdown.sd-both-combines-both-directions"_clause);
    return clauses;
}

/// A broken circuit may be reported as aborted or as reset; a disabled direction as such too.
void allow_broken(Ruling& ruling, const Clauses& because) {
    ruling.allow_failure(Error::wsaeconnaborted, because);
    ruling.allow_failure(Error::wsaeconnreset, because);
}

void refuse_unconnected(Ruling& ruling, const Socket& socket) {
    const bool is_unconnected = socket.phase == SocketPhase::created ||
                                socket.phase == SocketPhase::bound ||
                                socket.phase == SocketPhase::listening;
    ruling.refuse(socket.transport != Transport::udp && is_unconnected, Error::wsaenotconn, {});
}

}  // namespace

namespace {

/// False if it has to wait for room.
bool send_packet(State& next, const calls::Send& call) {
    Socket& own = next.at(call.socket);
    Socket& partner = next.at(own.partner);
    if (partner.phase == SocketPhase::listening) {
        if (own.out.sent >= capacity::packets) return false;
        own.packets.at(own.out.sent++) = call.bytes;
        return true;
    }
    if (partner.phase == SocketPhase::closed) {
        if (own.reset_in == Travel::none) own.reset_in = Travel::due;
        return true;
    }
    if (partner.in.sent - partner.in.read >= static_cast<int>(capacity::packets)) return false;
    partner.packets.at(partner.in.sent % capacity::packets) = call.bytes;
    partner.in.sent++;
    return true;
}

}  // namespace

void decide(Ruling& ruling, const calls::Send& call) {
    const State& state = ruling.state();
    const Socket& socket = socket_of(state, call.socket);
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    refuse_unconnected(ruling, socket);
    ruling.refuse(socket.send != Disabled::no && socket.phase != SocketPhase::closed,
                  Error::wsaeshutdown, send_clauses(socket));
    const bool is_refused = ruling.is_refused();
    if (has_connection(socket) && (is_broken(socket) || socket.reset_in != Travel::none))
        allow_broken(ruling, {});
    if (is_refused) return;

    State next = state;
    if (socket.transport == Transport::udp) {
        const PeerId to = call.to == PeerId::none ? socket.far : call.to;
        // A send to nobody: the page lists reasons, and says of none that it is this one's.
        if (to == PeerId::none)
            ruling.allow_any_failure(state, {});
        else
            next.at(to).datagrams++;
        if (socket.phase == SocketPhase::created) next.at(call.socket).phase = SocketPhase::bound;
    } else if (socket.transport == Transport::seqpacket) {
        if (!send_packet(next, call)) return;
    } else {
        next.at(call.socket).out.sent += call.bytes;
        const bool is_gone =
            socket.far != PeerId::none && state.at(socket.far).phase == PeerPhase::gone;
        if (is_gone && socket.reset_in == Travel::none) next.at(call.socket).reset_in = Travel::due;
    }
    Clauses because;
    if (socket.receive == Disabled::by_disconnect) {
        because.add("recv-disconnect.send-direction-stays-open"_clause);
        ruling.forbid(failed(Error::wsaeshutdown), because);
    }
    ruling.allow(done(Range::exactly(call.bytes)), next, because);
}

namespace {

void receive_datagram(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    ruling.refuse(socket.phase == SocketPhase::created, Error::wsaeinval, {});
    if (ruling.is_refused()) return;
    if (socket.datagrams > 0) {
        State next = ruling.state();
        next.at(call.socket).datagrams--;
        ruling.allow(done({0, call.length}), next, {});
    }
    if (socket.nonblocking != 0) ruling.allow_failure(Error::wsaewouldblock, {});
}

/// Nothing has come and nothing has ended.
void receive_nothing(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    if (socket.nonblocking != 0) {
        const Clauses because{
            "pseudo-blocking.fionbio-or-event-registration-makes-nonblocking"_clause};
        ruling.allow_failure(Error::wsaewouldblock, because);
        ruling.forbid(hung(), because);
    }
    if (call.overlapped != OverlappedId::none) {
        State next = ruling.state();
        next.at(call.overlapped) = OverlappedPhase::pending;
        next.overlapped_on[index_of(call.overlapped)] = call.socket;
        next.overlapped_room[index_of(call.overlapped)] = static_cast<std::uint16_t>(call.length);
        ruling.allow_failure(Error::wsa_io_pending, next, {});
    }
}

/// What waits to be received on a connected stream that still receives.
void receive_stream(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const State& state = ruling.state();
    const auto unread = static_cast<std::uint32_t>(socket.in.arrived - socket.in.read);
    const Clauses order{"end-of-stream.earlier-data-comes-first"_clause};
    const Clauses end{"end-of-stream.byte-stream-receive-returns-zero"_clause};
    const Clauses reset{"end-of-stream.abortive-close-is-wsaeconnreset"_clause};
    const bool is_ended = has_ended(socket);

    if (unread > 0) {
        const Range received{1, std::min<std::uint32_t>(unread, call.length)};
        ruling.allow(done(received), state, order, {}, Remember::bytes_read, index_of(call.socket));
        ruling.forbid(with(done(received), Defect::wrong_bytes), order);
        if (is_ended) ruling.forbid(done(), order);
    }
    if (socket.reset_in == Travel::arrived) {
        ruling.allow_failure(Error::wsaeconnreset, reset);
        if (unread == 0) ruling.forbid(done(), reset);
        ruling.forbid(failed(Error::wsaeconnaborted), reset);
        ruling.forbid(hung(), reset);
        return;
    }
    if (unread > 0) return;
    if (is_ended) {
        ruling.allow(done(), state, end);
        ruling.forbid(hung(), end);
        ruling.forbid(failed(Error::wsaediscon), end);
        return;
    }
    receive_nothing(ruling, call, socket);
}

const ClauseId flags_decide = "end-of-stream.protocol-flags-decide-stream-behaviour"_clause;

/// The packets that are there. With MSG_PARTIAL their boundaries do not count.
void receive_packets(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const ClauseId order = "end-of-stream.earlier-data-comes-first"_clause;
    State next = ruling.state();
    Socket& reader = next.at(call.socket);
    const std::uint16_t first = socket.packets.at(socket.in.read % capacity::packets);
    if (call.length < first) {
        // The rest comes later, or the whole packet in a larger buffer, or it is lost.
        ruling.allow_failure(Error::wsaemsgsize, {});
        reader.in.read++;
        ruling.allow_failure(Error::wsaemsgsize, next, {});
        State part = ruling.state();
        part.at(call.socket).packets.at(socket.in.read % capacity::packets) -= call.length;
        ruling.allow(done(Range::exactly(call.length)), part, {});
        return;
    }
    std::uint32_t bytes = 0;
    while (reader.in.read < reader.in.arrived) {
        bytes += reader.packets.at(reader.in.read % capacity::packets);
        if (bytes > call.length) break;
        reader.in.read++;
        ruling.allow(done(Range::exactly(bytes)), next, {order, flags_decide});
        ruling.forbid(with(done(Range::exactly(bytes)), Defect::wrong_bytes), {order});
        if (!call.is_partial) break;
    }
    if (!call.is_partial) ruling.forbid(done({first + 1U, Range::any().highest}), {flags_decide});
    if (has_ended(socket)) ruling.forbid(failed(Error::wsaediscon), {order});
}

/// The end of a connection that keeps message boundaries, where an empty packet is no end.
void receive_end_of_packets(Ruling& ruling, const calls::Receive& call) {
    const ClauseId coded = "end-of-stream.message-socket-reports-wsaediscon"_clause;
    const ClauseId lenient = "end-of-stream.plain-recv-may-report-wsaediscon"_clause;
    if (call.is_partial) {
        ruling.allow(done(), ruling.state(), {flags_decide});
        ruling.forbid(failed(Error::wsaediscon), {flags_decide});
        ruling.forbid(hung(), {flags_decide});
        return;
    }
    const bool may_be_zero = call.call == calls::ReceiveCall::recv && ruling.is_in_force(lenient);
    if (may_be_zero) {
        ruling.allow_failure(Error::wsaediscon, {lenient}, {"AMB-38"_ambiguity, "WSAEDISCON"});
        ruling.allow(done(), ruling.state(), {lenient}, {"AMB-38"_ambiguity, "0"}).reluctant = true;
    } else {
        ruling.allow_failure(Error::wsaediscon, {coded, flags_decide});
        ruling.forbid(done(), {coded, flags_decide});
    }
    ruling.forbid(hung(), {coded});
}

void receive_packet(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const bool has_packet = socket.in.arrived > socket.in.read;
    const Clauses reset{"end-of-stream.abortive-close-is-wsaeconnreset"_clause};
    if (has_packet) receive_packets(ruling, call, socket);
    if (socket.reset_in == Travel::arrived) {
        ruling.allow_failure(Error::wsaeconnreset, reset);
        ruling.forbid(hung(), reset);
    } else if (!has_packet && has_ended(socket)) {
        receive_end_of_packets(ruling, call);
    } else if (!has_packet) {
        receive_nothing(ruling, call, socket);
    }
}

}  // namespace

void decide(Ruling& ruling, const calls::Receive& call) {
    const Socket& socket = socket_of(ruling.state(), call.socket);
    const bool is_disabled = socket.receive != Disabled::no && socket.phase != SocketPhase::closed;
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    refuse_unconnected(ruling, socket);
    ruling.refuse(is_disabled, Error::wsaeshutdown, receive_clauses(socket));
    if (is_started(ruling.state()) && is_disabled && is_broken(socket))
        allow_broken(ruling, receive_clauses(socket));
    if (ruling.is_refused()) return;
    if (socket.send == Disabled::by_disconnect)
        ruling.forbid(failed(Error::wsaeshutdown),
                      {"send-disconnect.receiving-stays-possible"_clause});
    if (socket.transport == Transport::udp)
        receive_datagram(ruling, call, socket);
    else if (socket.transport == Transport::seqpacket)
        receive_packet(ruling, call, socket);
    else
        receive_stream(ruling, call, socket);
}

void decide_receive_disabled_meanwhile(Ruling& ruling, const calls::Receive& call) {
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    ruling.allow_failure(Error::wsaeshutdown, {});
    if (!is_readable(socket)) return;
    if (socket.transport != Transport::tcp) {
        ruling.allow(done({0, call.length}), state, {}).reluctant = true;
        return;
    }
    const auto unread = static_cast<std::uint32_t>(socket.in.arrived - socket.in.read);
    ruling
        .allow(done({unread > 0 ? 1U : 0U, std::min<std::uint32_t>(unread, call.length)}), state,
               {}, {}, Remember::bytes_read, index_of(call.socket))
        .reluctant = true;
}

namespace {

bool is_closed_by_peer(const Socket& socket) {
    return has_ended(socket) || socket.reset_in == Travel::arrived;
}

}  // namespace

bool is_readable(const Socket& socket) {
    return is_closed_by_peer(socket) || socket.in.arrived > socket.in.read || socket.waiting > 0 ||
           socket.datagrams > 0;
}

bool may_be_readable(const Socket& socket) {
    return !is_readable(socket) && (socket.receive != Disabled::no || is_broken(socket));
}

void decide(Ruling& ruling, const calls::Select& call) {
    constexpr std::uint32_t outlasts_a_scenario_ms = 10'000;
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    const Socket& socket = ruling.state().at(call.socket);
    const bool has_closed = is_closed_by_peer(socket);
    const Clauses because{"end-of-stream.select-reports-closed-peer-readable"_clause};
    const bool is_ready = is_readable(socket);
    const bool outlasts = call.timeout_ms >= outlasts_a_scenario_ms;
    if (is_ready || may_be_readable(socket))
        ruling.allow(done({1, 1}), ruling.state(), has_closed ? because : Clauses{});
    const bool is_whole = ruling.state().at(ruling.thread()).flight == Flight::none;
    if (may_be_readable(socket) && outlasts && is_whole)
        ruling.allow(patterns::hung(), ruling.state(), {}).reluctant = true;
    if (!is_ready && !is_restless(ruling.state()) && !outlasts)
        ruling.allow(done(), ruling.state(), {});
    if (has_closed) ruling.forbid(done(), because);
}

void decide(Ruling& ruling, const calls::LookAtOverlapped& call) {
    const OverlappedPhase phase = ruling.state().at(call.overlapped);
    const Pattern unsignalled = done(Range::any());
    const Pattern signalled = with(unsignalled, Defect::signalled);
    if (phase == OverlappedPhase::cancelled) {
        const Clauses notified{"close.pending-overlapped-operations-still-notify"_clause};
        ruling.allow(signalled, ruling.state(), notified);
        ruling.forbid(unsignalled, notified);
        return;
    }
    const Clauses because{"cleanup.final-call-aborts-overlapped-without-notice"_clause};
    const bool was_dropped = phase == OverlappedPhase::dropped;
    ruling.allow(unsignalled, ruling.state(), was_dropped ? because : Clauses{});
    if (was_dropped) ruling.forbid(signalled, because);
    const bool is_over = phase == OverlappedPhase::none || phase == OverlappedPhase::completed;
    if (is_over) ruling.allow(signalled, ruling.state(), {});
}

}  // namespace wsconform
