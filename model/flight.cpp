// SPDX-License-Identifier: Apache-2.0

#include "model/flight.hpp"

#include "model/call_notes.hpp"
#include "model/rules.hpp"

namespace wsconform {

bool is_hooked(const State& state, ThreadId thread) {
    const Process& process = state.process;
    return process.startups != 0 && process.lowest.major < 2 &&
           state.at(thread).hook != HookId::none;
}

bool may_run_hook(const State& state, ThreadId thread, const Call& call) {
    const auto is = [&call]<typename... Ts>() { return (std::holds_alternative<Ts>(call) || ...); };
    return is_hooked(state, thread) &&
           is.operator()<calls::Accept, calls::Connect, calls::Receive, calls::Send, calls::Select,
                         calls::CloseSocket, calls::GetHostByName>();
}

bool may_have_waited(const Ruling& ruling, const Call& call) {
    const auto* select = std::get_if<calls::Select>(&call);
    return !ruling.can_end() || (select != nullptr && may_wait(ruling.state(), *select));
}

SocketId socket_named_by(const Call& call) {
    return std::visit(
        [](const auto& c) {
            if constexpr (requires { c.socket; })
                return c.socket;
            else
                return SocketId::none;
        },
        call);
}

bool is_pending(const State& state, ThreadId thread) {
    const Flight flight = state.at(thread).flight;
    return flight == Flight::begun || flight == Flight::waiting;
}

State waited(const State& state, ThreadId thread) {
    State next = state;
    if (is_hooked(state, thread)) next.at(state.at(thread).hook).most = 2;
    // Hooks of other threads have no part in it.
    for (std::size_t i = 0; i < next.hooks.size(); ++i) {
        if (HookId{static_cast<std::uint8_t>(i)} != state.at(thread).hook)
            next.hooks[i].idle |= static_cast<std::uint8_t>(Idle::other_thread);
    }
    return next;
}

State begun(const Spec& spec, const State& state, ThreadId thread, const Call& call) {
    State next = state;
    Thread& own = next.at(thread);
    own.flight = Flight::begun;
    own.cancelled = 0;
    own.spared = 0;
    const SocketId socket = socket_named_by(call);
    const bool looks_for_data =
        std::holds_alternative<calls::Receive>(call) || std::holds_alternative<calls::Select>(call);
    const bool finds_any =
        looks_for_data && socket != SocketId::none && state.at(socket).receive == Disabled::no;
    own.open_socket = finds_any ? socket : SocketId::none;
    const bool may_wait = looks_for_data || std::holds_alternative<calls::Accept>(call) ||
                          std::holds_alternative<calls::Connect>(call);
    ends_at_once(own) = may_wait && socket != SocketId::none ? state.at(socket).nonblocking : 0;
    const auto* look_up = std::get_if<calls::GetHostByName>(&call);
    if (look_up != nullptr && is_started(state)) note_asked(own, look_up->name);
    const Ruling ruling = rule(spec, next, thread, call, Timing::returns);
    for (const Outcome& outcome : ruling.allowed()) {
        if (outcome.pattern.kind != ReplyKind::nothing && !outcome.mutant) return next;
    }
    return waited(next, thread);
}

State landed(const Outcome& outcome, const Reply& reply, ThreadId thread) {
    State next = after(outcome, reply, std::nullopt);
    next.at(thread).flight = Flight::landed;
    next.at(thread).open_socket = SocketId::none;
    ends_at_once(next.at(thread)) = 0;
    return next;
}

State returned(const State& state, const Reply& reply, ThreadId thread) {
    State next = state;
    Thread& own = next.at(thread);
    if (is_hooked(state, thread)) next.at(own.hook).served = 1;
    if (own.cancelled != 0) own.stale_cancel = 1;
    own.flight = Flight::none;
    own.cancelled = 0;
    own.spared = 0;
    own.open_socket = SocketId::none;
    ends_at_once(own) = 0;
    const bool is_call = reply.kind == ReplyKind::done || reply.kind == ReplyKind::failed;
    own.last_error = is_call ? reply.error : Error::unknown;
    return next;
}

}  // namespace wsconform
