// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/socket_table.hpp"

#include <utility>

namespace wsconform::layered {

DWORD_PTR SocketTable::fresh_number() {
    const std::lock_guard lock(mutex_);
    return ++last_number_;
}

void SocketTable::add(LayeredSocket socket) {
    const std::lock_guard lock(mutex_);
    const DWORD_PTR number = socket.number;
    sockets_.emplace(number, std::move(socket));
}

std::optional<LayeredSocket> SocketTable::find(DWORD_PTR number, SOCKET handle) const {
    const std::lock_guard lock(mutex_);
    const auto found = sockets_.find(number);
    if (found == sockets_.end() || found->second.handle != handle) return {};
    return found->second;
}

bool SocketTable::remove(DWORD_PTR number) {
    const std::lock_guard lock(mutex_);
    return sockets_.erase(number) != 0;
}

std::map<DWORD_PTR, LayeredSocket> SocketTable::take_all() {
    const std::lock_guard lock(mutex_);
    return std::exchange(sockets_, {});
}

}  // namespace wsconform::layered
