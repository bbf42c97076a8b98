// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/socket_handles.hpp"

namespace wsconform::agent::spi {

SOCKET SocketHandles::make(DWORD_PTR context) {
    constexpr std::size_t most = 65536;
    constexpr SOCKET between = 4;
    const std::scoped_lock hold{lock_};
    if (contexts_.size() >= most) return INVALID_SOCKET;
    const SOCKET handle = next_;
    next_ += between;
    contexts_[handle] = context;
    return handle;
}

std::optional<DWORD_PTR> SocketHandles::context_of(SOCKET handle) const {
    const std::scoped_lock hold{lock_};
    const auto found = contexts_.find(handle);
    if (found == contexts_.end()) return std::nullopt;
    return found->second;
}

bool SocketHandles::close(SOCKET handle) {
    const std::scoped_lock hold{lock_};
    kept_.erase(handle);
    return contexts_.erase(handle) != 0;
}

void SocketHandles::note_made(SOCKET handle) {
    const std::scoped_lock hold{lock_};
    ++passed_;
    kept_.insert(handle);
}

void SocketHandles::note_shown() {
    const std::scoped_lock hold{lock_};
    ++passed_;
}

HandleCount SocketHandles::count() const {
    const std::scoped_lock hold{lock_};
    return {passed_, kept_.size()};
}

SocketHandles& socket_handles() {
    static SocketHandles made;
    return made;
}

}  // namespace wsconform::agent::spi
