// SPDX-License-Identifier: Apache-2.0

#pragma once

// One run of the agent: the request goes in, lines come out, and what comes out is not to be
// trusted. Each line is checked to be a message of the protocol before anyone else sees it.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/station/process.hpp"
#include "harness/station/seal.hpp"

namespace wsconform {

/// Who a step of the scenario is for.
enum class Tester { agent, peer, name_server, database };

/// Tells the agent to wait for a debugger before it begins; by this it is found, too.
constexpr const char* waits_for_debugger = "--wait-for-debugger";

/// How long the provider is given; the scenario's IXIT.
struct Ixit {
    std::chrono::milliseconds quiescence{1000};
    std::chrono::milliseconds settle{100};
    std::chrono::milliseconds patience{5000};
    /// For a cold provider on a busy machine to say its first word.
    std::chrono::milliseconds start{30000};
    /// For a machine that is busy with other things, in each step.
    std::chrono::milliseconds slack{2000};

    /// The agent waits for a debugger before it begins, and nothing is bounded in time.
    bool pauses = false;

    /// All of them so many times as long.
    Ixit times(double pace) const;
    /// For a run that stands still in a debugger.
    Ixit paused() const;

    /// The longest that a step may take the agent and the lower testers together.
    std::chrono::milliseconds longest_step() const;
    /// The longest that a scenario of so many steps may take, the agent's start included.
    std::chrono::milliseconds longest_scenario(std::size_t steps) const;
};

/// How a run ended, as the trace's footer says it.
struct Ending {
    std::string how;
    std::string detail = {};
    bool by_signal = false;  ///< Somebody ended it, or a native agent crashed.
};

/// What the agent said in one line.
struct Message {
    enum class Kind { event, asks, hung, end };
    Kind kind;
    /// The line again in its shortest form, for the trace.
    std::string text = {};
    std::uint64_t at = 0;
    std::size_t step = 0;
    std::map<std::string, std::uint16_t> ports = {};
    Ending ending = {};  ///< Of an end: completed; lost by its own fault; crashed by the provider.
};

/// Throws HarnessError, saying what is wrong, if the line is no message about these steps.
Message parse_message(const std::string& line, const std::vector<Tester>& steps);

/// The detail of an ending "hung" that no watchdog of the agent's has told.
constexpr const char* fell_silent = "nothing more was said in time";

class AgentProcess {
  public:
    /// Starts it and tells it the key. Throws HarnessError if it cannot be started.
    AgentProcess(const Command& command, std::vector<Tester> steps, const Ixit& ixit);

    /// Waits for a debugger, of this system or of the agent's, or for the agent's end.
    void wait_for_debugger();

    /// Whether it has loaded the provider, and may be told the script. If not, `ending` says why.
    bool is_loaded();

    /// Sends a line; false if it is not taken.
    bool tell(const std::string& line);

    /// The next message, or nothing when there will be no more: then `ending` says why.
    std::optional<Message> next();
    const Ending& ending() const { return ending_; }
    /// From its start to its first line; nothing if it has said none.
    std::optional<std::chrono::milliseconds> started_in() const { return started_in_; }

  private:
    std::optional<Message> over(Ending ending);
    Ending manner_of_death();

    /// The next line as the agent wrote it, or nothing when there will be no more.
    std::optional<std::string> next_line(std::chrono::milliseconds patience);

    ChildProcess process_;
    Seal seal_;
    std::vector<Tester> steps_;
    std::chrono::milliseconds start_;
    std::chrono::milliseconds longest_step_;
    ChildProcess::Clock::time_point deadline_;
    ChildProcess::Clock::time_point begun_ = ChildProcess::Clock::now();
    std::optional<std::chrono::milliseconds> started_in_;
    std::size_t lines_ = 0;
    Ending ending_;
};

/// What a failing agent said, without what came before it in its output.
std::string cause_told(const std::string& words);

}  // namespace wsconform
