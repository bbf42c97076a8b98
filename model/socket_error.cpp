// SPDX-License-Identifier: Apache-2.0

// getsockopt of SO_ERROR and SO_TYPE.

#include "model/rules.hpp"

namespace wsconform {

using patterns::any_failure;
using patterns::done;
using patterns::sized;

namespace {

void tell_type(Ruling& ruling, const Socket& socket) {
    constexpr std::uint32_t sock_stream = 1;
    constexpr std::uint32_t sock_dgram = 2;
    constexpr std::uint32_t sock_seqpacket = 5;
    const Clauses because{"creating.so-type-tells-the-type"_clause};
    const std::uint32_t type = socket.transport == Transport::tcp   ? sock_stream
                               : socket.transport == Transport::udp ? sock_dgram
                                                                    : sock_seqpacket;
    ruling.allow(sized(done(), Range::exactly(type)), ruling.state(), because);
    ruling.forbid(sized(done(), {0, type - 1}), because);
    ruling.forbid(sized(done(), {type + 1, Range::any().highest}), because);
    ruling.forbid(any_failure(), because);
}

/// An attempt to connect that nothing has ended, and nothing can: whom it tries has no room.
bool is_still_connecting(const State& state, SocketId id) {
    return state.at(id).phase == SocketPhase::connecting && outlook_of(state, id) == Outlook::waits;
}

/// No connect was tried on it, none has ended, or its connection is sound.
bool has_no_error(const State& state, SocketId id) {
    const Socket& socket = state.at(id);
    const bool is_untouched = socket.aborted == 0 && socket.interrupted == Interrupted::no;
    if (socket.transport == Transport::udp)
        return is_untouched && socket.reset_in == Travel::none && socket.attempt == Attempt::none &&
               !has_mark(socket, Mark::error_told);
    if (socket.transport != Transport::tcp || socket.aborted != 0) return false;
    if (has_connection(socket)) return !is_broken(socket) && socket.reset_in == Travel::none;
    if (is_still_connecting(state, id)) return is_untouched && !has_mark(socket, Mark::error_told);
    return is_unconnected_stream(socket) && socket.attempt == Attempt::none && is_untouched;
}

/// select has shown that the connect failed. What SO_ERROR tells again of it is open.
void tell_failure(Ruling& ruling, const Clauses& because) {
    const Clauses tells{"connecting.so-error-tells-why-an-attempt-failed"_clause};
    Clauses both = because;
    both.add(*tells.begin());
    const auto refused = static_cast<std::uint32_t>(Error::wsaeconnrefused);
    ruling.allow(sized(done(Range::any()), Range::exactly(refused)), ruling.state(), both);
    ruling.allow(sized(done(Range::any()), Range::from(1)), ruling.state(), both).reluctant = true;
    ruling.forbid(sized(done(Range::any()), Range::exactly(0)), tells);
}

}  // namespace

/// `size` of the reply is the value. Of what it is after a failure the page says nothing.
void decide(Ruling& ruling, const calls::GetSockError& call) {
    refuse_unstarted(ruling);
    refuse_non_socket(ruling, call.socket);
    if (ruling.is_refused()) return;
    const State& state = ruling.state();
    const Socket& socket = state.at(call.socket);
    if (call.is_type) return tell_type(ruling, socket);
    Clauses because{"last-error.reading-so-error-may-reset-it"_clause};
    const bool has_succeeded = has_connection(socket) && socket.attempt == Attempt::begun &&
                               !is_broken(socket) && socket.reset_in == Travel::none;
    if (has_succeeded) {
        const Clauses made{"connecting.attempt-completes-by-itself"_clause};
        ruling.allow(sized(done(Range::any()), Range::exactly(0)), state, made);
        ruling.forbid(sized(done(Range::any()), {1, Range::any().highest}), made);
        return;
    }
    if (has_mark(socket, Mark::failure_shown)) return tell_failure(ruling, because);
    if (has_no_error(state, call.socket)) {
        because.add("creating.sound-socket-has-no-error"_clause);
        ruling.allow(sized(done(Range::any()), Range::exactly(0)), state, because);
        ruling.forbid(sized(done(Range::any()), {1, Range::any().highest}),
                      {"creating.sound-socket-has-no-error"_clause});
        return;
    }
    ruling.allow(done(Range::any()), state, because);
}

}  // namespace wsconform
