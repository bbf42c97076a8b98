// SPDX-License-Identifier: Apache-2.0

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;

namespace {

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

/// Nobody is there any more who could take what the socket sent.
void answer_with_reset(Socket& socket) {
    if (socket.reset_in != Travel::none) return;
    socket.reset_in = Travel::due;
    socket.reset_by_send = 1;
}

/// To a socket of the process; what its listener has not accepted waits with the sender.
void send_bytes_to_socket(State& next, const calls::Send& call) {
    Socket& own = next.at(call.socket);
    Socket& partner = next.at(own.partner);
    if (partner.phase == SocketPhase::listening)
        own.out.sent += call.bytes;
    else if (partner.phase == SocketPhase::connected)
        partner.in.sent += call.bytes;
    else
        answer_with_reset(own);
}

void send_bytes(State& next, const calls::Send& call) {
    Socket& own = next.at(call.socket);
    if (own.partner != SocketId::none) return send_bytes_to_socket(next, call);
    own.out.sent += call.bytes;
    const bool is_gone = own.far != PeerId::none && next.at(own.far).phase == PeerPhase::gone;
    if (is_gone) answer_with_reset(own);
}

void refuse_send(Ruling& ruling, const calls::Send& call, const Socket& socket) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    refuse_unconnected(ruling, socket, {"connecting.unconnected-send-is-wsaenotconn"_clause});
    for (const Error error : {Error::wsaenotconn, Error::wsaedestaddrreq}) {
        ruling.refuse(lacks_destination(call, socket), error,
                      {"datagram.send-without-destination-is-wsaenotconn"_clause});
    }
    ruling.refuse(socket.send != Disabled::no && socket.phase != SocketPhase::closed,
                  Error::wsaeshutdown, send_clauses(socket));
}

void effect_send(Ruling& ruling, const calls::Send& call, const Socket& socket) {
    if (socket.receive == Disabled::by_disconnect)
        ruling.forbid(failed(Error::wsaeshutdown),
                      {"recv-disconnect.send-direction-stays-open"_clause});
    if (socket.transport == Transport::udp) return send_datagram(ruling, call);
    State next = ruling.state();
    if (socket.transport == Transport::seqpacket) {
        if (!send_packet(next, call)) return;
    } else {
        send_bytes(next, call);
    }
    Clauses because;
    if (socket.receive == Disabled::by_disconnect)
        because.add("recv-disconnect.send-direction-stays-open"_clause);
    if (socket.attempt == Attempt::begun) {
        because.add("connecting.attempt-completes-by-itself"_clause);
        ruling.forbid(failed(Error::wsaenotconn),
                      {"connecting.attempt-completes-by-itself"_clause});
    }
    const bool is_sound = !is_broken(socket) && socket.reset_in == Travel::none;
    const Clauses taken{"sending.connected-socket-takes-the-data"_clause};
    if (is_sound) {
        because.add(*taken.begin());
        for (const Error error : {Error::wsaeshutdown, Error::wsaenotconn})
            ruling.forbid(failed(error), taken);
    }
    const Clauses reset{"sending.reset-connection-refuses-data"_clause};
    if (socket.reset_in == Travel::arrived)
        ruling.forbid(done(Range::any()), reset);
    else
        ruling.allow(done(Range::exactly(call.bytes)), next, because);
    // The page of sendto lists it, and says that the destination is ignored.
    if (call.has_destination) ruling.allow_failure(Error::wsaeisconn, {}).reluctant = true;
}

}  // namespace

void decide(Ruling& ruling, const calls::Send& call) {
    const Socket& socket = socket_of(ruling.state(), call.socket);
    refuse_send(ruling, call, socket);
    // The system may have chosen an address before it found that there is nobody to send to.
    State refused = ruling.state();
    if (lacks_destination(call, socket) && socket.phase == SocketPhase::created)
        refused.at(call.socket).attempt = Attempt::begun;
    const bool is_refused = ruling.is_refused(refused);
    if (has_connection(socket) && (is_broken(socket) || socket.reset_in != Travel::none))
        allow_broken(ruling, {});
    if (!is_refused) effect_send(ruling, call, socket);
}

}  // namespace wsconform
