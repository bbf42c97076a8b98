// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/invariants.hpp"

namespace wsconform {

namespace {

/// A provider gave it a handle, and it has not ended.
bool lives(const Request& request) {
    return request.phase == RequestPhase::running || request.phase == RequestPhase::completed ||
           request.phase == RequestPhase::posted || request.phase == RequestPhase::stale;
}

bool has_ended(const Request& request) {
    return request.phase != RequestPhase::none && !lives(request);
}

bool is_outstanding(const Request& request) {
    return request.phase == RequestPhase::running || request.phase == RequestPhase::completed;
}

std::string_view broken_by(const Direction& direction) {
    if (direction.arrived > direction.sent) return "more bytes arrived than were sent";
    if (direction.read > direction.arrived) return "more bytes were read than arrived";
    return {};
}

std::string_view broken_by(std::uint8_t startups, const Request& request) {
    if (lives(request) && request.handle == Handle::zero) return "handle zero lives";
    if (is_outstanding(request) && startups == 0)
        return "a request is outstanding after the final WSACleanup";
    return {};
}

std::string_view broken_by(const Request& one, const Request& other) {
    if (is_outstanding(one) && is_outstanding(other) && one.handle == other.handle)
        return "two outstanding requests share a handle";
    return {};
}

std::string_view broken_by(std::uint8_t startups, const Socket& socket) {
    const bool is_open = socket.phase != SocketPhase::none && socket.phase != SocketPhase::closed;
    if (is_open && startups == 0) return "a socket is open after the final WSACleanup";
    for (const Direction& direction : {socket.in, socket.out}) {
        if (const auto broken = broken_by(direction); !broken.empty()) return broken;
    }
    return {};
}

}  // namespace

std::string_view broken_in(const State& state) {
    const std::uint8_t startups = state.process.startups;
    for (std::size_t i = 0; i < state.requests.size(); ++i) {
        const Request& request = state.requests[i];
        if (const auto broken = broken_by(startups, request); !broken.empty()) return broken;
        for (std::size_t k = 0; k < i; ++k) {
            const auto broken = broken_by(request, state.requests[k]);
            if (!broken.empty()) return broken;
        }
    }
    for (const Socket& socket : state.sockets) {
        if (const auto broken = broken_by(startups, socket); !broken.empty()) return broken;
    }
    return {};
}

std::string_view broken_between(const State& before, const State& after) {
    for (std::size_t i = 0; i < before.requests.size(); ++i) {
        const Request& was = before.requests[i];
        const Request& is = after.requests[i];
        if (has_ended(was) && is.phase != was.phase) return "a request ended twice";
        if (was.phase != RequestPhase::none && is.phase == RequestPhase::none)
            return "a request was forgotten";
    }
    for (std::size_t i = 0; i < before.sockets.size(); ++i) {
        const Socket& was = before.sockets[i];
        const Socket& is = after.sockets[i];
        if (was.phase == SocketPhase::closed && is.phase != SocketPhase::closed)
            return "a closed socket was opened again";
        if (is.in.end < was.in.end || is.out.end < was.out.end)
            return "the end of a stream was taken back";
    }
    return {};
}

}  // namespace wsconform
