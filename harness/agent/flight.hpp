// SPDX-License-Identifier: Apache-2.0

#pragma once

// A call that was begun and not waited for, and the step that may be performed from inside it. The
// main thread puts that step into the call's inlet; the blocking hook, run by the provider on the
// thread of the call, takes it out and performs it.

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>

#include "harness/agent/script_thread.hpp"

namespace wsconform::agent {

/// A step for the hook: to be performed at once, or by the procedure of a window if there is one.
struct InsideStep {
    ScriptThread::Work work;
    HWND window = nullptr;
    /// The hook does not return before it has performed another step.
    bool stays = false;
};

class Inlet {
  public:
    std::future<Outcome> put(InsideStep step);

    /// False if it has been taken.
    bool withdraw();
    bool is_taken() const;

    std::optional<InsideStep> take();
    /// Waits for one to be put, if it has to; not for ever.
    std::optional<InsideStep> await();

  private:
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::optional<InsideStep> step_;
};

struct Flight {
    std::future<Outcome> outcome;
    /// The thread is about to call the provider, or has called it.
    std::atomic<bool> is_at_provider = false;
    Inlet inlet;

    /// Whether the call has returned.
    bool is_over() const;
};

/// While it lives, this thread is in that flight, and hooks look into its inlet.
class InFlight {
  public:
    InFlight(Flight& flight, Performer& performer);
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;
    ~InFlight();
};

/// Performs the step that waits for this thread, and others if it stays. False if none does.
bool perform_inside_step();

}  // namespace wsconform::agent
