// SPDX-License-Identifier: Apache-2.0

// The ends of a connection's two directions: shutdown and WSASendDisconnect.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;

void disable_receive(Socket& socket, Disabled how) {
    socket.receive = how;
    const bool is_open = is_connected_stream(socket) && socket.reset_in == Travel::none;
    if (is_open && socket.in.arrived > socket.in.read && socket.reset_out == Travel::none)
        socket.reset_out = Travel::due;
}

void allow_broken_or_gone(Ruling& ruling, const Socket& socket, const Clauses& because) {
    if (!is_broken(socket)) return;
    for (const Error error : {Error::wsaeconnaborted, Error::wsaeconnreset, Error::wsaenotconn})
        ruling.allow_failure(error, because);
}

namespace {

constexpr std::int32_t sd_receive = 0;
constexpr std::int32_t sd_send = 1;
constexpr std::int32_t sd_both = 2;

/// Sending ends: what was sent before goes out, then the end of the stream, with its data.
void disable_send(State& state, SocketId id, Disabled how, std::uint16_t data) {
    Socket& socket = state.at(id);
    if (socket.send != Disabled::no) return;
    socket.send = how;
    if (is_connected_stream(socket)) socket.out.end = Travel::due;
    if (socket.partner == SocketId::none || socket.transport == Transport::udp) return;
    Socket& partner = state.at(socket.partner);
    if (partner.phase == SocketPhase::listening) {
        socket.out.end = Travel::due;
        socket.data = data;
        return;
    }
    if (partner.in.end != Travel::none) return;
    partner.in.end = Travel::due;
    partner.data = data;
}

}  // namespace

void decide(Ruling& ruling, const calls::SendDisconnect& call) {
    const State& state = ruling.state();
    const Socket& socket = socket_of(state, call.socket);
    const Clauses listed{"send-disconnect.failure-reasons-are-listed"_clause};
    ruling.failures_obey({}, listed);
    refuse_unstarted(ruling, listed);
    refuse_non_socket(ruling, call.socket, listed);
    ruling.refuse(is_unconnected_stream(socket), Error::wsaenotconn, listed);
    ruling.forbid(hung(), {"send-disconnect.neither-closes-nor-blocks"_clause});
    if (ruling.is_refused()) return;

    State disabled = state;
    disable_send(disabled, call.socket, Disabled::by_disconnect, call.bytes);
    const bool carries_data = !call.data_is_null && socket.transport == Transport::seqpacket;
    const Clauses carried{"send-disconnect.peer-obtains-the-disconnect-data"_clause};
    const Clauses plain{"send-disconnect.null-buffer-means-no-data"_clause};
    const Clauses support{"send-disconnect.unsupported-data-is-wsaenoprotoopt"_clause};
    Clauses because{"send-disconnect.acts-as-send-shutdown-plus-data"_clause};
    because.add(call.data_is_null ? plain : carries_data ? carried : support);
    ruling.allow(done(), disabled, because);
    if (carries_data) {
        ruling.forbid(failed(Error::wsaenoprotoopt), carried);
    } else if (!call.data_is_null) {
        ruling.allow_failure(Error::wsaenoprotoopt, support);
        ruling.forbid(failed(Error::wsaeopnotsupp), support);
    }
    const bool repeats = socket.send != Disabled::no;
    if (repeats) ruling.allow_any_failure(state, {});
    allow_broken_or_gone(ruling, socket, {});
    if (socket.transport == Transport::udp) {
        ruling.allow_any_failure(state, {}).reluctant = true;
        ruling.forbid(failed(Error::wsaenotconn), listed);
    } else if (call.data_is_null && !repeats && !is_broken(socket)) {
        ruling.forbid(failed(Error::wsaenoprotoopt), plain);
        ruling.forbid(failed(Error::wsaefault), plain);
    }
}

namespace {

void refuse_shutdown(Ruling& ruling, const calls::Shutdown& call, const Socket& socket) {
    const Clauses state_clauses{"shutdown.unconnected-or-invalid-socket-is-refused"_clause};
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket, state_clauses);
    ruling.refuse(is_unconnected_stream(socket), Error::wsaenotconn, state_clauses);
    ruling.refuse(call.how < sd_receive || call.how > sd_both, Error::wsaeinval,
                  {"shutdown.invalid-direction-is-wsaeinval"_clause,
                   "proc-table.providers-validate-their-own-parameters"_clause});
    ruling.forbid(hung(), {"shutdown.neither-closes-nor-blocks"_clause});
}

/// A direction that is named has ended before.
bool repeats(const calls::Shutdown& call, const Socket& socket) {
    return (call.how != sd_receive && socket.send != Disabled::no) ||
           (call.how != sd_send && socket.receive != Disabled::no);
}

void effect_shutdown(Ruling& ruling, const calls::Shutdown& call, const Socket& socket) {
    State next = ruling.state();
    Socket& changed = next.at(call.socket);
    if (call.how != sd_send) disable_receive(changed, Disabled::by_shutdown);
    if (call.how != sd_receive) disable_send(next, call.socket, Disabled::by_shutdown, 0);
    Clauses because{"shutdown.accepts-receive-send-or-both"_clause};
    if (call.how == sd_both) because.add("shutdown.sd-both-combines-both-directions"_clause);
    ruling.allow(done(), next, because);
    if (changed.reset_out != socket.reset_out && may_absorb(ruling.state())) {
        changed.reset_out = socket.reset_out;
        ruling.allow(done(), next, {"shutdown.legacy-sd-receive-may-absorb-data"_clause});
    }
    if (repeats(call, socket)) ruling.allow_any_failure(ruling.state(), {});
    allow_broken_or_gone(ruling, socket,
                         {"shutdown.broken-circuit-may-report-abort-or-reset"_clause});
}

void forbid_shutdown(Ruling& ruling, const calls::Shutdown& call, const Socket& socket) {
    if (is_broken(socket) || repeats(call, socket)) return;
    ruling.forbid(failed(Error::wsaeinval), {"shutdown.accepts-receive-send-or-both"_clause});
    if (socket.transport == Transport::udp)
        ruling.forbid(failed(Error::wsaenotconn),
                      {"shutdown.accepts-receive-send-or-both"_clause,
                       "shutdown.unconnected-or-invalid-socket-is-refused"_clause});
}

}  // namespace

void decide(Ruling& ruling, const calls::Shutdown& call) {
    const Socket& socket = socket_of(ruling.state(), call.socket);
    refuse_shutdown(ruling, call, socket);
    if (ruling.is_refused()) return;
    effect_shutdown(ruling, call, socket);
    forbid_shutdown(ruling, call, socket);
}

}  // namespace wsconform
