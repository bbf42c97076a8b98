#pragma once

// What happens without anybody's doing, one small step at a time: a look-up ends, a message is
// posted, a segment, an end of stream or a reset arrives.

#include <cstddef>
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

/// The states that one internal step leads to.
std::vector<State> internal_steps(const State& state);

/// Calls `visit(change)` for each internal step that is possible. Stops when that returns false.
template <typename Visit>
void for_each_internal_step(const State& state, const Visit& visit) {
    const auto step = [&](const auto& part, const auto& change) {
        const auto* const start = reinterpret_cast<const std::byte*>(&state);
        const auto offset = reinterpret_cast<const std::byte*>(&part) - start;
        auto next = part;
        change(next);
        return visit(Change{static_cast<std::size_t>(offset), sizeof(next), &next});
    };
    for (const Request& request : state.requests) {
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
    for (const Socket& socket : state.sockets) {
        if (socket.phase == SocketPhase::none) continue;  // Nothing is under way.
        if (socket.in.sent > socket.in.arrived) {
            const bool resets = socket.receive != Disabled::no && is_connected_stream(socket) &&
                                socket.reset_out == Travel::none;
            const auto arrive = [](Socket& s) { s.in.arrived = s.in.sent; };
            if ((!resets || may_absorb(state)) && !step(socket, arrive)) return;
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
