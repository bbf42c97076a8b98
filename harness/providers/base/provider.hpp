// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the process has of this provider, once, whatever the number of clients.

#include "harness/providers/base/service.hpp"
#include "harness/providers/base/sockets.hpp"

namespace wsconform::base {

/// What the provider was started with. The latest table and protocol win; the clients before share
/// them from now on.
class LatestStart {
  public:
    void remember(const WSPUPCALLTABLE& upcalls, const WSAPROTOCOL_INFOW* protocol);
    WSPUPCALLTABLE upcalls();
    WSAPROTOCOL_INFOW protocol();

  private:
    std::mutex lock_;
    WSPUPCALLTABLE upcalls_{};
    WSAPROTOCOL_INFOW protocol_{};
};

struct Provider {
    std::mutex startup_lock;       ///< startup and cleanup, one at a time
    std::atomic<int> startups{0};  ///< successful, and not yet undone
    std::atomic<int> waiting{0};   ///< threads within a blocking call of ours
    std::atomic<int> failure{0};   ///< what the next call has to fail with; only a probe is told so
    LatestStart latest_start;
    SocketTable sockets;
    Service service;
};

/// Made at the first use and never destroyed: a process may end without WSPCleanup, and then
/// nothing of ours may run, for the system has ended our threads in whatever they were doing.
Provider& provider();

}  // namespace wsconform::base
