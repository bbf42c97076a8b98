// SPDX-License-Identifier: Apache-2.0

#pragma once

// The lines the agent answers with. Only the main thread writes them, so they need no lock; each
// is flushed before anything else happens.

#include <chrono>
#include <string>

#include "harness/agent/json.hpp"
#include "harness/agent/script.hpp"
#include "harness/agent/spi/upcall_log.hpp"

namespace wsconform::agent {

class Answers {
  public:
    using Clock = std::chrono::steady_clock;

    void invoked(const Step& step) const;
    void returned(const Step& step, Clock::time_point at, Json facts) const;
    /// What the provider asked of its caller during the step.
    void upcall(const Step& step, const spi::Upcall& upcall) const;
    void asks(const Step& step, Json ports) const;
    void hung(const Step& step) const;
    /// The provider is in the process, and the script may come.
    static void loaded();
    static void completed();
    /// The play ended before its end: lost by our own fault, or crashed by the provider's.
    static void ended(const char* how, const std::string& why);

  private:
    void event(const Step& step, const char* name, Clock::time_point at, Json facts) const;

    Clock::time_point start_ = Clock::now();
};

/// Writes it as one line. If nobody reads any more, the process ends.
void write_line(const Json& line);

}  // namespace wsconform::agent
