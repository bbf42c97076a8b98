// SPDX-License-Identifier: Apache-2.0

// What the peer sees of what the provider does.

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <thread>

#include "harness/harness_error.hpp"
#include "harness/station/native_socket.hpp"
#include "harness/station/peer.hpp"

namespace wsconform {

using namespace std::chrono_literals;
using namespace native;

namespace {

constexpr std::size_t longest_read_bytes = 65536;

}  // namespace

Sighting PeerSockets::observes(const std::string& name) {
    if (unmet_.contains(name)) return {Sighting::Kind::nothing};
    Socket& socket = named(name);
    if (!socket.is_stream) return observe_datagram(socket);
    if (socket.end_told || socket.reset_told) return observe_reset_only(socket);
    return observe_stream(socket);
}

Sighting PeerSockets::observe_stream(Socket& socket) const {
    const auto deadline = Clock::now() + bounds_.quiescence;
    while (is_ready(socket.descriptor, POLLIN, deadline)) {
        std::string bytes(longest_read_bytes, '\0');
        const ssize_t count = recv(socket.descriptor.value(), bytes.data(), bytes.size(), 0);
        if (count > 0) {
            bytes.resize(static_cast<std::size_t>(count));
            return {Sighting::Kind::bytes, std::move(bytes)};
        }
        socket.was_reset = socket.was_reset || (count < 0 && means_reset(errno));
        if (socket.was_reset) {
            socket.reset_told = true;
            return {Sighting::Kind::reset};
        }
        if (count == 0) {
            socket.end_told = true;
            return {Sighting::Kind::end};
        }
        if (errno != EAGAIN && errno != EINTR) throw HarnessError{because("recv", errno)};
    }
    return {Sighting::Kind::nothing};
}

/// A stream past its end is always readable, so it is looked at from time to time instead.
Sighting PeerSockets::observe_reset_only(Socket& socket) const {
    const auto deadline = Clock::now() + bounds_.quiescence;
    while (!socket.reset_told) {
        socket.was_reset = socket.was_reset || means_reset(error_of(socket.descriptor));
        if (socket.was_reset) {
            socket.reset_told = true;
            return {Sighting::Kind::reset};
        }
        if (Clock::now() >= deadline) break;
        std::this_thread::sleep_for(1ms);
    }
    std::this_thread::sleep_until(deadline);
    return {Sighting::Kind::nothing};
}

Sighting PeerSockets::observe_datagram(Socket& socket) const {
    if (socket.refusals > 0) {
        --socket.refusals;
        return {Sighting::Kind::refused};
    }
    const auto deadline = Clock::now() + bounds_.quiescence;
    while (is_ready(socket.descriptor, POLLIN, deadline)) {
        std::string bytes(longest_read_bytes, '\0');
        in_addr from{};
        const ssize_t count = received_from(socket.descriptor, bytes, from);
        if (count >= 0) {
            if (!addresses_.is_from_the_agent(from)) continue;
            bytes.resize(static_cast<std::size_t>(count));
            return {Sighting::Kind::bytes, std::move(bytes)};
        }
        const int error = errno;
        drop_queued_error(socket.descriptor);
        if (error == ECONNREFUSED) return {Sighting::Kind::refused};
        if (error != EAGAIN && error != EINTR) throw HarnessError{because("recv", error)};
    }
    return {Sighting::Kind::nothing};
}

}  // namespace wsconform
