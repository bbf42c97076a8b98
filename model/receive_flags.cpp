// SPDX-License-Identifier: Apache-2.0

// What the flags of a receive and SO_RCVTIMEO change: MSG_PEEK, MSG_OOB and MSG_WAITALL.

#include <algorithm>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::with;

namespace {

bool is_in_flight(const Ruling& ruling) {
    return ruling.state().at(ruling.thread()).flight != Flight::none;
}

/// Nobody sends urgent data. What a receive says that finds none, no page tells; that it waits, is
/// possible too.
void receive_urgent(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const State& state = ruling.state();
    if (socket.transport == Transport::udp) {
        const Clauses because{"receiving.datagram-has-no-urgent-data"_clause};
        ruling.allow_failure(Error::wsaeopnotsupp, because);
        ruling.allow_failure(Error::wsaeinval, because).reluctant = true;
        ruling.forbid(done(Range::any()), because);
        return;
    }
    const Clauses because{"receiving.urgent-receive-takes-no-ordinary-data"_clause};
    const bool may_wait = socket.nonblocking == 0;
    ruling.allow_any_failure(state, because).reluctant = may_wait && is_in_flight(ruling);
    if (may_wait && !is_in_flight(ruling)) ruling.allow(hung(), state, {}).reluctant = true;
    const bool is_over = has_ended(socket) || is_broken(socket);
    if (is_over) ruling.allow(done(), state, {}).reluctant = true;
    if (socket.in.arrived > socket.in.read && call.length > 0) {
        State taken = state;
        taken.at(call.socket).in.read = socket.in.arrived;
        ruling.forbid(done({1, Range::any().highest}), taken, because);
    }
}

/// It waits for more, and only who does not know the flag refuses it.
bool waits_for_more(const calls::Receive& call, const Socket& socket) {
    return socket.in.arrived - socket.in.read < call.length && !has_ended(socket) &&
           socket.reset_in != Travel::arrived && !is_broken(socket);
}

void receive_all(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const State& state = ruling.state();
    const ClauseId fills = "receiving.receive-for-all-fills-the-buffer"_clause;
    const auto unread = static_cast<std::uint32_t>(socket.in.arrived - socket.in.read);
    ruling.allow_failure(Error::wsaeopnotsupp, {}).reluctant = true;
    if (waits_for_more(call, socket)) {
        if (unread > 0) {
            State part = state;
            part.at(call.socket).in.read = socket.in.arrived;
            ruling.forbid(done(Range::exactly(unread)), part, {fills});
        }
        allow_timeout(ruling, call, socket);
        return;
    }
    if (unread == 0) {
        if (socket.reset_in == Travel::arrived || is_broken(socket))
            ruling.allow_any_failure(state, {});
        else
            ruling.allow(done(), state, {"end-of-stream.byte-stream-receive-returns-zero"_clause});
        return;
    }
    const auto most = std::min<std::uint32_t>(unread, call.length);
    const std::size_t target = index_of(call.socket);
    ruling.allow(done(Range::exactly(most)), state, {fills}, {}, Remember::bytes_read, target);
    ruling.forbid(with(done(Range::exactly(most)), Defect::wrong_bytes),
                  {"end-of-stream.earlier-data-comes-first"_clause});
    if (most > 1) {
        State one = state;
        one.at(call.socket).in.read++;
        ruling.forbid(done(Range::exactly(1)), one, {fills});
    }
    if (socket.reset_in == Travel::arrived || is_broken(socket))
        ruling.allow_any_failure(state, {}).reluctant = true;
}

}  // namespace

bool decide_flags(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    if (call.is_urgent) {
        receive_urgent(ruling, call, socket);
        return true;
    }
    if (call.peeks && socket.transport == Transport::seqpacket)
        ruling.allow_any_failure(ruling.state(), {}).reluctant = true;
    if (!call.waits_for_all) return false;
    const bool is_plain = socket.transport != Transport::tcp || socket.nonblocking != 0;
    if (is_plain) {
        // The page refuses the flag there; who ignores it receives as without it.
        ruling.allow_failure(Error::wsaeopnotsupp, {}).reluctant = true;
        return false;
    }
    receive_all(ruling, call, socket);
    return true;
}

void allow_timeout(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const bool waits = socket.nonblocking == 0 && call.overlapped == OverlappedId::none;
    if (!waits || socket.timeout == ReceiveTimeout::none) return;
    if (socket.timeout == ReceiveTimeout::long_one) {
        ruling.forbid(failed(Error::wsaetimedout), {"receiving.timeout-is-not-early"_clause});
        return;
    }
    // The page calls the state of the socket indeterminate from then on.
    State next = ruling.state();
    next.at(call.socket).interrupted = Interrupted::timeout;
    const Clauses because{"receiving.timeout-ends-the-receive"_clause};
    const bool is_sure = socket.timeout == ReceiveTimeout::short_one;
    ruling.allow_failure(Error::wsaetimedout, next, is_sure ? because : Clauses{});
    if (is_sure && !is_restless(ruling.state())) {
        ruling.forbid(hung(), because);
        ruling.forbid(failed(Error::wsaewouldblock), because);
        ruling.forbid(done(), because);
    } else if (!is_sure && !is_in_flight(ruling)) {
        ruling.allow(hung(), ruling.state(), {}).reluctant = true;
    }
}

void forbid_loss_by_peek(Ruling& ruling, const calls::Receive& call, const Socket& socket) {
    const bool finds_data = socket.transport == Transport::udp ? socket.datagrams > 0
                                                               : socket.in.arrived > socket.in.read;
    if (socket.peeked == 0 || !finds_data || call.length == 0) return;
    const Clauses because{"receiving.peek-leaves-the-data"_clause};
    ruling.forbid(hung(), because);
    ruling.forbid(failed(Error::wsaewouldblock), because);
    ruling.forbid(with(done({1, call.length}), Defect::wrong_bytes), because);
}

void decide(Ruling& ruling, const calls::SetTimeout& call) {
    constexpr std::uint32_t outlasts_a_scenario_ms = 10'000;
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    State next = ruling.state();
    next.at(call.socket).timeout = call.milliseconds == 0 ? ReceiveTimeout::none
                                   : call.milliseconds < outlasts_a_scenario_ms
                                       ? ReceiveTimeout::short_one
                                       : ReceiveTimeout::long_one;
    ruling.allow(done(), next, {});
}

}  // namespace wsconform
