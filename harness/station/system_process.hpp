// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the system does for a child process at the other end of three pipes: it is started, read
// from without waiting, and ended with all that it has started.

#include <sys/types.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsconform {

struct Command {
    std::vector<std::string> words;
    /// What differs from our own environment; nothing means that the variable is taken out.
    std::map<std::string, std::optional<std::string>> environment = {};
};

/// What could be read at once.
struct Readable {
    std::string bytes = {};
    bool is_closed = false;  ///< Nothing more will come.
};

class SystemProcess {
  public:
    using Clock = std::chrono::steady_clock;

    /// Throws HarnessError if the program cannot be started.
    explicit SystemProcess(const Command& command);
    SystemProcess(const SystemProcess&) = delete;
    SystemProcess& operator=(const SystemProcess&) = delete;
    /// Ends it if that was not done.
    ~SystemProcess();

    Readable read_output();
    Readable read_errors();
    /// Until there may be something to read, for some hundredths of a second at most.
    void wait_for_words(Clock::time_point deadline);
    /// False if it did not take everything by then.
    bool write(std::string_view text, Clock::time_point deadline);
    void close_input();

    /// How it ended, for `in_words` and `exit_status_of`; nothing while it runs.
    std::optional<int> ended();
    pid_t id() const;
    /// Ends it and all that it has started, and waits for its end.
    void kill();
    /// Asks it to end.
    void terminate();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Nothing if a signal ended it.
std::optional<int> exit_status_of(int ended);

/// "exit status 3", "signal 11 (Segmentation fault)".
std::string in_words(int ended);

}  // namespace wsconform
