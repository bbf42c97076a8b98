// SPDX-License-Identifier: Apache-2.0

// WSARecvDisconnect: receiving ends, and what came with the end of the connection is had.

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::sized;
using patterns::with;

namespace {

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

/// The buffer is too small. Whether the data can be had afterwards is not said (AMB-65).
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

void refuse_receive_disconnect(Ruling& ruling, const calls::RecvDisconnect& call,
                               const Socket& socket) {
    const ClauseId at_spi = "spi-recv-disconnect.failure-reasons-go-through-lperrno"_clause;
    ruling.failures_obey({"recv-disconnect.failure-is-socket-error-with-reason"_clause, at_spi},
                         {"recv-disconnect.failure-reasons-are-listed"_clause, at_spi});
    refuse_unstarted(ruling, {"recv-disconnect.without-startup-reports-wsanotinitialised"_clause});
    refuse_non_socket(ruling, call.socket, {"recv-disconnect.non-socket-is-wsaenotsock"_clause});
    ruling.refuse(is_unconnected_stream(socket), Error::wsaenotconn,
                  {"recv-disconnect.unconnected-socket-is-wsaenotconn"_clause});
    ruling.forbid(hung(), {"recv-disconnect.never-blocks-despite-linger"_clause,
                           "spi-recv-disconnect.remaining-effects-match-the-api"_clause});
}

/// The caller has a buffer, and has read all up to the end of the connection.
bool is_after_graceful_close(const calls::RecvDisconnect& call, const Socket& socket) {
    return has_ended(socket) && !call.data_is_null && socket.in.arrived == socket.in.read;
}

/// Receiving ends, and no data comes with it.
void effect_receive_disconnect(Ruling& ruling, const calls::RecvDisconnect& call,
                               const Socket& socket) {
    const State& state = ruling.state();
    State disabled = with_receive_disabled(state, call.socket, Disabled::by_disconnect);
    Clauses because{"recv-disconnect.acts-as-receive-shutdown-plus-data"_clause};
    if (is_after_graceful_close(call, socket))
        because.add("recv-disconnect.call-after-graceful-close-succeeds"_clause);
    ruling.allow(done(), disabled, because,
                 call.data_is_null ? Branch{"AMB-29"_ambiguity, "NULL acts as SD_RECEIVE"}
                                   : Branch{"AMB-28"_ambiguity, "no WSAENOPROTOOPT"});
    Socket& absorbing = disabled.at(call.socket);
    if (state.process.is_spi != 0 && absorbing.reset_out != socket.reset_out) {
        absorbing.reset_out = socket.reset_out;
        ruling.allow(done(), disabled,
                     {"spi-recv-disconnect.tcp-data-may-be-absorbed-silently"_clause},
                     {"AMB-26"_ambiguity, "absorbs"});
    }
}

/// It may fail all the same: for want of data, of a buffer for them, or of a connection.
void allow_receive_disconnect_to_fail(Ruling& ruling, const calls::RecvDisconnect& call,
                                      const Socket& socket) {
    if (call.data_is_null) {
        ruling
            .allow_failure(Error::wsaefault, {"recv-disconnect.null-buffer-is-unspecified"_clause},
                           {"AMB-29"_ambiguity, "NULL is refused"})
            .reluctant = true;
    } else {
        const Clauses refused{"spi-recv-disconnect.api-text-overrides-spi-omissions"_clause,
                              "recv-disconnect.missing-data-support-is-wsaenoprotoopt"_clause};
        ruling.allow_failure(Error::wsaenoprotoopt, refused, {"AMB-28"_ambiguity, "WSAENOPROTOOPT"})
            .reluctant = true;
    }
    allow_broken_or_gone(ruling, socket, {});
    const State& state = ruling.state();
    if (socket.receive != Disabled::no)
        ruling.allow_any_failure(state, {"recv-disconnect.repeated-call-is-unspecified"_clause});
    if (socket.transport == Transport::udp) {
        ruling
            .allow_any_failure(state,
                               {"recv-disconnect.datagram-socket-never-gets-wsaenotconn"_clause})
            .reluctant = true;
    }
}

void forbid_receive_disconnect(Ruling& ruling, const calls::RecvDisconnect& call,
                               const Socket& socket) {
    if (is_after_graceful_close(call, socket))
        ruling.forbid(failed(Error::wsaenotconn),
                      {"recv-disconnect.call-after-graceful-close-succeeds"_clause});
    ruling.forbid(with(done(), Defect::wrote_outside),
                  {"recv-disconnect.writes-stay-within-buffer"_clause});
    ruling.forbid(done({1, Range::any().highest}),
                  {"recv-disconnect.failure-is-socket-error-with-reason"_clause});
    if (!call.data_is_null)
        ruling.forbid(failed(Error::wsaeopnotsupp),
                      {"recv-disconnect.missing-data-support-is-wsaenoprotoopt"_clause});
    if (socket.transport == Transport::udp)
        ruling.forbid(failed(Error::wsaenotconn),
                      {"recv-disconnect.datagram-socket-never-gets-wsaenotconn"_clause});
}

}  // namespace

void decide(Ruling& ruling, const calls::RecvDisconnect& call) {
    const Socket& socket = socket_of(ruling.state(), call.socket);
    refuse_receive_disconnect(ruling, call, socket);
    if (ruling.is_refused()) return;
    if (socket.transport == Transport::seqpacket && !call.data_is_null && !is_broken(socket))
        return receive_data(ruling, call, socket);
    effect_receive_disconnect(ruling, call, socket);
    allow_receive_disconnect_to_fail(ruling, call, socket);
    forbid_receive_disconnect(ruling, call, socket);
}

}  // namespace wsconform
