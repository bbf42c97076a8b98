// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/service.hpp"

#include <system_error>

#include "harness/providers/base/disconnect.hpp"
#include "harness/providers/base/events.hpp"
#include "harness/providers/base/packets.hpp"
#include "harness/providers/base/provider.hpp"

namespace wsconform::base {

namespace {

void look_after_sockets(const std::stop_token& stop) {
    constexpr DWORD period_ms = 10;
    while (!stop.stop_requested()) {
        for (const auto& [handle, socket] : provider().sockets.all()) {
            if (!socket->watched) continue;
            const std::lock_guard held(socket->lock);
            if (socket->closed) continue;
            reset_if_data_is_unwanted(*socket);
            exchange_packets(*socket);
            post_due_events(handle, *socket);
        }
        ::Sleep(period_ms);
    }
}

}  // namespace

bool Service::watch(Socket& socket) {
    const std::lock_guard held(lock_);
    socket.watched = true;
    if (thread_.joinable()) return true;
    try {
        thread_ = std::jthread(look_after_sockets);
    } catch (const std::system_error&) {
        return false;
    }
    return true;
}

void Service::stop() {
    // It is waited for without the lock: the thread may wait for a socket whose owner waits for us.
    std::jthread ending;
    {
        const std::lock_guard held(lock_);
        ending.swap(thread_);
    }
}

}  // namespace wsconform::base
