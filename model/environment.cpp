// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "model/call_notes.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::nothing;
using patterns::with;

namespace {

/// Whether a look-up that is under way finds what was there or what is now is its own affair.
template <typename Concerned>
void unsettle(State& state, const Concerned& is_concerned) {
    for (Request& request : state.requests) {
        if (request.phase == RequestPhase::running && is_concerned(request))
            request.answer = Answer::unsettled;
    }
}

bool reads(const Request& request, Database database) {
    using enum LookupKind;
    const bool reads_protocols = request.kind == proto_by_number || request.kind == proto_by_name;
    const bool reads_services = request.kind == serv_by_port || request.kind == serv_by_name;
    return database == Database::protocol ? reads_protocols : reads_services;
}

}  // namespace

void decide(Ruling& ruling, const calls::WaitForQuiescence& /*call*/) {
    if (is_restless(ruling.state())) return;
    ruling.allow(nothing(), ruling.state(), {}, {}, Remember::last_error);
}

void decide(Ruling& ruling, const calls::FreeMemory& call) {
    State next = ruling.state();
    next.process.freed |= static_cast<std::uint8_t>(1U << index_of(call.buffer));
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::LookUpExport& call) {
    const Pattern found = done(Range::any());
    const Pattern name_only = with(found, Defect::not_by_ordinal);
    ruling.allow(found, ruling.state(), {call.clause});
    if (ruling.state().process.legacy_dll != 0)
        ruling.forbid(name_only, {call.clause});
    else
        ruling.allow(name_only, ruling.state(), {call.clause});
    ruling.forbid(patterns::seen(ReplyKind::missing), {call.clause});
}

void decide(Ruling& ruling, const calls::ReadHeader& call) {
    const bool is_32bit = ruling.state().process.is_32bit != 0;
    const std::uint32_t expected = is_32bit ? call.expected32 : call.expected;
    ruling.allow(done(Range::exactly(expected)), ruling.state(), {call.clause});
    ruling.forbid(done({expected + 1, Range::any().highest}), {call.clause});
    if (expected > 0) ruling.forbid(done({0, expected - 1}), {call.clause});
}

/// The operating system cleans up after a process that did not.
void decide(Ruling& ruling, const calls::EndProcess& /*call*/) {
    State next = ruling.state();
    next.process.ended = 1;
    for (Socket& socket : next.sockets) {
        if (is_connected_stream(socket)) socket.abandoned = 1;
        if (socket.phase != SocketPhase::none) socket.phase = SocketPhase::closed;
    }
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::BringNetworkDown& /*call*/) {
    State next = ruling.state();
    next.process.network_down = 1;
    ruling.allow(done(Range::any()), next, {});
}

void decide_network_down(Ruling& ruling, const Call& call) {
    const bool is_receive = std::holds_alternative<calls::RecvDisconnect>(call);
    const bool is_cancel = std::holds_alternative<calls::SpiCancelBlockingCall>(call);
    if (ruling.state().process.network_down == 0 || !(is_receive || is_cancel)) return;
    ruling.change_next([](Outcome& outcome) {
        outcome.next.process.network_down = 0;
        outcome.reluctant = true;
    });
    State next = ruling.state();
    next.process.network_down = 0;
    const ClauseId because = is_receive
                                 ? "recv-disconnect.network-failure-may-report-wsaenetdown"_clause
                                 : "cancel-blocking.network-failure-may-report-wsaenetdown"_clause;
    ruling.allow_failure(Error::wsaenetdown, next, {because});
}

void decide(Ruling& ruling, const calls::NameAnswers& call) {
    State next = ruling.state();
    next.at(call.name).answer = call.answer;
    unsettle(next, [&](const Request& request) { return request.name == call.name; });
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::NameHolds& call) {
    State next = ruling.state();
    next.at(call.name).held = 1;
    ruling.allow(done(Range::any()), next, {});
}

/// Whether a provider asks the name server at once, late or never is its own affair.
void decide(Ruling& ruling, const calls::NameIsAsked& call) {
    const State& state = ruling.state();
    const bool is_requested = std::ranges::any_of(state.requests, [&](const Request& request) {
        return request.name == call.name && request.phase != RequestPhase::refused;
    });
    const bool is_called_for = std::ranges::any_of(
        state.threads, [&](const Thread& thread) { return has_asked(thread, call.name); });
    if (is_requested || is_called_for) ruling.allow(done(Range::any()), state, {});
    ruling.allow(nothing(), state, {}).reluctant = true;
}

void decide(Ruling& ruling, const calls::NameReleases& call) {
    State next = ruling.state();
    next.at(call.name).held = 0;
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::DatabaseHides& call) {
    State next = ruling.state();
    next.process.hidden[index_of(call.database)] = 1;
    unsettle(next, [&](const Request& request) { return reads(request, call.database); });
    ruling.allow(done(Range::any()), next, {});
}

}  // namespace wsconform
