#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::sized;
using patterns::with;

namespace {

constexpr std::int32_t sd_receive = 0;
constexpr std::int32_t sd_send = 1;
constexpr std::int32_t sd_both = 2;

bool is_unconnected_stream(const Socket& socket) {
    return socket.transport != Transport::udp &&
           (socket.phase == SocketPhase::created || socket.phase == SocketPhase::bound ||
            socket.phase == SocketPhase::listening);
}

/// Receiving ends. Data that cannot be delivered any more resets a TCP connection at once.
void disable_receive(Socket& socket, Disabled how) {
    socket.receive = how;
    const bool is_open = is_connected_stream(socket) && socket.reset_in == Travel::none;
    if (is_open && socket.in.arrived > socket.in.read && socket.reset_out == Travel::none)
        socket.reset_out = Travel::due;
}

/// The clauses on the data that came with the end of the connection.
Clauses data_clauses(const Socket& socket) {
    Clauses clauses{"recv-disconnect.peer-disconnect-data-fills-buffer"_clause,
                    "send-disconnect.peer-obtains-the-disconnect-data"_clause};
    if (socket.send == Disabled::by_disconnect)
        clauses.add("recv-disconnect.two-way-exchange-keeps-its-order"_clause);
    return clauses;
}

State with_receive_disabled(const State& state, SocketId id, Disabled how) {
    State next = state;
    disable_receive(next.at(id), how);
    return next;
}

}  // namespace

namespace {

/// The buffer is too small. Whether the data can be had afterwards is not said (AMB-29).
void refuse_small_buffer(Ruling& ruling, const calls::RecvDisconnect& call) {
    const Clauses small{"recv-disconnect.small-buffer-is-wsaefault"_clause};
    const State& state = ruling.state();
    const State disabled = with_receive_disabled(state, call.socket, Disabled::by_disconnect);
    ruling.allow_failure(Error::wsaefault, small);
    ruling.allow_failure(Error::wsaefault, disabled, small);
    ruling.forbid(done(Range::any()), small);
    ruling.forbid(with(failed(Error::wsaefault), Defect::wrote_outside),
                  {"recv-disconnect.writes-stay-within-buffer"_clause});
}

/// What came with the end of a connection whose protocol has disconnect data.
void receive_data(Ruling& ruling, const calls::RecvDisconnect& call, const Socket& socket) {
    const State& state = ruling.state();
    const State disabled = with_receive_disabled(state, call.socket, Disabled::by_disconnect);
    const Clauses exchanged = data_clauses(socket);
    Pattern empty = sized(done(), Range::exactly(0));
    Pattern filled = sized(done(), Range::exactly(socket.data));
    Pattern foreign = with(sized(done(), Range::any()), Defect::wrong_bytes);
    if (socket.receive != Disabled::no) {
        const Clauses repeated{"recv-disconnect.repeated-call-is-unspecified"_clause};
        for (const Pattern& either : {empty, filled})
            ruling.allow(either, state, repeated);
        ruling.allow_any_failure(state, repeated);
    } else if (!has_ended(socket) || socket.in.arrived > socket.in.read) {
        // The caller did not wait to learn of the end, or left packets unread (RDC-26).
        for (const Pattern& either : {empty, filled})
            ruling.allow(either, disabled, {});
        ruling.allow_any_failure(state, {}).reluctant = true;
    } else if (socket.data > call.room) {
        return refuse_small_buffer(ruling, call);
    } else {
        Clauses because = exchanged;
        because.add("recv-disconnect.acts-as-receive-shutdown-plus-data"_clause);
        because.add("recv-disconnect.call-after-graceful-close-succeeds"_clause);
        ruling.allow(filled, disabled, because);
        ruling.forbid(failed(Error::wsaenoprotoopt), exchanged);
        ruling.forbid(failed(Error::wsaenotconn),
                      {"recv-disconnect.call-after-graceful-close-succeeds"_clause});
        if (socket.data > 0) ruling.forbid(empty, exchanged);
    }
    ruling.forbid(foreign, exchanged);
    ruling.forbid(with(filled, Defect::wrote_outside),
                  {"recv-disconnect.writes-stay-within-buffer"_clause});
}

}  // namespace

