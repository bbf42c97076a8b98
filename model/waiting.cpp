// SPDX-License-Identifier: Apache-2.0

// Calls in flight: what may end them.

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "model/call_notes.hpp"
#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::nothing;
using patterns::with;

namespace {

/// The lowest version agreed on is one of Winsock 1.1, at whichever interface; is_legacy_client
/// asks for a caller of the DLL besides.
bool has_legacy_version(const State& state) {
    return state.process.startups != 0 && state.process.lowest.major < 2;
}

/// Why the call, which ended at once, had no reason to run the thread's hook; 0 if it might have.
std::uint8_t idle_bits(const Call& call) {
    const auto bits = [](Idle idle) { return static_cast<std::uint8_t>(idle); };
    if (is_one_of<calls::AsyncGet>(call)) return bits(Idle::look_up);
    if (const auto* select = std::get_if<calls::Select>(&call); select != nullptr)
        return bits(select->timeout_ms == 0 ? Idle::poll : Idle::no_wait);
    // Not of a connect: that the peer is there does not save it a way there and back.
    if (is_one_of<calls::Accept, calls::Receive, calls::Send, calls::GetHostByName>(call))
        return bits(Idle::no_wait);
    if (is_one_of<calls::Bind, calls::Listen, calls::GetSockName, calls::GetSockError,
                  calls::CreateSocket, calls::SetLinger, calls::SetTimeout, calls::Shutdown>(call))
        return bits(Idle::immediate);
    return 0;
}

bool others_wait(const State& state, ThreadId own) {
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        const ThreadId thread{static_cast<std::uint8_t>(i)};
        if (thread != own && is_pending(state, thread)) return true;
    }
    return false;
}

void decide_whole(Ruling& ruling, const Call& call, std::optional<ThreadId> thread) {
    decide_call(ruling, call);
    if (!thread) return;
    const auto* mode = std::get_if<calls::SetNonblocking>(&call);
    if (mode != nullptr && !mode->on) {
        // Calls in flight on the socket may come after it, and wait.
        ruling.change_next([](Outcome& outcome) {
            for (Thread& other : outcome.next.threads)
                ends_at_once(other) = 0;
        });
    }
    const State& state = ruling.state();
    if (is_hooked(state, *thread)) {
        ruling.change_next([&](Outcome& outcome) {
            Hook& hook = outcome.next.at(state.at(*thread).hook);
            hook.idle |= idle_bits(call);
            if (is_one_of<calls::Connect>(call)) hook.most = 2;
        });
    }
    if (has_legacy_version(state) && others_wait(state, *thread)) {
        ruling.forbid(failed(Error::wsaeinprogress), {"nesting.restriction-is-per-thread"_clause});
    }
}

/// The states that a cancelled call may leave behind: the first is the obliging one.
std::vector<State> after_interruption(const State& state, const Call& call) {
    const SocketId id = socket_named_by(call);
    if (id == SocketId::none) return {state};
    State intact = state;
    Socket& socket = intact.at(id);
    const bool is_stream = socket.transport == Transport::tcp;
    if (is_one_of<calls::Accept>(call)) socket.interrupted = Interrupted::accept;
    if (is_one_of<calls::Select>(call)) socket.interrupted = Interrupted::select;
    if (is_one_of<calls::Connect>(call)) socket.interrupted = Interrupted::connect;
    if (is_one_of<calls::Receive>(call))
        socket.interrupted = is_stream ? Interrupted::receive : Interrupted::datagram;
    if (is_one_of<calls::Send>(call))
        socket.interrupted = is_stream ? Interrupted::send : Interrupted::datagram;
    if (const auto* connect = std::get_if<calls::Connect>(&call)) socket.far = connect->to;
    const bool may_be_damaged =
        is_stream && is_connected_stream(socket) && is_one_of<calls::Receive, calls::Send>(call);
    if (!may_be_damaged) return {intact};
    State damaged = intact;
    damaged.at(id).aborted = 1;
    if (socket.reset_out == Travel::none && socket.reset_in == Travel::none)
        damaged.at(id).reset_out = Travel::due;
    return {intact, damaged};
}

