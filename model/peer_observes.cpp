// SPDX-License-Identifier: Apache-2.0

// What a peer may see: bytes, the end of the stream, a reset, or nothing.

#include "model/rules.hpp"

namespace wsconform {

using patterns::nothing;
using patterns::seen;

Clauses reset_clauses(const Socket& socket) {
    if (socket.interrupted == Interrupted::connect)
        return {"cancel-blocking.cancelled-connect-never-becomes-usable"_clause,
                "cancel-blocking.cancelled-connect-may-hold-resources"_clause};
    if (is_closed_hard(socket)) {
        Clauses clauses{"close.zero-linger-resets-at-once"_clause};
        if (socket.interrupted != Interrupted::no)
            clauses.add("after-cancel.zero-linger-close-resets-connection"_clause);
        return clauses;
    }
    if (socket.aborted != 0) return {"cancel-blocking.damaged-stream-is-reset-and-aborted"_clause};
    if (socket.receive == Disabled::by_disconnect) {
        return {socket.reset_by_later_data != 0
                    ? "recv-disconnect.later-tcp-data-resets-connection"_clause
                    : "recv-disconnect.unread-tcp-data-resets-connection"_clause};
    }
    if (socket.receive == Disabled::by_shutdown)
        return {"shutdown.modern-sd-receive-resets-on-data"_clause};
    return {};
}

namespace {

/// The process's socket at the other end of the peer's, or an unused one.
const Socket& far_socket(const State& state, PeerId peer) {
    return socket_of(state, state.at(peer).far);
}

/// The clauses on what the peer sees of an orderly end.
Clauses end_clauses(const State& state, const Socket& socket) {
    const Process& process = state.process;
    if (socket.abandoned != 0) {
        if (process.ended != 0) return {"cleanup.missing-cleanup-is-tolerated"_clause};
        return {"cleanup.final-call-resets-open-sockets"_clause,
                "spi-cleanup.final-call-cancels-pending-work-silently"_clause};
    }
    if (is_closed_hard(socket)) return {};
    if (socket.send == Disabled::no) {
        Clauses clauses{socket.linger.on != 0
                            ? "close.timed-linger-waits-then-returns-zero"_clause
                            : "close.default-returns-at-once-and-delivers"_clause};
        if (!is_started(state) && process.ended == 0)
            clauses.add("spi-cleanup.closed-socket-data-is-still-sent"_clause);
        return clauses;
    }
    if (socket.send == Disabled::by_disconnect)
        return {"send-disconnect.acts-as-send-shutdown-plus-data"_clause};
    Clauses clauses{"shutdown.sd-send-sends-fin-after-data"_clause,
                    "shutdown.legacy-and-spi-sd-send-sends-fin"_clause};
    if (socket.receive != Disabled::no)
        clauses.add("shutdown.sd-both-combines-both-directions"_clause);
    return clauses;
}

Clauses silence_clauses(const Socket& socket) {
    Clauses clauses;
    if (socket.receive == Disabled::by_disconnect) {
        clauses.add("recv-disconnect.call-itself-sends-nothing"_clause);
        if (socket.in.end == Travel::arrived)
            clauses.add("recv-disconnect.call-after-graceful-close-succeeds"_clause);
    } else if (socket.receive == Disabled::by_shutdown) {
        clauses.add("shutdown.modern-sd-receive-resets-on-data"_clause);
    }
    return clauses;
}

State with_far(const State& state, SocketId far, Travel Socket::*what) {
    State next = state;
    next.at(far).*what = Travel::seen;
    return next;
}

void observe_bytes(Ruling& ruling, SocketId far, const Socket& socket) {
    const auto unseen = static_cast<std::uint32_t>(socket.out.arrived - socket.out.read);
    Clauses because;
    const bool was_closed = socket.phase == SocketPhase::closed && socket.abandoned == 0;
    const bool is_ending = socket.send != Disabled::no || was_closed;
    if (is_ending) because = end_clauses(ruling.state(), socket);
    if (socket.receive == Disabled::by_disconnect)
        because.add("recv-disconnect.send-direction-stays-open"_clause);
    because.add("sending.data-reaches-the-peer"_clause);
    ruling.allow(seen(ReplyKind::bytes, {1, unseen}), ruling.state(), because, {},
                 Remember::bytes_seen, index_of(far));
    ruling.forbid(patterns::with(seen(ReplyKind::bytes, {1, unseen}), Defect::wrong_bytes),
                  {"sending.data-reaches-the-peer"_clause});
    ruling.forbid(nothing(), because);
    if (is_ending) ruling.forbid(seen(ReplyKind::end), because);
}

void observe_end(Ruling& ruling, SocketId far, const Socket& socket) {
    State ended = ruling.state();
    ended.at(far).out.end = Travel::seen;
    const Clauses because = end_clauses(ruling.state(), socket);
    const bool is_abandoned = socket.abandoned != 0;
    const bool is_told = is_abandoned && socket.send == Disabled::no;
    ruling.allow(seen(ReplyKind::end), ended, because,
                 is_told ? Branch{"AMB-44"_ambiguity, "ended in order"} : Branch{});
    ruling.forbid(nothing(), because);
    if (is_abandoned) {
        ended.at(far).reset_out = Travel::seen;
        ruling.allow(seen(ReplyKind::reset), ended, because, {"AMB-44"_ambiguity, "reset"});
    }
}

/// The provider's reset is due; it shows now if it has arrived, and at last it must.
void observe_due_reset(Ruling& ruling, SocketId far, const Socket& socket) {
    const State& state = ruling.state();
    const Clauses because = reset_clauses(socket);
    if (socket.reset_out == Travel::arrived) {
        ruling.allow(seen(ReplyKind::reset), with_far(state, far, &Socket::reset_out), because);
    }
    ruling.forbid(nothing(), because);
    // What was shut down for sending ended before the reset.
    const bool ended_first = socket.send != Disabled::no && socket.out.end == Travel::arrived;
    if (is_closed_hard(socket) && !ended_first) ruling.forbid(seen(ReplyKind::end), because);
    if (ended_first && socket.out.arrived == socket.out.read) {
        State ended = state;
        ended.at(far).out.end = Travel::seen;
        ruling.allow(seen(ReplyKind::end), ended, {});
    }
}

/// The peer has seen the reset; what came before it may still be read.
void observe_after_reset(Ruling& ruling, SocketId far, const Socket& socket) {
    const State& state = ruling.state();
    const auto unseen = static_cast<std::uint32_t>(socket.out.arrived - socket.out.read);
    if (unseen > 0)
        ruling.allow(seen(ReplyKind::bytes, {1, unseen}), state, {}, {}, Remember::bytes_seen,
                     index_of(far));
    ruling.allow(nothing(), state, {});
    ruling.allow(seen(ReplyKind::end), state, {});
}

/// Who sends to a socket that is closed is answered by a reset.
bool may_be_answered(const Socket& socket) {
    return socket.transport == Transport::tcp && socket.phase == SocketPhase::closed &&
           socket.in.sent > socket.in.read;
}

/// Nothing has arrived that the peer has not seen yet.
void observe_nothing_new(Ruling& ruling, SocketId far, const Socket& socket) {
    const State& state = ruling.state();
    const Clauses silence = silence_clauses(socket);
    const bool is_on_its_way = socket.out.sent > socket.out.arrived ||
                               socket.out.end == Travel::due || socket.in.sent > socket.in.arrived;
    if (!is_on_its_way) ruling.allow(nothing(), state, silence);
    if (socket.out.end == Travel::seen) ruling.allow(seen(ReplyKind::end), state, {});
    // The last clean-up resets what was shut down for sending before.
    if (socket.abandoned != 0 && socket.out.end == Travel::seen)
        ruling.allow(seen(ReplyKind::reset), with_far(state, far, &Socket::reset_out), {});
    if (socket.out.end == Travel::none) ruling.forbid(seen(ReplyKind::end), silence);
    if (socket.reset_out == Travel::none && !is_on_its_way && !may_be_answered(socket))
        ruling.forbid(seen(ReplyKind::reset), silence);
}

/// What of the stream, or of its end, is there to be seen.
void observe_stream(Ruling& ruling, SocketId far, const Socket& socket) {
    if (may_be_answered(socket))
        ruling.allow(seen(ReplyKind::reset), with_far(ruling.state(), far, &Socket::reset_out), {});
    const bool is_ending = socket.abandoned != 0 || socket.out.end == Travel::arrived;
    if (socket.out.arrived > socket.out.read)
        observe_bytes(ruling, far, socket);
    else if (is_ending && socket.out.end != Travel::seen)
        observe_end(ruling, far, socket);
    else
        observe_nothing_new(ruling, far, socket);
}

/// Nobody has accepted the connection; nobody will, once the listener is closed.
void observe_waiting(Ruling& ruling, const calls::PeerObserves& call) {
    const State& state = ruling.state();
    const Early& early = state.at(call.peer).early;
    const bool is_dropped = far_socket(state, call.peer).phase == SocketPhase::closed;
    const bool must_be_seen = is_dropped && is_started(state) && early.reset == Travel::none;
    if (!must_be_seen) ruling.allow(nothing(), state, {});
    if (!is_dropped) return;
    const Clauses because{"accepting.closed-listener-drops-what-waits"_clause};
    State told = state;
    told.at(call.peer).early.reset = Travel::seen;
    ruling.allow(seen(ReplyKind::reset), told, because);
    ruling.allow(seen(ReplyKind::end), told, because);
    if (must_be_seen) ruling.forbid(nothing(), because);
}

}  // namespace

void decide(Ruling& ruling, const calls::PeerObserves& call) {
    const State& state = ruling.state();
    if (state.at(call.peer).phase == PeerPhase::datagram) return observe_datagrams(ruling, call);
    if (is_waiting(state.at(call.peer))) return observe_waiting(ruling, call);
    const SocketId far = state.at(call.peer).far;
    const Socket& socket = far_socket(state, call.peer);
    if (socket.reset_out == Travel::seen) return observe_after_reset(ruling, far, socket);
    if (socket.reset_out != Travel::none) {
        observe_due_reset(ruling, far, socket);
        if (socket.out.arrived == socket.out.read) return;
    }
    observe_stream(ruling, far, socket);
}

}  // namespace wsconform
