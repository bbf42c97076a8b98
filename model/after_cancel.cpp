// SPDX-License-Identifier: Apache-2.0

// What a cancelled call leaves: what still holds of its socket, and what does no longer.

#include <algorithm>

#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::any_failure;
using patterns::done;
using patterns::hung;
using patterns::with;

namespace {

bool fails_nowhere(const Ruling& ruling) {
    return ruling.can_end() && std::ranges::all_of(ruling.allowed(), [](const Outcome& outcome) {
               return outcome.mutant || outcome.pattern.kind == ReplyKind::done;
           });
}

/// A socket that a cancel left aborted, or in a state that nothing is said of. True if so.
bool decide_spoiled(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    const Socket& socket = socket_of(state, socket_named_by(call));
    const bool is_open = socket.phase != SocketPhase::none && socket.phase != SocketPhase::closed;
    if (!is_open || !is_started(state) || is_one_of<calls::CloseSocket>(call)) return false;
    if (socket.aborted != 0) {
        const Clauses because{"cancel-blocking.damaged-stream-is-reset-and-aborted"_clause};
        ruling.allow_failure(Error::wsaeconnaborted, because);
        if (is_one_of<calls::Send, calls::Receive, calls::Shutdown>(call)) {
            ruling.forbid(done(Range::any()), because);
        } else {
            ruling.allow_any_failure(state, {});
            ruling.allow(done(Range::any()), state, {});
        }
        return true;
    }
    if (socket.interrupted == Interrupted::timeout) {
        ruling.allow_any_failure(state, {});
        ruling.allow(done(Range::any()), state, {});
        return true;
    }
    const bool is_unsure =
        socket.interrupted == Interrupted::connect || socket.interrupted == Interrupted::datagram;
    if (!is_unsure) return false;
    const Clauses may{"cancel-blocking.other-cancelled-sockets-may-be-undefined"_clause,
                      "cancel-blocking.later-operations-may-still-work"_clause};
    ruling.allow_any_failure(state, may);
    ruling.allow(done(Range::any()), state, may);
    return true;
}

/// What still holds of a socket after a call on it was cancelled.
void add_after_cancel(Ruling& ruling, const Call& call) {
    const Socket& socket = socket_of(ruling.state(), socket_named_by(call));
    switch (socket.interrupted) {
        case Interrupted::no:
            return;
        case Interrupted::accept:
            if (is_one_of<calls::Accept>(call) && fails_nowhere(ruling)) {
                const Clauses because{
                    "after-cancel.accept-leaves-socket-listening"_clause,
                    "cancel-blocking.cancelled-accept-keeps-listener-intact"_clause};
                ruling.forbid(any_failure(), because);
                ruling.forbid(hung(), because);
            }
            break;
        case Interrupted::select:
            if (fails_nowhere(ruling)) {
                ruling.forbid(any_failure(),
                              {"after-cancel.select-leaves-sockets-unchanged"_clause,
                               "cancel-blocking.cancelled-select-harms-no-socket"_clause});
            }
            break;
        case Interrupted::receive:
            if (is_one_of<calls::Receive>(call) && fails_nowhere(ruling)) {
                ruling.forbid(with(done({1, Range::any().highest}), Defect::wrong_bytes),
                              {"after-cancel.stream-receive-loses-nothing-or-aborts"_clause,
                               "cancel-blocking.damaged-stream-is-reset-and-aborted"_clause});
            }
            break;
        case Interrupted::send:
        case Interrupted::connect:
        case Interrupted::datagram:
        case Interrupted::timeout:
            break;
    }
    if (is_one_of<calls::CloseSocket>(call) && fails_nowhere(ruling)) {
        ruling.forbid(any_failure(), {"after-cancel.close-always-frees-the-descriptor"_clause,
                                      "cancel-blocking.close-always-works-afterwards"_clause});
    }
}

}  // namespace

void decide_call(Ruling& ruling, const Call& call) {
    if (decide_spoiled(ruling, call)) return;
    std::visit([&](const auto& c) { decide(ruling, c); }, call);
    decide_network_down(ruling, call);
    add_after_cancel(ruling, call);
}

}  // namespace wsconform
