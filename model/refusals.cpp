// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "model/rules.hpp"

namespace wsconform {

using patterns::failed;

void refuse_unstarted(Ruling& ruling, const Clauses& because) {
    const Process& process = ruling.state().process;
    const bool is_in_use = is_started(ruling.state());
    Clauses all = because;
    all.add("not-initialised.calls-without-startup-report-wsanotinitialised"_clause);
    if (process.was_started == 0) all.add("startup.must-be-the-first-call"_clause);
    if (process.failed_startups != 0) all.add("startup.failed-call-does-not-count"_clause);
    if (process.cleaned_by != 0xff && process.cleaned_by != index_of(ruling.thread()))
        all.add("cleanup.affects-every-thread-of-the-process"_clause);
    ruling.refuse_before_all(!is_in_use, Error::wsanotinitialised, all);

    if (process.startups != 0 && process.partial_cleanups != 0) {
        ruling.forbid(failed(Error::wsanotinitialised),
                      {"cleanup.only-last-call-tears-down"_clause,
                       "startup.each-success-needs-one-cleanup"_clause});
    }
    if (is_in_use && process.partial_spi_cleanups != 0) {
        ruling.forbid(failed(Error::wsanotinitialised),
                      {"spi-cleanup.only-final-call-cleans-up"_clause});
    }
}

bool is_started(const State& state) {
    return state.process.startups != 0 || state.provider.startups != 0;
}

const Socket& socket_of(const State& state, SocketId socket) {
    static constexpr Socket unused{};
    return socket == SocketId::none ? unused : state.at(socket);
}

void refuse_non_socket(Ruling& ruling, SocketId id, const Clauses& because) {
    const Socket& socket = socket_of(ruling.state(), id);
    const bool is_none = socket.phase == SocketPhase::none || socket.phase == SocketPhase::closed;
    Clauses all = because;
    if (socket.phase == SocketPhase::closed && socket.abandoned == 0) {
        all.add("close.releases-the-descriptor"_clause);
        all.add("close.later-use-is-wsaenotsock"_clause);
    }
    if (all.empty()) all.add("creating.handle-of-no-socket-is-wsaenotsock"_clause);
    ruling.refuse(is_none, Error::wsaenotsock, all);
    if (is_none || !is_started(ruling.state())) return;
    if (ruling.state().process.partial_spi_cleanups != 0) {
        ruling.forbid(failed(Error::wsaenotsock), {"spi-cleanup.only-final-call-cleans-up"_clause});
    }
    if (socket.refused != 0)
        ruling.forbid(failed(Error::wsaenotsock), {"nesting.refused-call-has-no-effect"_clause});
    if (socket.receive == Disabled::by_disconnect)
        ruling.forbid(failed(Error::wsaenotsock),
                      {"recv-disconnect.socket-stays-open"_clause,
                       "spi-recv-disconnect.remaining-effects-match-the-api"_clause});
    if (socket.unclosed != 0)
        ruling.forbid(failed(Error::wsaenotsock),
                      {"close.nonblocking-linger-reports-wsaewouldblock"_clause});
    if (socket.send == Disabled::by_disconnect) {
        ruling.forbid(failed(Error::wsaenotsock),
                      {"send-disconnect.neither-closes-nor-blocks"_clause});
    }
    if (socket.receive == Disabled::by_shutdown || socket.send == Disabled::by_shutdown)
        ruling.forbid(failed(Error::wsaenotsock), {"shutdown.neither-closes-nor-blocks"_clause});
}

bool is_broken(const Socket& socket) {
    return socket.reset_in == Travel::arrived || socket.reset_out != Travel::none;
}

bool is_connected_stream(const Socket& socket) {
    return socket.transport == Transport::tcp && socket.phase == SocketPhase::connected;
}

bool has_connection(const Socket& socket) {
    return socket.transport != Transport::udp && socket.phase == SocketPhase::connected;
}

bool has_ended(const Socket& socket) {
    return socket.in.end == Travel::arrived || socket.in.end == Travel::seen;
}

bool is_legacy_client(const State& state) {
    const Process& process = state.process;
    return process.startups != 0 && process.lowest.major < 2 && process.is_spi == 0;
}

bool is_closed_hard(const Socket& socket) {
    const bool is_hard = socket.linger.on != 0 && socket.linger.seconds == 0;
    return socket.transport == Transport::tcp && socket.phase == SocketPhase::closed && is_hard;
}

bool receives_overlapped(const State& state, SocketId socket, std::size_t overlapped) {
    return state.overlapped[overlapped] == OverlappedPhase::pending &&
           state.overlapped_on[overlapped] == socket;
}

bool may_absorb(const State& state) {
    return is_started(state) && (state.process.lowest.major < 2 || state.process.is_spi != 0);
}

bool has_pending(const State& state, SocketId socket) {
    for (std::size_t i = 0; i < state.overlapped.size(); ++i) {
        if (receives_overlapped(state, socket, i)) return true;
    }
    return false;
}

bool may_absorb(const State& state, SocketId socket) {
    return has_pending(state, socket) || may_absorb(state) ||
           std::ranges::find(state.threads, socket, &Thread::open_socket) != state.threads.end();
}

bool is_unconnected_stream(const Socket& socket) {
    return socket.transport != Transport::udp &&
           (socket.phase == SocketPhase::created || socket.phase == SocketPhase::bound ||
            socket.phase == SocketPhase::listening || socket.phase == SocketPhase::connecting);
}

void refuse_unconnected(Ruling& ruling, const Socket& socket, const Clauses& because) {
    // After an attempt that failed, a provider may tell why it did.
    const bool is_clear = socket.attempt != Attempt::failed;
    ruling.refuse(is_unconnected_stream(socket), Error::wsaenotconn,
                  is_clear ? because : Clauses{});
    ruling.refuse(socket.phase == SocketPhase::connecting && socket.nonblocking != 0,
                  Error::wsaewouldblock, because);
}

void allow_broken(Ruling& ruling, const Clauses& because) {
    ruling.allow_failure(Error::wsaeconnaborted, because);
    ruling.allow_failure(Error::wsaeconnreset, because);
}

}  // namespace wsconform
