// SPDX-License-Identifier: Apache-2.0

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

/// Why the bytes must be the next ones.
Clauses reasons_for_order(const calls::Receive& call) {
    Clauses reasons{"end-of-stream.earlier-data-comes-first"_clause};
    if (call.first != 0) reasons.add("receiving.buffers-fill-in-their-order"_clause);
    return reasons;
}

bool is_sound(const Socket& socket) {
    return socket.receive == Disabled::no && socket.reset_in == Travel::none && !is_broken(socket);
}

/// Data has come, so a receive neither fails for its socket's sake nor waits.
void must_return(Ruling& ruling) {
    const Clauses returned{"receiving.what-came-is-returned"_clause};
    for (const Error error : {Error::wsaeshutdown, Error::wsaenotconn, Error::wsaewouldblock})
        ruling.forbid(failed(error), returned);
    ruling.forbid(hung(), returned);
}

/// What waits to be received on a connected stream that still receives.
void receive_stream(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const State& state = ruling.state();
    const auto unread = static_cast<std::uint32_t>(socket.in.arrived - socket.in.read);
    const Clauses order{"end-of-stream.earlier-data-comes-first"_clause};
    const Clauses end{"end-of-stream.byte-stream-receive-returns-zero"_clause};
    const Clauses reset{"end-of-stream.abortive-close-is-wsaeconnreset"_clause};
    const bool is_ended = has_ended(socket);

    const ClauseId empty = "receiving.zero-length-leaves-the-data"_clause;
    const Remember taken = call.peeks ? Remember::nothing : Remember::bytes_read;
    State next = state;
    next.at(call.socket).peeked = call.peeks ? 1 : 0;
    if (unread > 0 && call.length == 0) {
        ruling.allow(done(), state, {empty, "end-of-stream.earlier-data-comes-first"_clause});
        ruling.forbid(hung(), {empty});
    } else if (unread > 0) {
        const Range received{1, std::min<std::uint32_t>(unread, call.length)};
        const ClauseId returned = "receiving.what-came-is-returned"_clause;
        ruling.allow(done(received), next,
                     {"end-of-stream.earlier-data-comes-first"_clause, returned}, {}, taken,
                     index_of(call.socket));
        if (is_sound(socket)) must_return(ruling);
        ruling.forbid(with(done(received), Defect::wrong_bytes), next, reasons_for_order(call));
        forbid_loss_by_peek(ruling, call, socket);
        if (is_ended) ruling.forbid(done(), order);
    }
    if (socket.reset_in == Travel::arrived) {
        const bool is_answer = socket.reset_by_send != 0;
        ruling.allow_failure(Error::wsaeconnreset, reset,
                             is_answer ? Branch{"AMB-63"_ambiguity, "WSAECONNRESET"} : Branch{});
        if (is_answer) {
            ruling
                .allow_failure(Error::wsaeconnaborted, reset,
                               {"AMB-63"_ambiguity, "WSAECONNABORTED"})
                .reluctant = true;
        } else {
            ruling.forbid(failed(Error::wsaeconnaborted), reset);
        }
        if (unread == 0) ruling.forbid(done(), reset);
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
    const ClauseId may_report = "end-of-stream.plain-recv-may-report-wsaediscon"_clause;
    if (call.is_partial) {
        ruling.allow(done(), ruling.state(), {flags_decide});
        ruling.forbid(failed(Error::wsaediscon), {flags_decide});
        ruling.forbid(hung(), {flags_decide});
        return;
    }
    const bool may_be_zero =
        call.call == calls::ReceiveCall::recv && ruling.is_in_force(may_report);
    if (may_be_zero) {
        ruling.allow_failure(Error::wsaediscon, {may_report}, {"AMB-38"_ambiguity, "WSAEDISCON"});
        ruling.allow(done(), ruling.state(), {may_report}, {"AMB-38"_ambiguity, "0"}).reluctant =
            true;
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

void receive_nothing(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    allow_timeout(ruling, call, socket);
    if (socket.nonblocking != 0) {
        const Clauses because{
            "pseudo-blocking.fionbio-or-event-registration-makes-nonblocking"_clause};
        ruling.allow_failure(Error::wsaewouldblock, because);
        ruling.forbid(hung(), because);
    }
    if (call.overlapped != OverlappedId::none) {
        State next = ruling.state();
        next.at(call.overlapped) = OverlappedPhase::none;
        const auto place = static_cast<std::uint8_t>(index_of(call.overlapped));
        next.later_overlapped =
            has_pending(next, call.socket) ? static_cast<std::uint8_t>(place + 1) : std::uint8_t{0};
        next.at(call.overlapped) = OverlappedPhase::pending;
        next.overlapped_on[place] = call.socket;
        next.overlapped_room[place] = static_cast<std::uint16_t>(call.length);
        ruling.allow_failure(Error::wsa_io_pending, next, {});
    }
}

void decide(Ruling& ruling, const calls::Receive& call) {
    const Socket& socket = socket_of(ruling.state(), call.socket);
    const bool is_disabled = socket.receive != Disabled::no && socket.phase != SocketPhase::closed;
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    refuse_unconnected(ruling, socket, {"connecting.unconnected-receive-is-wsaenotconn"_clause});
    ruling.refuse(is_disabled, Error::wsaeshutdown, receive_clauses(socket));
    if (is_started(ruling.state()) && is_disabled && is_broken(socket))
        allow_broken(ruling, receive_clauses(socket));
    if (ruling.is_refused()) return;
    if (socket.send == Disabled::by_disconnect)
        ruling.forbid(failed(Error::wsaeshutdown),
                      {"send-disconnect.receiving-stays-possible"_clause});
    if (decide_flags(ruling, call, socket)) return;
    if (socket.transport == Transport::udp)
        receive_datagram(ruling, call, socket);
    else if (socket.transport == Transport::seqpacket)
        receive_packet(ruling, call, socket);
    else
        receive_stream(ruling, call, socket);
    reenable_read(ruling, call);
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
    const auto most = std::min<std::uint32_t>(unread, call.length);
    ruling
        .allow(done({most > 0 ? 1U : 0U, most}), state, {}, {}, Remember::bytes_read,
               index_of(call.socket))
        .reluctant = true;
}

}  // namespace wsconform
