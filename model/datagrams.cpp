// SPDX-License-Identifier: Apache-2.0

// Datagrams: each comes whole, with its length. The sizes of a few unread ones are kept; once there
// were more, any size may come.

#include <algorithm>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::nothing;
using patterns::seen;
using patterns::with;

namespace {

constexpr std::uint16_t unknown_size = 0xffff;

template <std::size_t capacity>
void add_to(std::array<std::uint16_t, capacity>& sizes, std::uint8_t& count, std::uint16_t bytes) {
    if (count < capacity)
        sizes.at(count) = bytes;
    else
        sizes.fill(unknown_size);
    if (count < 0xff) count++;
}

template <std::size_t capacity>
void take_from(std::array<std::uint16_t, capacity>& sizes, std::uint8_t& count) {
    if (count == 0) return;
    std::ranges::rotate(sizes, sizes.begin() + 1);
    sizes.back() = count > capacity ? unknown_size : 0;
    count--;
}

/// The first one fits, or is cut. Nothing else can be had before it.
void receive_first(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    State next = ruling.state();
    if (!call.peeks) take_datagram(next.at(call.socket));
    next.at(call.socket).peeked = call.peeks ? 1 : 0;
    forbid_loss_by_peek(ruling, call, socket);
    const std::uint16_t bytes = socket.packets.front();
    const Clauses whole{"datagram.comes-as-it-was-sent"_clause};
    const Clauses cut{"datagram.longer-than-the-buffer-is-wsaemsgsize"_clause};
    if (bytes == unknown_size) {
        ruling.allow(done({0, call.length}), next, {});
        ruling.allow_failure(Error::wsaemsgsize, next, {}).reluctant = true;
    } else if (bytes > call.length) {
        ruling.allow_failure(Error::wsaemsgsize, next, cut);
        // Nobody says that no room at all is too little, nor what a partial receive takes.
        if (call.length == 0 || call.is_partial)
            ruling.allow(done(Range::exactly(call.length)), next, {}).reluctant = true;
        else
            ruling.forbid(done(Range::any()), next, cut);
    } else {
        Clauses because = whole;
        if (bytes == 0) because.add("datagram.empty-one-is-received-as-zero-bytes"_clause);
        ruling.allow(done(Range::exactly(bytes)), next, because);
        ruling.forbid(with(done(Range::exactly(bytes)), Defect::wrong_bytes), next, whole);
        if (bytes > 0) ruling.forbid(done({0, bytes - 1U}), next, whole);
        ruling.forbid(done({bytes + 1U, Range::any().highest}), next, whole);
        if (bytes == 0)
            ruling.forbid(hung(), {"datagram.empty-one-is-received-as-zero-bytes"_clause});
    }
}

/// That an earlier datagram met nobody may be told now, and told again.
void allow_unreachable(Ruling& ruling, SocketId id) {
    if (ruling.state().at(id).reset_in != Travel::arrived) return;
    const Clauses because{"datagram.unreachable-port-may-be-told-as-wsaeconnreset"_clause};
    State told = ruling.state();
    set_mark(told.at(id), Mark::error_told);
    State told_again = told;
    told.at(id).reset_in = Travel::none;
    ruling.allow_failure(Error::wsaeconnreset, told, because).reluctant = true;
    ruling.allow_failure(Error::wsaeconnreset, told_again, because).reluctant = true;
}

/// True if somebody is there to take it.
bool deliver(State& next, const calls::Send& call) {
    const Socket& own = next.at(call.socket);
    const PeerId to = call.has_destination ? call.to : own.far;
    const SocketId to_socket = call.has_destination ? call.to_socket : own.partner;
    if (to != PeerId::none) {
        Peer& peer = next.at(to);
        if (peer.phase != PeerPhase::datagram) return false;
        add_to(peer.sizes, peer.datagrams, call.bytes);
        return true;
    }
    if (to_socket == SocketId::none) return false;
    Socket& taker = next.at(to_socket);
    const bool is_open =
        taker.transport == Transport::udp &&
        (taker.phase == SocketPhase::bound || taker.phase == SocketPhase::connected);
    if (is_open && takes_from(taker, PeerId::none, call.socket))
        add_datagram(taker, call.bytes);
    else if (is_open)
        taker.strangers = 1;
    return is_open;
}

}  // namespace

void add_datagram(Socket& socket, std::uint16_t bytes) {
    add_to(socket.packets, socket.datagrams, bytes);
}

void take_datagram(Socket& socket) {
    take_from(socket.packets, socket.datagrams);
}

