// SPDX-License-Identifier: Apache-2.0

#pragma once

// A child process at the other end of three pipes, in a process group of its own. It is started and
// ended by us only: its group is killed and waited for when the object goes, whatever happened
// before.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "harness/station/system_process.hpp"

namespace wsconform {

/// What a read brought: a line without its end, or why there is none.
struct Reading {
    enum class Kind { line, ended, timed_out, too_long };
    Kind kind;
    std::string line = {};

    bool operator==(const Reading&) const = default;
};

class ChildProcess {
  public:
    using Clock = std::chrono::steady_clock;

    /// Throws HarnessError if the program cannot be started.
    explicit ChildProcess(const Command& command);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() = default;

    /// The next line of its standard output. `ended`: there will be none, for it closed its output
    /// or is gone.
    Reading read_line(std::size_t longest_bytes, Clock::time_point deadline);
    /// False if it did not take everything by then.
    bool write(std::string_view text, Clock::time_point deadline) {
        return process_.write(text, deadline);
    }
    void close_input() { process_.close_input(); }

    /// Waits until then for its end; the wait status once it is gone.
    std::optional<int> status(Clock::time_point deadline);
    pid_t id() const { return process_.id(); }
    void kill() { process_.kill(); }
    /// Asks it to end.
    void terminate() { process_.terminate(); }

    /// The last it wrote to standard error, in printable characters.
    std::string last_words() const;

  private:
    /// False if there is nothing to read yet.
    bool read_some();
    std::optional<std::string> buffered_line();
    void drain_errors();

    SystemProcess process_;
    std::string unread_;
    std::size_t searched_ = 0;
    bool output_ended_ = false;
    std::string complaints_;
};

/// Runs a command to its end with this on its standard input; its output, up to a bound. Throws
/// HarnessError if it does not end in time or not with status 0.
std::string output_of(const Command& command, std::chrono::milliseconds bound,
                      std::string_view input = {});

/// A word as /bin/sh takes it for one.
std::string in_shell_quotes(const std::string& word);

}  // namespace wsconform
