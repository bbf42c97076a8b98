// SPDX-License-Identifier: Apache-2.0

#pragma once

// The handles that are given to providers which have none of the system's (WPUCreateSocketHandle).
// Providers ask on any thread, so there is a lock.

#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

/// Of the handles for the top of the chain, for a script that counts them.
struct HandleCount {
    std::size_t passed = 0;  ///< Made here, or a handle of the system's that the provider showed.
    std::size_t kept = 0;    ///< Made here, and not given back.
};

class SocketHandles {
  public:
    /// INVALID_SOCKET if there are no more.
    SOCKET make(DWORD_PTR context);
    std::optional<DWORD_PTR> context_of(SOCKET handle) const;
    /// False if it is none of these.
    bool close(SOCKET handle);

    void note_made(SOCKET handle);
    void note_shown();
    HandleCount count() const;

  private:
    mutable std::mutex lock_;
    std::map<SOCKET, DWORD_PTR> contexts_;
    std::set<SOCKET> kept_;
    std::size_t passed_ = 0;
    /// Multiples of 4, as handles are. None is given twice, so that a stale one stays invalid.
    SOCKET next_ = 0x10004;
};

/// The process's.
SocketHandles& socket_handles();

}  // namespace wsconform::agent::spi
