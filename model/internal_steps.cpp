// SPDX-License-Identifier: Apache-2.0

#include "model/internal_steps.hpp"

#include <algorithm>

namespace wsconform {

namespace {

constexpr Parts nothing{};

/// The parts that one call notices: those whose internal steps can change what the call may return,
/// or which the call takes away. The steps of all other parts commute with the call: taken before
/// it or after it, they lead to the same states, so the oracle may put them off. A call with a
/// socket or a peer notices that socket; the overloads name the exceptions; all others notice every
/// part.
///
/// Each overload says what would go wrong otherwise. To name a part too many costs time only. To
/// name one too few loses a state, and a conforming provider is told that it violates a clause.
/// put_off_test.cpp plays walks against the whole set of states to find such a loss.
class Noticed {
  public:
    Noticed(const State& state, const Reply& reply) : state_{&state}, reply_{&reply} {}

    template <typename C>
    Parts operator()(const C& call) const {
        if constexpr (requires { call.socket; })
            return those_of(call.socket);
        else if constexpr (requires { call.peer; })
            return those_of(state_->at(call.peer).far);
        else
            return Parts::all();
    }

    /// They read and write the thread's last error, and no internal step does.
    Parts operator()(const calls::GetLastError& /*call*/) const { return nothing; }
    Parts operator()(const calls::SetLastError& /*call*/) const { return nothing; }
    /// A new socket has nothing under way, and its place was nobody's: nothing that moves meanwhile
    /// can stand there.
    Parts operator()(const calls::CreateSocket& /*call*/) const { return nothing; }
    /// What may happen to a 1.1 client is more, not less: it may absorb data that would have reset
    /// a 2.2 client's connection (may_absorb), and the reset stays possible. No start-up raises the
    /// lowest version. So what could happen before the call can happen after it.
    Parts operator()(const calls::Startup& /*call*/) const { return nothing; }
    /// The last clean-up ends all that is open. Say a look-up had posted its message just before:
    /// the message stays in the queue and may be seen. Put off, the look-up would still run when
    /// the clean-up drops it, and no state would explain the message. Any other clean-up only
    /// counts.
    Parts operator()(const calls::Cleanup& /*call*/) const {
        return state_->process.startups == 1 ? Parts::all() : nothing;
    }

    /// Another request that has the handle returned must have ended. Say r1 got handle 1 and runs;
    /// a look-up that returns 1 again is right only if r1 has completed meanwhile. With r1 put off,
    /// no state would explain the reply.
    Parts operator()(const calls::AsyncGet& /*call*/) const {
        return those_with(Handle{static_cast<std::uint16_t>(reply_->value)});
    }
    /// Whether the cancel comes in time depends on how far the request is: running, it is
    /// cancelled; posted, it is too late. All with the handle count, not just the one that is
    /// named: r1 and r2 may have had handle 1 one after the other, and the cancel meets whichever
    /// is under way. Of a handle that nobody has, or of 0, no step changes the answer.
    Parts operator()(const calls::CancelAsync& call) const {
        return call.request == RequestId::none ? nothing
                                               : those_with(state_->at(call.request).handle);
    }
    /// A message is lost, whether it was posted before or would have been after: the rule makes
    /// orphans of requests that were posted, and so does the step by which a completed request
    /// would be posted to a window that is closed. Both orders end in the same state.
    Parts operator()(const calls::CloseWindow& /*call*/) const { return nothing; }
    /// An answer that was held can only come later: the steps of requests that wait for the name
    /// begin with the release. Those of other requests ask for other names.
    Parts operator()(const calls::NameReleases& /*call*/) const { return nothing; }

