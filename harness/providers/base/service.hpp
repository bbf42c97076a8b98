// SPDX-License-Identifier: Apache-2.0

#pragma once

// The service thread, started only when some socket needs it: it looks at the sockets that are to
// be acted on although no call of the client's is under way.

#include <mutex>
#include <thread>

namespace wsconform::base {

struct Socket;

class Service {
  public:
    /// From now on the thread looks at the socket, until that is closed. False: no thread to be
    /// had.
    bool watch(Socket& socket);

    /// Returns when the thread has ended.
    void stop();

  private:
    std::mutex lock_;
    std::jthread thread_;
};

}  // namespace wsconform::base
