// SPDX-License-Identifier: Apache-2.0

// What each step means for what arrives where.

#include <algorithm>
#include <variant>

#include "conformance/scenario/deliveries.hpp"

namespace wsconform {

namespace {

/// How many datagrams the model tells apart that nobody has received yet.
std::size_t most_datagrams(bool is_peer) {
    return is_peer ? capacity::datagrams_out : capacity::packets;
}

}  // namespace

/// Makes it a new place: who was at its other end has nobody there any more.
void Deliveries::renew(std::size_t place) {
    leave(place);
    for (Place& other : places_) {
        if (other.partner != place && other.destination != place) continue;
        other.partner.reset();
        other.is_loose = true;
    }
    places_.at(place) = {};
}

void Deliveries::note(const calls::CreateSocket& call, const Ended& /*ended*/) {
    Place& place = places_.at(place_of(call.as));
    renew(place_of(call.as));
    place.is_datagram = call.transport == Transport::udp;
    place.is_loose = call.transport == Transport::seqpacket || call.has_no_type;
}

void Deliveries::note(const calls::Bind& call, const Ended& ended) {
    if (call.socket != SocketId::none && ended.is_done())
        places_.at(place_of(call.socket)).is_bound = true;
}

void Deliveries::note(const calls::Connect& call, const Ended& ended) {
    if (call.socket == SocketId::none) return;
    const std::size_t own = place_of(call.socket);
    Place& place = places_.at(own);
    std::optional<std::size_t> to;
    if (call.to != PeerId::none) to = place_of(call.to);
    if (call.to_socket != SocketId::none) to = place_of(call.to_socket);
    if (place.is_datagram) {
        if (!ended.may_be_done()) return;
        // Towards nobody it takes nobody's; what had come from others may be thrown away.
        place.destination = to || call.lacks != calls::Void::no ? to : own;
        place.is_bound = true;
        place.is_loose |= !ended.is_known;
        for (Datagram& datagram : place.datagrams)
            datagram.may_be_lost = true;
        return;
    }
    const bool goes_on = ended.kind == ReplyKind::failed && ended.error == Error::wsaewouldblock;
    if (to && (ended.may_be_done() || goes_on)) call_listener(own, *to, ended.is_done());
}

void Deliveries::note(const calls::Accept& call, const Ended& ended) {
    if (call.socket != SocketId::none) accept_at(place_of(call.socket), place_of(call.as), ended);
}

void Deliveries::note(const calls::PeerAccepts& call, const Ended& ended) {
    accept_at(place_of(call.listener), place_of(call.as), ended);
}

void Deliveries::note(const calls::PeerConnects& call, const Ended& ended) {
    const std::size_t own = place_of(call.as);
    renew(own);
    if (call.to != SocketId::none && ended.may_be_done())
        call_listener(own, place_of(call.to), ended.is_done());
}

void Deliveries::call_listener(std::size_t caller, std::size_t listener, bool is_sure) {
    Place& called = places_.at(listener);
    if (!is_sure) called.may_come_late = true;
    if (!places_.at(caller).is_calling) called.callers.push_back(caller);
    places_.at(caller).is_calling = true;
    // Which of those is first that a process called itself, no page says.
    const bool is_own = !is_peer(caller) && !is_peer(listener);
    if (called.callers.size() > 1 && (called.may_come_late || is_own)) called.is_loose = true;
}

void Deliveries::accept_at(std::size_t listener, std::size_t as, const Ended& ended) {
    Place& called = places_.at(listener);
    if (!ended.may_be_done()) return;
    renew(as);
    if (!ended.is_known || called.callers.empty()) called.is_loose = true;
    if (called.is_loose) {
        places_.at(as).is_loose = true;
        return;
    }
    const std::size_t caller = called.callers.front();
    called.callers.pop_front();
    places_.at(as).partner = caller;
    places_.at(caller).partner = as;
    places_.at(as).coming = std::move(places_.at(caller).early);
    places_.at(caller).early.clear();
}

/// Whether a connection that waits is still given out then, is open.
void Deliveries::leave(std::size_t place) {
    for (Place& listener : places_) {
        if (std::ranges::find(listener.callers, place) != listener.callers.end())
            listener.is_loose = true;
    }
}

void Deliveries::note(const calls::CloseSocket& call, const Ended& /*ended*/) {
    if (call.socket != SocketId::none) leave(place_of(call.socket));
}

void Deliveries::note(const calls::PeerShutsDown& call, const Ended& /*ended*/) {
    leave(place_of(call.peer));
}

void Deliveries::note(const calls::PeerCloses& call, const Ended& /*ended*/) {
    leave(place_of(call.peer));
}

void Deliveries::note(const calls::PeerResets& call, const Ended& /*ended*/) {
    leave(place_of(call.peer));
}

void Deliveries::note(const calls::PeerBinds& call, const Ended& /*ended*/) {
    Place& place = places_.at(place_of(call.as));
    renew(place_of(call.as));
    place.is_datagram = true;
    place.is_bound = true;
}

void Deliveries::note(const calls::PeerListens& call, const Ended& /*ended*/) {
    renew(place_of(call.as));
}

void Deliveries::note(const calls::Shutdown& call, const Ended& /*ended*/) {
    constexpr std::int32_t sd_send = 1;
    if (call.socket != SocketId::none && call.how != sd_send)
        places_.at(place_of(call.socket)).is_loose = true;
}

void Deliveries::note(const calls::RecvDisconnect& call, const Ended& /*ended*/) {
    if (call.socket != SocketId::none) places_.at(place_of(call.socket)).is_loose = true;
}

void Deliveries::note(const calls::Cleanup& /*call*/, const Ended& /*ended*/) {
    is_all_loose_ = true;
}

void Deliveries::note(const calls::SpiCleanup& /*call*/, const Ended& /*ended*/) {
    is_all_loose_ = true;
}

void Deliveries::send_stream(std::size_t from, const std::string& text) {
    Place& sender = places_.at(from);
    (sender.partner ? places_.at(*sender.partner).coming : sender.early) += text;
}

void Deliveries::send_datagram(std::size_t from, std::size_t to, const std::string& text) {
    Place& taker = places_.at(to);
    if (!taker.is_datagram) return;
    if (taker.destination && *taker.destination != from) return;
    if (!taker.posted.empty()) {
        got_[taker.posted.front()] = text;
        taker.posted.pop_front();
        return;
    }
    taker.datagrams.push_back({text, !taker.is_bound});
    if (taker.datagrams.size() > most_datagrams(is_peer(to))) taker.is_loose = true;
}

void Deliveries::note_sent(const Step& step, const Ended& ended) {
    const auto* const sends = std::get_if<calls::Send>(&step.call);
    const auto* const peer_sends = std::get_if<calls::PeerSends>(&step.call);
    if (sends != nullptr && sends->socket == SocketId::none) return;
    const std::size_t from =
        sends != nullptr ? place_of(sends->socket) : place_of(peer_sends->peer);
    Place& sender = places_.at(from);
    const bool is_whole = ended.is_done() && ended.count.value_or(0) == step.text.size();
    const bool is_sent = is_whole || (ended.is_done() && (peer_sends != nullptr || !ended.count));
    std::optional<std::size_t> to = sender.is_datagram ? sender.destination : sender.partner;
    if (peer_sends != nullptr && peer_sends->to != SocketId::none) to = place_of(peer_sends->to);
    if (sends != nullptr && sends->to != PeerId::none) to = place_of(sends->to);
    if (sends != nullptr && sends->to_socket != SocketId::none) to = place_of(sends->to_socket);
    if (sender.is_datagram) sender.is_bound = true;
    if (!is_sent) {
        if (to) places_.at(*to).is_loose = true;
        sender.is_loose |= !to.has_value();
    } else if (!sender.is_datagram) {
        send_stream(from, step.text);
    } else if (to) {
        send_datagram(from, *to, step.text);
    }
}

void Deliveries::take(Place& place, const Ended& ended) {
    if (!ended.bytes) {
        place.is_loose = true;
    } else if (!place.is_datagram) {
        if (place.coming.starts_with(*ended.bytes)) place.coming.erase(0, ended.bytes->size());
    } else {
        const auto is_it = [&](const Datagram& one) { return one.text.starts_with(*ended.bytes); };
        const auto found = std::ranges::find_if(place.datagrams, is_it);
        if (found != place.datagrams.end())
            place.datagrams.erase(place.datagrams.begin(), std::next(found));
    }
}

void Deliveries::note(const calls::Receive& call, const Ended& ended) {
    if (call.socket == SocketId::none) return;
    Place& place = places_.at(place_of(call.socket));
    if (call.overlapped != OverlappedId::none) {
        got_.erase(call.overlapped);
        const bool is_pending = ended.is_known && ended.kind == ReplyKind::failed &&
                                ended.error == Error::wsa_io_pending;
        if (is_pending && place.is_datagram && place.datagrams.empty())
            place.posted.push_back(call.overlapped);
        else
            place.is_loose = true;
        return;
    }
    if (!ended.is_known || !place.posted.empty() || call.is_urgent) {
        place.is_loose = true;
    } else if (ended.kind == ReplyKind::failed) {
        if (ended.error != Error::wsaemsgsize || call.peeks) return;
        if (place.datagrams.empty() || place.datagrams.front().may_be_lost)
            place.is_loose = true;
        else
            place.datagrams.pop_front();
    } else if (ended.kind == ReplyKind::done && !call.peeks) {
        take(place, ended);
    }
}

void Deliveries::note(const calls::PeerObserves& call, const Ended& ended) {
    Place& place = places_.at(place_of(call.peer));
    if (!ended.is_known)
        place.is_loose = true;
    else if (ended.kind == ReplyKind::bytes)
        take(place, ended);
}

}  // namespace wsconform
