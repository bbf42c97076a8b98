// SPDX-License-Identifier: Apache-2.0

// Whether there is something to receive, and the events of overlapped calls.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;

bool is_closed_by_peer(const Socket& socket) {
    return has_ended(socket) || socket.reset_in == Travel::arrived;
}

bool is_readable(const Socket& socket) {
    return is_closed_by_peer(socket) || socket.in.arrived > socket.in.read || socket.waiting > 0 ||
           socket.datagrams > 0;
}

bool may_fail_meanwhile(const Socket& socket) {
    return socket.receive != Disabled::no || socket.reset_out != Travel::none ||
           socket.aborted != 0 || socket.phase == SocketPhase::closed;
}

bool may_be_readable(const Socket& socket) {
    return !is_readable(socket) && (socket.receive != Disabled::no || is_broken(socket));
}

void decide(Ruling& ruling, const calls::LookAtOverlapped& call) {
    const State& state = ruling.state();
    const Pattern unsignalled = done();
    const Pattern signalled = done(Range::exactly(1));
    const Clauses notified{"close.pending-overlapped-operations-still-notify"_clause};
    const Clauses completed{"overlapped.completion-sets-the-event"_clause};
    const Clauses waits{"overlapped.event-waits-for-the-completion"_clause};
    const Clauses silent{"cleanup.final-call-aborts-overlapped-without-notice"_clause};
    const auto only = [&](const Pattern& allowed, const Pattern& forbidden, const Clauses& why) {
        ruling.allow(allowed, state, why);
        ruling.forbid(forbidden, why);
    };
    switch (state.at(call.overlapped)) {
        case OverlappedPhase::cancelled:
            return only(signalled, unsignalled, notified);
        case OverlappedPhase::completed:
        case OverlappedPhase::cut:
        case OverlappedPhase::failed:
        case OverlappedPhase::ended:
            return only(signalled, unsignalled, completed);
        case OverlappedPhase::dropped:
            return only(unsignalled, signalled, silent);
        case OverlappedPhase::pending:
            if (!may_fail_meanwhile(state.at(state.overlapped_on[index_of(call.overlapped)])))
                return only(unsignalled, signalled, waits);
            ruling.allow(unsignalled, state, {});
            ruling.allow(signalled, state, {}).reluctant = true;
            return;
        case OverlappedPhase::none:
            ruling.allow(signalled, state, {});
            ruling.allow(unsignalled, state, {});
            return;
        case OverlappedPhase::cancelling:
            ruling.allow(unsignalled, state, {});
            return;
    }
}

}  // namespace wsconform
