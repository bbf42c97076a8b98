// SPDX-License-Identifier: Apache-2.0

#pragma once

// What happens without anybody's doing, one small step at a time: a look-up ends, a message is
// posted, a segment, an end of stream or a reset arrives.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "model/rules.hpp"

namespace wsconform {

/// What a step changes in a State: some bytes.
struct Change {
    std::size_t offset{};
    std::size_t size{};
    const void* bytes{};

    void apply(State& state) const {
        std::memcpy(reinterpret_cast<std::byte*>(&state) + offset, bytes, size);
    }
    void undo(State& state, const State& before) const {
        const auto* const from = reinterpret_cast<const std::byte*>(&before);
        std::memcpy(reinterpret_cast<std::byte*>(&state) + offset, from + offset, size);
    }
};

/// Requests and sockets, one bit each. The steps of one know nothing of the others.
struct Parts {
    std::uint8_t requests{};
    std::uint8_t sockets{};

    static constexpr Parts all() { return {0xff, 0xff}; }
    constexpr Parts& operator|=(Parts others) {
        requests |= others.requests;
        sockets |= others.sockets;
        return *this;
    }
    bool operator==(const Parts&) const = default;
};
static_assert(capacity::requests <= 8 && capacity::sockets <= 8);

/// The parts whose internal steps matter to a whole call that returns `reply`: whatever the steps
/// of all others are, they may as well be taken after it.
Parts parts_noticed(const State& state, const Call& call, const Reply& reply);

/// That overlapped receive takes what there is.
void complete_receive(State& state, SocketId socket, std::size_t overlapped);

/// The states that one internal step leads to.
std::vector<State> internal_steps(const State& state);

/// The internal steps from a state, a part at a time. Each function visits those of its part, and
/// is false once no more are wanted.
template <typename Visit>
class InternalSteps {
  public:
    InternalSteps(const State& state, const Visit& visit) : state_{&state}, visit_{&visit} {}

    bool of_request(const Request& request) const {
        if (request.phase == RequestPhase::running) {
            if (request.name != NameId::none && state_->at(request.name).held != 0) return true;
            return step(request, [](Request& r) { r.phase = RequestPhase::completed; });
        }
        if (request.phase != RequestPhase::completed) return true;
        const bool has_window = request.window != WindowId::none &&
                                state_->at(request.window).phase == WindowPhase::open;
        const RequestPhase next = has_window ? RequestPhase::posted : RequestPhase::orphaned;
        return step(request, [&](Request& r) { r.phase = next; });
    }
    bool of_socket(SocketId id, const Socket& socket) const {
        return comes_in(id, socket) && goes_out(socket) && is_reset(id, socket) &&
               is_received(id, socket) && is_noticed(socket) && is_tried(id, socket) &&
               comes_early(id, socket);
    }
    bool of_overlapped(const OverlappedPhase& phase) const {
        if (phase != OverlappedPhase::cancelling) return true;
        return step(phase, [](OverlappedPhase& p) { p = OverlappedPhase::cancelled; });
    }

  private:
    template <typename Part, typename Changing>
    bool step(const Part& part, const Changing& change) const {
        const auto* const start = reinterpret_cast<const std::byte*>(state_);
        const auto offset = reinterpret_cast<const std::byte*>(&part) - start;
        auto next = part;
        change(next);
        return (*visit_)(Change{static_cast<std::size_t>(offset), sizeof(next), &next});
    }