    /// That nothing is readable is said once nothing is under way anywhere (is_restless), and not
    /// just on the socket: with the end of another socket's stream put off, a select on this one
    /// could not time out.
    Parts operator()(const calls::Select& /*call*/) const { return Parts::all(); }
    /// The socket that comes is not named but found by its listener. All sockets are more than it
    /// takes, and cost little: a peer accepts once for each connection.
    Parts operator()(const calls::PeerAccepts& /*call*/) const { return {.sockets = 0xff}; }
    /// So is whoever waits at the listening socket, or for the peer to listen no longer: whether
    /// an attempt to connect succeeds depends on which comes first.
    Parts operator()(const calls::Accept& /*call*/) const { return {.sockets = 0xff}; }
    Parts operator()(const calls::PeerDrains& /*call*/) const { return {.sockets = 0xff}; }
    Parts operator()(const calls::PeerCloses& call) const { return those_of_peer(call.peer); }
    Parts operator()(const calls::PeerResets& call) const { return those_of_peer(call.peer); }
    Parts operator()(const calls::CloseSocket& call) const {
        const Socket& socket = socket_of(*state_, call.socket);
        if (socket.phase == SocketPhase::listening) return {.sockets = 0xff};
        return those_of(call.socket);
    }
    /// The socket it goes to, if that is one of ours, may have a receive that takes it.
    Parts operator()(const calls::Send& call) const {
        return call.to_socket != SocketId::none ? Parts{.sockets = 0xff} : those_of(call.socket);
    }

  private:
    /// The socket and, if the socket at its other end may be ours too, all: a send here may find
    /// room only once an overlapped receive there has taken a packet, which is a step of the other
    /// socket.
    Parts those_of(SocketId socket) const {
        if (socket == SocketId::none) return nothing;
        const Socket& own = state_->at(socket);
        if (own.transport == Transport::seqpacket || own.partner != SocketId::none)
            return {.sockets = 0xff};
        return {.sockets = static_cast<std::uint8_t>(1U << index_of(socket))};
    }
    Parts those_of_peer(PeerId peer) const {
        const Peer& own = state_->at(peer);
        return own.phase == PeerPhase::listening ? Parts{.sockets = 0xff} : those_of(own.far);
    }
    Parts those_with(Handle handle) const {
        unsigned requests = 0;
        for (std::size_t i = 0; i < state_->requests.size(); ++i) {
            if (state_->requests[i].handle == handle) requests |= 1U << i;
        }
        return {.requests = static_cast<std::uint8_t>(requests)};
    }

    const State* state_;
    const Reply* reply_;
};

}  // namespace

Parts parts_noticed(const State& state, const Call& call, const Reply& reply) {
    return std::visit(Noticed{state, reply}, call);
}

void complete_receive(State& state, SocketId socket, std::size_t overlapped) {
    Socket& own = state.at(socket);
    OverlappedPhase& phase = state.overlapped[overlapped];
    std::uint16_t& bytes = state.overlapped_bytes[overlapped];
    const std::uint16_t room = state.overlapped_room[overlapped];
    phase = OverlappedPhase::completed;
    state.later_overlapped = 0;
    bytes = 0;
    if (own.transport == Transport::udp) {
        if (own.datagrams == 0) {
            own.reset_in = Travel::none;
            phase = OverlappedPhase::failed;
            return;
        }
        bytes = own.packets.front();
        if (bytes > room) phase = OverlappedPhase::cut;
        if (own.datagrams > own.packets.size()) phase = OverlappedPhase::ended;
        take_datagram(own);
    } else if (own.transport == Transport::seqpacket) {
        phase = OverlappedPhase::ended;
        if (own.in.arrived > own.in.read) own.in.read++;
    } else if (own.in.arrived > own.in.read) {
        state.overlapped_room[overlapped] = own.in.read;
        bytes = std::min(static_cast<std::uint16_t>(own.in.arrived - own.in.read), room);
        own.in.read += bytes;
    } else if (own.reset_in == Travel::arrived) {
        phase = OverlappedPhase::failed;
    }
}

std::vector<State> internal_steps(const State& state) {
    std::vector<State> next;
    for_each_internal_step(state, Parts::all(), [&](const Change& change) {
        next.push_back(state);
        change.apply(next.back());
        return true;
    });
    return next;
}

bool is_restless(const State& state) {
    bool found = false;
    for_each_internal_step(state, Parts::all(), [&](const Change&) {
        found = true;
        return false;
    });
    return found;
}

}  // namespace wsconform
