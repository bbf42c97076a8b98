// SPDX-License-Identifier: Apache-2.0

#pragma once

// How far a run has come, for who waits for it: on a terminal one line that is written anew, else a
// line every minute. It goes to standard error and into no report.

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "reports/report.hpp"

namespace wsconform {

class Progress {
  public:
    using Findings = std::map<Finding, std::size_t>;

    Progress();
    /// Of so many purposes or steps none is done.
    void begin(std::size_t total);
    /// What is done, what came of it, and what is being done now.
    void tell(std::size_t done, const Findings& findings, const std::string& now);
    /// Takes the line away.
    void end() const;

  private:
    using Clock = std::chrono::steady_clock;

    std::string line(std::size_t done, const Findings& findings) const;
    std::string time_left(std::size_t done) const;

    bool is_terminal_;
    std::size_t total_{};
    Clock::time_point started_;
    Clock::time_point told_;
};

}  // namespace wsconform