void decide(Ruling& ruling, const calls::RecvDisconnect& call) {
    const State& state = ruling.state();
    const Socket& socket = socket_of(state, call.socket);
    const ClauseId at_spi = "spi-recv-disconnect.failure-reasons-go-through-lperrno"_clause;
    ruling.failures_obey({"recv-disconnect.failure-is-socket-error-with-reason"_clause, at_spi},
                         {"recv-disconnect.failure-reasons-are-listed"_clause, at_spi});
    refuse_unstarted(ruling, {"recv-disconnect.without-startup-reports-wsanotinitialised"_clause});
    refuse_non_socket(ruling, call.socket, {"recv-disconnect.non-socket-is-wsaenotsock"_clause});
    ruling.refuse(is_unconnected_stream(socket), Error::wsaenotconn,
                  {"recv-disconnect.unconnected-socket-is-wsaenotconn"_clause});
    ruling.forbid(hung(), {"recv-disconnect.never-blocks-despite-linger"_clause,
                           "spi-recv-disconnect.remaining-effects-match-the-api"_clause});
    if (ruling.is_refused()) return;
    if (socket.transport == Transport::seqpacket && !call.data_is_null && !is_broken(socket))
        return receive_data(ruling, call, socket);

    State disabled = with_receive_disabled(state, call.socket, Disabled::by_disconnect);
    Clauses because{"recv-disconnect.acts-as-receive-shutdown-plus-data"_clause};
    const ClauseId after_close = "recv-disconnect.call-after-graceful-close-succeeds"_clause;
    if (has_ended(socket) && !call.data_is_null && socket.in.arrived == socket.in.read) {
        because.add(after_close);
        ruling.forbid(failed(Error::wsaenotconn), {after_close});
    }
    ruling.allow(done(), disabled, because,
                 call.data_is_null ? Branch{"AMB-29"_ambiguity, "NULL acts as SD_RECEIVE"}
                                   : Branch{"AMB-28"_ambiguity, "no WSAENOPROTOOPT"});
    ruling.forbid(with(done(), Defect::wrote_outside),
                  {"recv-disconnect.writes-stay-within-buffer"_clause});
    ruling.forbid(done({1, Range::any().highest}),
                  {"recv-disconnect.failure-is-socket-error-with-reason"_clause});

    Socket& absorbing = disabled.at(call.socket);
    if (state.process.is_spi != 0 && absorbing.reset_out != socket.reset_out) {
        absorbing.reset_out = socket.reset_out;
        ruling.allow(done(), disabled,
                     {"spi-recv-disconnect.tcp-data-may-be-absorbed-silently"_clause},
                     {"AMB-26"_ambiguity, "absorbs"});
    }

    if (call.data_is_null) {
        ruling
            .allow_failure(Error::wsaefault, {"recv-disconnect.null-buffer-is-unspecified"_clause},
                           {"AMB-29"_ambiguity, "NULL is refused"})
            .reluctant = true;
    } else {
        const Clauses support{"recv-disconnect.missing-data-support-is-wsaenoprotoopt"_clause};
        Clauses refused{"spi-recv-disconnect.api-text-overrides-spi-omissions"_clause};
        refused.add(support);
        ruling.allow_failure(Error::wsaenoprotoopt, refused, {"AMB-28"_ambiguity, "WSAENOPROTOOPT"})
            .reluctant = true;
        ruling.forbid(failed(Error::wsaeopnotsupp), support);
    }
    if (is_broken(socket)) {
        for (const Error error : {Error::wsaeconnaborted, Error::wsaeconnreset, Error::wsaenotconn})
            ruling.allow_failure(error, {});
    }
    if (socket.receive != Disabled::no)
        ruling.allow_any_failure(state, {"recv-disconnect.repeated-call-is-unspecified"_clause});
    if (socket.transport == Transport::udp) {
        const Clauses datagram{"recv-disconnect.datagram-socket-never-gets-wsaenotconn"_clause};
        ruling.allow_any_failure(state, datagram).reluctant = true;
        ruling.forbid(failed(Error::wsaenotconn), datagram);
    }
}

namespace {

/// Sending ends: what was sent before goes out, then the end of the stream, with its data.
void disable_send(State& state, SocketId id, Disabled how, std::uint16_t data) {
    Socket& socket = state.at(id);
    if (socket.send != Disabled::no) return;
    socket.send = how;
    if (is_connected_stream(socket)) socket.out.end = Travel::due;
    if (socket.partner == SocketId::none) return;
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
    if (is_broken(socket)) {
        for (const Error error : {Error::wsaeconnaborted, Error::wsaeconnreset, Error::wsaenotconn})
            ruling.allow_failure(error, {});
    }
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

}  // namespace

void decide(Ruling& ruling, const calls::Shutdown& call) {
    const Socket& socket = socket_of(ruling.state(), call.socket);
    refuse_shutdown(ruling, call, socket);
    if (ruling.is_refused()) return;

    State next = ruling.state();
    Socket& changed = next.at(call.socket);
    const bool repeats = (call.how != sd_receive && socket.send != Disabled::no) ||
                         (call.how != sd_send && socket.receive != Disabled::no);
    if (call.how != sd_send) disable_receive(changed, Disabled::by_shutdown);
    if (call.how != sd_receive) disable_send(next, call.socket, Disabled::by_shutdown, 0);
    Clauses because{"shutdown.accepts-receive-send-or-both"_clause};
    if (call.how == sd_both) because.add("shutdown.sd-both-combines-both-directions"_clause);
    ruling.allow(done(), next, because);
    if (changed.reset_out != socket.reset_out && may_absorb(ruling.state())) {
        changed.reset_out = socket.reset_out;
        ruling.allow(done(), next, {"shutdown.legacy-sd-receive-may-absorb-data"_clause});
    }
    if (repeats) ruling.allow_any_failure(ruling.state(), {});
    if (is_broken(socket)) {
        const Clauses broken{"shutdown.broken-circuit-may-report-abort-or-reset"_clause};
        for (const Error error : {Error::wsaeconnaborted, Error::wsaeconnreset, Error::wsaenotconn})
            ruling.allow_failure(error, broken);
    } else if (!repeats) {
        ruling.forbid(failed(Error::wsaeinval), {"shutdown.accepts-receive-send-or-both"_clause});
        if (socket.transport == Transport::udp)
            ruling.forbid(failed(Error::wsaenotconn),
                          {"shutdown.accepts-receive-send-or-both"_clause,
                           "shutdown.unconnected-or-invalid-socket-is-refused"_clause});
    }
}

}  // namespace wsconform
