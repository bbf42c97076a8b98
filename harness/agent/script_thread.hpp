// SPDX-License-Identifier: Apache-2.0

#pragma once

// A thread of the script: it waits until it is handed a piece of work, does it, and waits again.
// While it waits it does not look at its message queue. It is never told to stop: it ends with the
// process, so that the provider is not run once more as its threads go.

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <string>

#include "harness/agent/json.hpp"
#include "harness/agent/session.hpp"

namespace wsconform::agent {

struct Outcome {
    std::chrono::steady_clock::time_point at;
    Json facts;
};

class ScriptThread {
  public:
    using Work = std::packaged_task<Outcome(Performer&)>;

    /// Throws HarnessError if the system starts no thread.
    explicit ScriptThread(std::string name);
    ScriptThread(const ScriptThread&) = delete;
    ScriptThread& operator=(const ScriptThread&) = delete;
    ~ScriptThread() = default;

    /// Whether it is in the provider, and not in our own code.
    bool is_in_provider() const;

    /// The future is ready when the work is done, or holds what it threw.
    std::future<Outcome> hand(Work work);

  private:
    void work_for_ever();

    std::string name_;
    std::atomic<unsigned> thread_number_ = 0;

    std::mutex mutex_;
    std::condition_variable handed_;
    std::optional<Work> work_;
};

}  // namespace wsconform::agent
