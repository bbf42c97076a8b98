#pragma once

// The handles that are given to providers which have none of the system's (WPUCreateSocketHandle).
// Providers ask on any thread, so there is a lock.

#include <map>
#include <mutex>
#include <optional>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::spi {

class SocketHandles {
  public:
    /// INVALID_SOCKET if there are no more.
    SOCKET make(DWORD_PTR context);
    std::optional<DWORD_PTR> context_of(SOCKET handle) const;
    /// False if it is none of these.
    bool close(SOCKET handle);

  private:
    mutable std::mutex lock_;
    std::map<SOCKET, DWORD_PTR> contexts_;
    /// Multiples of 4, as handles are. None is given twice, so that a stale one stays invalid.
    SOCKET next_ = 0x10004;
};

}  // namespace wsconform::spi
