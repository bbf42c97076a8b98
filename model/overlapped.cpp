// SPDX-License-Identifier: Apache-2.0

// WSAGetOverlappedResult: how an overlapped receive has ended, or that it has not.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::with;

namespace {

const ClauseId tells = "overlapped.result-tells-the-bytes"_clause;

void tell_pending(Ruling& ruling, SocketId socket) {
    const Clauses because{"overlapped.pending-result-is-wsa-io-incomplete"_clause};
    ruling.allow_failure(Error::wsa_io_incomplete, because);
    ruling.forbid(done(Range::any()), because);
    if (may_fail_meanwhile(ruling.state().at(socket)))
        ruling.allow_any_failure(ruling.state(), {}).reluctant = true;
}

void tell_bytes(Ruling& ruling, std::uint32_t bytes) {
    ruling.allow(done(Range::exactly(bytes)), ruling.state(), {tells});
    ruling.forbid(with(done(Range::exactly(bytes)), Defect::wrong_bytes), {tells});
    ruling.forbid(failed(Error::wsa_io_incomplete), {tells});
    if (bytes > 0) ruling.forbid(done({0, bytes - 1}), {tells});
    ruling.forbid(done({bytes + 1, Range::any().highest}), {tells});
}

void tell_reset(Ruling& ruling) {
    const Clauses because{"overlapped.reset-ends-it-with-an-error"_clause};
    ruling.allow_failure(Error::wsaeconnreset, because);
    ruling.allow_failure(Error::error_netname_deleted, because).reluctant = true;
    ruling.allow_failure(Error::wsaeconnaborted, because).reluctant = true;
    ruling.forbid(done(Range::any()), because);
    ruling.forbid(failed(Error::wsa_io_incomplete), because);
}

/// The socket is one no longer, which may be all that the call has to say.
void tell_closed(Ruling& ruling) {
    const Clauses because{"overlapped.closing-ends-it-with-an-error"_clause};
    ruling.allow_failure(Error::wsa_operation_aborted, because);
    ruling.allow_failure(Error::wsaenotsock, because);
    ruling.allow_any_failure(ruling.state(), because).reluctant = true;
    ruling.forbid(done(Range::any()), because);
    ruling.forbid(failed(Error::wsa_io_incomplete), because);
}

void tell_anything(Ruling& ruling) {
    ruling.allow(done(Range::any()), ruling.state(), {});
    ruling.allow_any_failure(ruling.state(), {}).reluctant = true;
}

}  // namespace

void decide(Ruling& ruling, const calls::GetOverlappedResult& call) {
    const State& state = ruling.state();
    const OverlappedPhase phase = state.at(call.overlapped);
    const std::size_t place = index_of(call.overlapped);
    const bool is_own = state.overlapped_on[place] == call.socket;
    refuse_unstarted(ruling);
    if (phase != OverlappedPhase::cancelled && phase != OverlappedPhase::cancelling)
        refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    if (!is_own) return tell_anything(ruling);
    switch (phase) {
        case OverlappedPhase::pending:
            return tell_pending(ruling, call.socket);
        case OverlappedPhase::completed:
            return tell_bytes(ruling, state.overlapped_bytes[place]);
        case OverlappedPhase::cut:
            ruling.allow_failure(Error::wsaemsgsize, {});
            return;
        case OverlappedPhase::failed:
            return tell_reset(ruling);
        case OverlappedPhase::cancelled:
            return tell_closed(ruling);
        case OverlappedPhase::cancelling:
            ruling.allow_failure(Error::wsa_io_incomplete, {});
            ruling.allow_any_failure(state, {}).reluctant = true;
            return;
        case OverlappedPhase::ended:
        case OverlappedPhase::dropped:
        case OverlappedPhase::none:
            return tell_anything(ruling);
    }
}

}  // namespace wsconform
