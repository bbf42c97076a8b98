#include <functional>
#include <utility>

#include "model/rules.hpp"

namespace wsconform {

namespace {

bool may_end(const State& state, const Request& request) {
    return request.phase == RequestPhase::running &&
           (request.name == NameId::none || state.at(request.name).held == 0);
}

bool has_window(const State& state, const Request& request) {
    return request.window != WindowId::none && state.at(request.window).phase == WindowPhase::open;
}

/// Calls `emit` with the state after each internal step that is possible. Stops when it is told so.
void for_each_step(const State& state, const std::function<bool(const State&)>& emit) {
    for (std::size_t i = 0; i < state.requests.size(); ++i) {
        const Request& request = state.requests[i];
        State next = state;
        if (may_end(state, request)) {
            next.requests[i].phase = RequestPhase::completed;
        } else if (request.phase == RequestPhase::completed) {
            next.requests[i].phase =
                has_window(state, request) ? RequestPhase::posted : RequestPhase::orphaned;
        } else {
            continue;
        }
        if (!emit(next)) return;
    }
    for (std::size_t i = 0; i < state.sockets.size(); ++i) {
        const Socket& socket = state.sockets[i];
        const auto step = [&](const auto& change) {
            State next = state;
            change(next.sockets[i]);
            return emit(next);
        };
        if (socket.in.sent > socket.in.arrived) {
            const bool resets = socket.receive != Disabled::no && is_connected_stream(socket) &&
                                socket.reset_out == Travel::none;
            const auto arrive = [&](Socket& s) { s.in.arrived = s.in.sent; };
            if ((!resets || may_absorb(state)) && !step(arrive)) return;
            if (resets && !step([&](Socket& s) {
                    arrive(s);
                    s.reset_out = Travel::due;
                    s.reset_by_later_data = 1;
                }))
                return;
        } else if (socket.in.end == Travel::due) {
            if (!step([](Socket& s) { s.in.end = Travel::arrived; })) return;
        }
        if (socket.out.sent > socket.out.arrived) {
            if (!step([](Socket& s) { s.out.arrived = s.out.sent; })) return;
        } else if (socket.out.end == Travel::due) {
            if (!step([](Socket& s) { s.out.end = Travel::arrived; })) return;
        }
        if (socket.reset_in == Travel::due &&
            !step([](Socket& s) { s.reset_in = Travel::arrived; }))
            return;
        if (socket.reset_out == Travel::due &&
            !step([](Socket& s) { s.reset_out = Travel::arrived; }))
            return;
        if (const std::uint8_t notice = due_notice(state, socket);
            notice != 0 && !step([&](Socket& s) { s.notification.posted = notice; }))
            return;
    }
    for (std::size_t i = 0; i < state.overlapped.size(); ++i) {
        if (state.overlapped[i] != OverlappedPhase::cancelling) continue;
        State next = state;
        next.overlapped[i] = OverlappedPhase::cancelled;
        if (!emit(next)) return;
    }
}

}  // namespace

std::vector<State> internal_steps(const State& state) {
    std::vector<State> next;
    for_each_step(state, [&](const State& step) {
        next.push_back(step);
        return true;
    });
    return next;
}

bool is_restless(const State& state) {
    bool found = false;
    for_each_step(state, [&](const State&) {
        found = true;
        return false;
    });
    return found;
}

}  // namespace wsconform