    bool comes_in(SocketId id, const Socket& socket) const {
        if (socket.in.sent > socket.in.arrived) return data_come_in(id, socket);
        return socket.in.end != Travel::due ||
               step(socket, [](Socket& s) { s.in.end = Travel::arrived; });
    }
    bool data_come_in(SocketId id, const Socket& socket) const {
        const bool resets = socket.receive != Disabled::no && is_connected_stream(socket) &&
                            socket.reset_out == Travel::none;
        const auto arrive = [](Socket& s) { s.in.arrived = s.in.sent; };
        if ((!resets || may_absorb(*state_, id)) && !step(socket, arrive)) return false;
        return !resets || step(socket, [&](Socket& s) {
            arrive(s);
            s.reset_out = Travel::due;
            s.reset_by_later_data = 1;
        });
    }
    bool goes_out(const Socket& socket) const {
        if (socket.out.sent > socket.out.arrived)
            return step(socket, [](Socket& s) { s.out.arrived = s.out.sent; });
        return socket.out.end != Travel::due ||
               step(socket, [](Socket& s) { s.out.end = Travel::arrived; });
    }
    bool is_reset(SocketId id, const Socket& socket) const {
        if (socket.reset_in == Travel::due &&
            !step(socket, [](Socket& s) { s.reset_in = Travel::arrived; }))
            return false;
        if (socket.reset_out != Travel::due) return true;
        const SocketId partner = socket.partner;
        if (partner == SocketId::none || !has_connection(state_->at(partner)))
            return step(socket, [](Socket& s) { s.reset_out = Travel::arrived; });
        return step(*state_, [&](State& s) {
            s.at(id).reset_out = Travel::arrived;
            if (s.at(partner).reset_in == Travel::none) s.at(partner).reset_in = Travel::arrived;
        });
    }
    bool is_received(SocketId id, const Socket& socket) const {
        for (std::size_t i = 0; i < state_->overlapped.size(); ++i) {
            if (!receives_overlapped(*state_, id, i) || !is_readable(socket)) continue;
            // Buffers are filled in the order of the calls (D/wsarecv).
            if (state_->later_overlapped == i + 1) continue;
            if (!step(*state_, [&](State& s) { complete_receive(s, id, i); })) return false;
        }
        return true;
    }
    bool is_noticed(const Socket& socket) const {
        const std::uint8_t notice = due_notice(socket);
        if (notice != 0 && !step(socket, [&](Socket& s) { s.notification.posted = notice; }))
            return false;
        const std::uint8_t due = newly_due(socket);
        return due == 0 || step(socket, [&](Socket& s) { s.notification.due |= due; });
    }
    /// An attempt to connect ends.
    bool is_tried(SocketId id, const Socket& socket) const {
        if (socket.phase != SocketPhase::connecting) return true;
        switch (outlook_of(*state_, id)) {
            case Outlook::waits:
                return true;
            case Outlook::connects:
                return step(*state_, [&](State& s) { complete_connect(s, id); });
            case Outlook::refused:
                return step(*state_, [&](State& s) { fail_connect(s, id); });
        }
        return true;
    }
    /// What is on its way to connections that wait at the socket. One that was reset may be
    /// forgotten when that arrives.
    bool comes_early(SocketId id, const Socket& socket) const {
        if (socket.waiting == 0) return true;
        for (std::size_t i = 0; i < state_->peers.size(); ++i) {
            const Peer& peer = state_->peers[i];
            if (!is_waiting(peer) || peer.far != id) continue;
            const Early& early = peer.early;
            if (early.reset == Travel::due && (!step(early, [](Early& e) {
                    e.reset = Travel::arrived;
                }) || !step(*state_, [&](State& s) { drop_waiting(s, i); })))
                return false;
            if (early.sent > early.arrived) {
                if (!step(early, [](Early& e) { e.arrived = e.sent; })) return false;
            } else if (early.end == Travel::due) {
                if (!step(early, [](Early& e) { e.end = Travel::arrived; })) return false;
            }
        }
        return true;
    }

    const State* state_;
    const Visit* visit_;
};

/// Calls `visit(change)` for each internal step of the parts that is possible. Stops when that
/// returns false.
template <typename Visit>
void for_each_internal_step(const State& state, Parts parts, const Visit& visit) {
    const InternalSteps<Visit> steps{state, visit};
    for (unsigned left = parts.requests; left != 0; left &= left - 1) {
        if (!steps.of_request(state.requests[static_cast<unsigned>(std::countr_zero(left))]))
            return;
    }
    for (unsigned left = parts.sockets; left != 0; left &= left - 1) {
        const auto index = static_cast<std::uint8_t>(std::countr_zero(left));
        const Socket& socket = state.sockets[index];
        if (socket.phase == SocketPhase::none) continue;  // Nothing is under way.
        if (!steps.of_socket(SocketId{index}, socket)) return;
    }
    for (const OverlappedPhase& phase : state.overlapped) {
        if (!steps.of_overlapped(phase)) return;
    }
}

}  // namespace wsconform
