// Whether there is something to receive: what select says, and the events of overlapped calls.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::with;

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
