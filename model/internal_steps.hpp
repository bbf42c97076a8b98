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

/// Calls `visit(change)` for each internal step of the parts that is possible. Stops when that
/// returns false.
template <typename Visit>
void for_each_internal_step(const State& state, Parts parts, const Visit& visit) {
    const auto step = [&](const auto& part, const auto& change) {
        const auto* const start = reinterpret_cast<const std::byte*>(&state);
        const auto offset = reinterpret_cast<const std::byte*>(&part) - start;
        auto next = part;
        change(next);
        return visit(Change{static_cast<std::size_t>(offset), sizeof(next), &next});
    };
    for (unsigned left = parts.requests; left != 0; left &= left - 1) {
        const Request& request = state.requests[static_cast<unsigned>(std::countr_zero(left))];
        RequestPhase next{};
        if (request.phase == RequestPhase::running) {
            if (request.name != NameId::none && state.at(request.name).held != 0) continue;
            next = RequestPhase::completed;
        } else if (request.phase == RequestPhase::completed) {
            const bool has_window = request.window != WindowId::none &&
                                    state.at(request.window).phase == WindowPhase::open;
            next = has_window ? RequestPhase::posted : RequestPhase::orphaned;
        } else {
            continue;
        }
        if (!step(request, [&](Request& r) { r.phase = next; })) return;
    }
    for (unsigned left = parts.sockets; left != 0; left &= left - 1) {
        const auto index = static_cast<std::uint8_t>(std::countr_zero(left));
        const Socket& socket = state.sockets[index];
        if (socket.phase == SocketPhase::none) continue;  // Nothing is under way.
        if (socket.in.sent > socket.in.arrived) {
            const bool resets = socket.receive != Disabled::no && is_connected_stream(socket) &&
                                socket.reset_out == Travel::none;
            const auto arrive = [](Socket& s) { s.in.arrived = s.in.sent; };
            if ((!resets || may_absorb(state, SocketId{index})) && !step(socket, arrive)) return;
            if (resets && !step(socket, [&](Socket& s) {
                    arrive(s);
                    s.reset_out = Travel::due;
                    s.reset_by_later_data = 1;
                }))
                return;
        } else if (socket.in.end == Travel::due) {
            if (!step(socket, [](Socket& s) { s.in.end = Travel::arrived; })) return;
        }
        if (socket.out.sent > socket.out.arrived) {
            if (!step(socket, [](Socket& s) { s.out.arrived = s.out.sent; })) return;
        } else if (socket.out.end == Travel::due) {
            if (!step(socket, [](Socket& s) { s.out.end = Travel::arrived; })) return;
        }
        if (socket.reset_in == Travel::due &&
            !step(socket, [](Socket& s) { s.reset_in = Travel::arrived; }))
            return;
        if (socket.reset_out == Travel::due &&
            !step(socket, [](Socket& s) { s.reset_out = Travel::arrived; }))
            return;
        for (std::size_t i = 0; i < state.overlapped.size(); ++i) {
            if (!receives_overlapped(state, SocketId{index}, i) || !is_readable(socket)) continue;
            if (!step(state, [&](State& s) { complete_receive(s, SocketId{index}, i); })) return;
        }
        if (const std::uint8_t notice = due_notice(state, socket);
            notice != 0 && !step(socket, [&](Socket& s) { s.notification.posted = notice; }))
            return;
    }
    for (const OverlappedPhase& phase : state.overlapped) {
        if (phase != OverlappedPhase::cancelling) continue;
        if (!step(phase, [](OverlappedPhase& p) { p = OverlappedPhase::cancelled; })) return;
    }
}

}  // namespace wsconform
