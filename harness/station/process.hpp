#pragma once

// A child process at the other end of three pipes, in a process group of its own. It is started and
// ended by us only: its group is killed and waited for when the object goes, whatever happened
// before.

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsconform {

/// We could not do our part: a process could not be started, a port could not be had.
class HarnessError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// "what: why", with the system's words for `error_number`.
std::string because(std::string_view what, int error_number);

/// A file descriptor with one owner.
class Descriptor {
  public:
    explicit Descriptor(int value = -1) : value_{value} {}
    Descriptor(Descriptor&& other) noexcept : value_{std::exchange(other.value_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    void close();
    int value() const { return value_; }
    bool is_open() const { return value_ >= 0; }

  private:
    int value_;
};

struct Pipe {
    Descriptor reader;
    Descriptor writer;
};

/// A pipe that children do not inherit.
Pipe make_pipe();

struct Command {
    std::vector<std::string> words;
    /// What differs from our own environment; nothing means that the variable is taken out.
    std::map<std::string, std::optional<std::string>> environment = {};
};

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
    ~ChildProcess();

    /// The next line of its standard output. `ended`: there will be none, for it closed its output
    /// or is gone.
    Reading read_line(std::size_t longest_bytes, Clock::time_point deadline);
    /// False if it did not take everything by then.
    bool write(std::string_view text, Clock::time_point deadline);
    void close_input() { input_.close(); }

    /// Waits until then for its end; the wait status once it is gone.
    std::optional<int> status(Clock::time_point deadline);
    void kill();
    void signal(int number) const;

    /// The last it wrote to standard error, in printable characters.
    std::string last_words() const;

  private:
    bool has_ended();
    std::optional<std::string> buffered_line();
    void drain_errors();

    pid_t id_ = -1;
    std::optional<int> status_;
    bool killed_ = false;
    Descriptor input_;
    Descriptor output_;
    Descriptor errors_;
    std::string unread_;
    std::size_t searched_ = 0;
    bool output_ended_ = false;
    std::string complaints_;
};

/// "exit status 3", "signal 11 (Segmentation fault)".
std::string in_words(int wait_status);

/// Runs a command to its end with nothing on its standard input; its output, up to a bound. Throws
/// HarnessError if it does not end in time or not with status 0.
std::string output_of(const Command& command, std::chrono::milliseconds bound);

}  // namespace wsconform
