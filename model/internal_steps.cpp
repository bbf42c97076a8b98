#include "model/internal_steps.hpp"

#include <algorithm>

namespace wsconform {

namespace {

constexpr Parts nothing{};

/// The parts that one call notices, given in the overloads; of all others, every part.
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

    Parts operator()(const calls::GetLastError& /*call*/) const { return nothing; }
    Parts operator()(const calls::SetLastError& /*call*/) const { return nothing; }
    Parts operator()(const calls::CreateSocket& /*call*/) const { return nothing; }
    /// What may happen to a 1.1 client is more, not less.
    Parts operator()(const calls::Startup& /*call*/) const { return nothing; }
    Parts operator()(const calls::Cleanup& /*call*/) const {
        return state_->process.startups == 1 ? Parts::all() : nothing;
    }

    /// Another request that has the handle returned must have ended.
    Parts operator()(const calls::AsyncGet& /*call*/) const {
        return those_with(Handle{static_cast<std::uint16_t>(reply_->value)});
    }
    /// The handle may by now be another request's.
    Parts operator()(const calls::CancelAsync& call) const {
        return call.request == RequestId::none ? nothing
                                               : those_with(state_->at(call.request).handle);
    }
    /// A message is lost, whether it was posted before or would have been after.
    Parts operator()(const calls::CloseWindow& /*call*/) const { return nothing; }
    /// An answer that was held can only come later.
    Parts operator()(const calls::NameReleases& /*call*/) const { return nothing; }

    /// That nothing is readable is said once nothing is under way anywhere.
    Parts operator()(const calls::Select& /*call*/) const { return Parts::all(); }
    Parts operator()(const calls::PeerAccepts& /*call*/) const { return {.sockets = 0xff}; }

  private:
    /// The socket and, if its far end may be one too, all.
    Parts those_of(SocketId socket) const {
        if (socket == SocketId::none) return nothing;
        if (state_->at(socket).transport == Transport::seqpacket) return {.sockets = 0xff};
        return {.sockets = static_cast<std::uint8_t>(1U << index_of(socket))};
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
    state.overlapped[overlapped] = OverlappedPhase::completed;
    if (own.transport == Transport::udp) {
        if (own.datagrams > 0) own.datagrams--;
    } else if (own.in.arrived > own.in.read) {
        const bool is_packets = own.transport == Transport::seqpacket;
        const int most = is_packets ? 1 : state.overlapped_room[overlapped];
        own.in.read =
            static_cast<std::uint16_t>(own.in.read + std::min(own.in.arrived - own.in.read, most));
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