void allow_interruption(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    Clauses because{"cancel-blocking.interrupted-operation-ends-with-wsaeintr"_clause,
                    "cancel-blocking.hook-cancel-acts-after-hook-returns"_clause,
                    "blocking-callback.false-means-operation-was-cancelled"_clause,
                    "blocking-hook.hook-may-only-cancel-and-query"_clause,
                    "blocking-hook.cancel-succeeds-or-gives-listed-reason"_clause,
                    "pseudo-blocking.loop-runs-until-done-or-cancelled"_clause};
    if (is_one_of<calls::GetHostByName>(call))
        because.add("after-cancel.database-lookup-returns-null-with-wsaeintr"_clause);
    bool is_obliging = true;
    for (const State& next : after_interruption(state, call)) {
        ruling.allow(failed(Error::wsaeintr), next, because).reluctant = !is_obliging;
        is_obliging = false;
    }
    ruling.forbid(nothing(), because);
    if (is_one_of<calls::Receive>(call)) {
        ruling.forbid(with(done({1, Range::any().highest}), Defect::wrong_bytes),
                      {"cancel-blocking.only-wsaeintr-proves-a-cancel"_clause});
    }
}

/// Nobody cancelled the call: it may not end as if somebody had.
void forbid_interruption(Ruling& ruling) {
    const State& state = ruling.state();
    const Thread& own = state.at(ruling.thread());
    const Pattern interrupted = failed(Error::wsaeintr);
    if (own.stale_cancel != 0)
        ruling.forbid(interrupted, {"cancel-blocking.stale-cancel-spares-later-calls"_clause});
    if (own.spared != 0)
        ruling.forbid(interrupted, {"cancel-blocking.affects-only-the-calling-thread"_clause});
    if (is_hooked(state, ruling.thread())) {
        ruling.forbid(interrupted, {"blocking-callback.hook-false-alone-does-not-cancel"_clause,
                                    "blocking-hook.hook-returning-false-is-accepted"_clause});
    }
}

/// Those of the sockets to be read that were closed, as the sets that select leaves.
std::uint32_t closed_members(const State& state, const calls::Select& call) {
    std::uint32_t closed = 0;
    for (std::size_t i = 0; i < state.sockets.size(); ++i) {
        if (state.sockets[i].phase == SocketPhase::closed) closed |= 1U << i;
    }
    return closed & call.read;
}

/// Whether a socket that the call needs is closed.
bool needs_closed(const State& state, const Call& call) {
    const auto* select = std::get_if<calls::Select>(&call);
    if (select == nullptr)
        return socket_of(state, socket_named_by(call)).phase == SocketPhase::closed;
    const auto named = static_cast<std::uint8_t>(select->read | select->write | select->except);
    return closed_members(state, {.read = named}) != 0;
}

/// The socket was closed by another thread while the call was in flight (AMB-25).
void decide_closed(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    const Clauses because{"pseudo-blocking.cross-thread-close-interrupts-blocked-call"_clause,
                          "close.pending-calls-are-cancelled-silently"_clause};
    const auto* select = std::get_if<calls::Select>(&call);
    const std::uint32_t closed = select != nullptr ? closed_members(state, *select) : 0;
    const Branch fails = closed != 0 ? Branch{"AMB-62"_ambiguity, "fails"} : Branch{};
    ruling.allow_failure(Error::wsaeintr, because, fails);
    ruling.forbid(nothing(), because);
    if (closed != 0) {
        const auto count = static_cast<std::uint32_t>(std::popcount(closed));
        const Pattern readable =
            patterns::sized(done(Range::exactly(count)), Range::exactly(closed));
        ruling.allow(readable, state, because, {"AMB-62"_ambiguity, "readable"}).reluctant = true;
        ruling.forbid(done(), because);
    } else {
        ruling.forbid(done(Range::any()), because);
    }
    const bool may_be_told_otherwise = !has_legacy_version(state) || state.process.is_spi != 0;
    const bool is_select_or_early =
        select != nullptr || state.at(ruling.thread()).flight == Flight::begun;
    if (may_be_told_otherwise || is_select_or_early)
        ruling.allow_failure(Error::wsaenotsock, {}, fails).reluctant = !may_be_told_otherwise;
    if (!may_be_told_otherwise) return;
    ruling.allow_failure(Error::wsaeconnaborted, {}, fails);
    ruling.allow_failure(Error::wsa_operation_aborted, {}, fails);
}

/// The call still waits after the time of quiescence.
void allow_waiting(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    if (is_restless(state)) return;
    State next = waited(state, ruling.thread());
    Thread& own = next.at(ruling.thread());
    own.flight = Flight::waiting;
    if (is_hooked(next, ruling.thread())) {
        Hook& hook = next.at(own.hook);
        hook.least = std::max<std::uint8_t>(hook.least, hook.repeats != 0 ? 2 : 1);
        if (hook.most < hook.least) hook.most = hook.least;
    }
    const Clauses because{"pseudo-blocking.new-sockets-are-blocking"_clause};
    ruling.allow(nothing(), next, because);
    if (socket_of(state, socket_named_by(call)).nonblocking == 0)
        ruling.forbid(failed(Error::wsaewouldblock), because);
}