bool takes_from(const Socket& socket, PeerId peer, SocketId sender) {
    if (socket.phase == SocketPhase::bound) return true;
    return socket.phase == SocketPhase::connected &&
           (peer != PeerId::none ? socket.far == peer : socket.partner == sender);
}

void receive_datagram(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const bool is_unbound = socket.phase == SocketPhase::created;
    const bool may_be_bound = is_unbound && socket.attempt != Attempt::none;
    ruling.refuse(is_unbound && !may_be_bound, Error::wsaeinval,
                  {"datagram.unbound-receive-is-wsaeinval"_clause});
    if (ruling.is_refused()) return;
    if (may_be_bound) ruling.allow_failure(Error::wsaeinval, {}).reluctant = true;
    // The page says it of a socket whose destination was taken away.
    if (socket.phase == SocketPhase::bound && socket.attempt == Attempt::given_up)
        ruling.allow_failure(Error::wsaenotconn, {}).reluctant = true;
    if (socket.datagrams > 0) receive_first(ruling, call, socket);
    allow_unreachable(ruling, call.socket);
    if (socket.datagrams == 0 && socket.strangers != 0) {
        ruling.forbid(done(Range::any()),
                      {"datagram.connected-socket-discards-those-of-strangers"_clause});
    }
    if (socket.datagrams == 0)
        receive_nothing(ruling, call, socket);
    else if (socket.nonblocking != 0)
        ruling.allow_failure(Error::wsaewouldblock, {}).reluctant = true;
}

bool lacks_destination(const calls::Send& call, const Socket& socket) {
    return socket.transport == Transport::udp && !call.has_destination &&
           (socket.phase == SocketPhase::created || socket.phase == SocketPhase::bound);
}

void send_datagram(Ruling& ruling, const calls::Send& call) {
    State next = ruling.state();
    const bool is_taken = deliver(next, call);
    Socket& own = next.at(call.socket);
    if (own.phase == SocketPhase::created) {
        own.phase = SocketPhase::bound;
        own.attempt = Attempt::begun;
        set_mark(own, Mark::bound);
    }
    ruling.allow(done(Range::exactly(call.bytes)), next, {});
    allow_unreachable(ruling, call.socket);
    if (call.has_destination && own.phase == SocketPhase::connected)
        ruling.allow_failure(Error::wsaeisconn, {}).reluctant = true;
    if (is_taken || own.reset_in != Travel::none) return;
    own.reset_in = Travel::due;
    ruling.allow(done(Range::exactly(call.bytes)), next, {}).reluctant = true;
}

void observe_datagrams(Ruling& ruling, const calls::PeerObserves& call) {
    const State& state = ruling.state();
    const Peer& peer = state.at(call.peer);
    if (peer.datagrams > 0) {
        State next = state;
        take_from(next.at(call.peer).sizes, next.at(call.peer).datagrams);
        const std::uint16_t bytes = peer.sizes.front();
        if (bytes == unknown_size) {
            ruling.allow(seen(ReplyKind::bytes, Range::any()), next, {});
            return;
        }
        const Clauses whole{"datagram.comes-as-it-was-sent"_clause};
        ruling.allow(seen(ReplyKind::bytes, Range::exactly(bytes)), next, whole);
        ruling.forbid(with(seen(ReplyKind::bytes, Range::exactly(bytes)), Defect::wrong_bytes),
                      next, whole);
        if (bytes > 0) ruling.forbid(seen(ReplyKind::bytes, {0, bytes - 1U}), next, whole);
        ruling.forbid(seen(ReplyKind::bytes, {bytes + 1U, Range::any().highest}), next, whole);
        return;
    }
    const Socket& socket = socket_of(state, peer.far);
    const bool listens =
        socket.phase == SocketPhase::bound || socket.phase == SocketPhase::connected;
    if (!listens) ruling.allow(seen(ReplyKind::refused), state, {});
    Clauses because;
    if (socket.receive == Disabled::by_disconnect) {
        because.add("recv-disconnect.no-icmp-error-is-generated"_clause);
        because.add("recv-disconnect.later-datagrams-are-accepted-and-queued"_clause);
        because.add("spi-recv-disconnect.remaining-effects-match-the-api"_clause);
    } else if (socket.receive == Disabled::by_shutdown) {
        because.add("shutdown.modern-sd-receive-resets-on-data"_clause);
    }
    ruling.allow(nothing(), state, because);
    if (listens) ruling.forbid(seen(ReplyKind::refused), because);
}

}  // namespace wsconform