/// Why a call that can end must: the loop it waits in tests for completion.
Clauses ending_clauses(const State& state, ThreadId thread) {
    if (!is_hooked(state, thread))
        return {"blocking-callback.null-callback-means-native-wait"_clause};
    return {"blocking-hook.hook-returning-false-is-accepted"_clause,
            "blocking-callback.provider-progresses-with-inert-hook"_clause,
            "pseudo-blocking.loop-runs-until-done-or-cancelled"_clause};
}

/// An end that a call may have, and need not: nobody says that it ends when another thread makes
/// its socket non-blocking. How long before quiescence it has waited is not known, so its time need
/// not be over. And of what few providers say, the others go on waiting instead.
bool is_optional(const Outcome& outcome) {
    const Pattern& pattern = outcome.pattern;
    const bool is_about_time =
        pattern.kind == ReplyKind::failed && !pattern.any_error &&
        (pattern.error == Error::wsaewouldblock || pattern.error == Error::wsaetimedout);
    return !outcome.mutant && (outcome.reluctant || is_about_time);
}

/// Nothing that the call waits for is sure to have come. A select need not end before its time is
/// over if no socket is sure to be ready.
bool need_not_end(const Ruling& ruling, const Call& call) {
    if (ends_at_once(ruling.state().at(ruling.thread())) != 0 && ruling.can_end()) return false;
    const auto* select = std::get_if<calls::Select>(&call);
    return (select != nullptr && may_outlast_quiescence(ruling.state(), *select)) ||
           std::ranges::all_of(ruling.allowed(), is_optional);
}

/// Whoever hangs in a call goes on waiting in it.
void wait_where_a_mutant_hangs(Ruling& ruling) {
    ruling.change_next([](Outcome& outcome) {
        if (outcome.pattern.kind == ReplyKind::hung) outcome.pattern = nothing();
    });
}

/// The call has come to its end.
void forbid_waiting(Ruling& ruling) {
    const auto count = ruling.forbidden().size();
    for (std::size_t i = 0; i < count; ++i) {
        const Prohibition& forbidden = ruling.forbidden()[i];
        if (forbidden.pattern.kind != ReplyKind::hung) continue;
        const Clauses because = forbidden.because;
        ruling.forbid(nothing(), because);
    }
    ruling.forbid(nothing(), ending_clauses(ruling.state(), ruling.thread()));
}

void decide_return(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    const Thread& own = state.at(ruling.thread());
    if (own.flight == Flight::none) ruling.allow(nothing(), state, {});  // It has returned.
    if (!is_pending(state, ruling.thread())) return;
    if (!is_started(state)) {
        ruling.allow_any_failure(state, {});
        return;
    }
    const Socket& socket = socket_of(state, socket_named_by(call));
    if (needs_closed(state, call)) return decide_closed(ruling, call);
    const bool was_disabled = socket.receive != Disabled::no && own.open_socket != SocketId::none;
    if (was_disabled && is_one_of<calls::Receive>(call))
        decide_receive_disabled_meanwhile(ruling, std::get<calls::Receive>(call));
    else
        decide_call(ruling, call);
    wait_where_a_mutant_hangs(ruling);
    const bool may_go_on = was_disabled || need_not_end(ruling, call);
    if (was_disabled) ruling.allow_any_failure(state, {});
    if (own.cancelled != 0) return allow_interruption(ruling, call);
    forbid_interruption(ruling);
    if (may_go_on)
        allow_waiting(ruling, call);
    else
        forbid_waiting(ruling);
}

}  // namespace

Ruling rule(const Spec& spec, const State& state, std::optional<ThreadId> thread, const Call& call,
            Timing timing) {
    Ruling ruling{spec, state, thread};
    switch (timing) {
        case Timing::whole:
            decide_whole(ruling, call, thread);
            forget_what_select_showed(ruling, call);
            break;
        case Timing::begins:
            break;
        case Timing::returns:
            decide_return(ruling, call);
            break;
        case Timing::inside:
            decide_inside(ruling, call);
            break;
    }
    ruling.finish();
    return ruling;
}

}  // namespace wsconform
