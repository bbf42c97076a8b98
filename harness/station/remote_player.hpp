// SPDX-License-Identifier: Apache-2.0

#pragma once

// Plays scenarios on a station of its own, from outside: starts it, asks it, and bounds it in time.
//
// A station that dies takes one scenario with it: that one is played again on a new station, and
// gets a trace that says `lost` if that one dies too. Use an object from one thread only, the one
// that made it: the kernel ends a station together with the thread that started it.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/trace/subject.hpp"
#include "conformance/trace/tested.hpp"
#include "harness/player.hpp"
#include "harness/station/agent_process.hpp"
#include "harness/station/process.hpp"
#include "harness/station/start_trial.hpp"

namespace wsconform {

/// What a station says can be done where it is.
struct StationReport {
    bool isolated = false;
    std::string isolation = {};  ///< What there is in the place of it.
    std::vector<std::string> reasons = {};
    /// Of "agent", "name_server", "peer" and "database": what is missing, and why.
    std::map<std::string, std::string> missing = {};
    std::vector<std::string> exports = {};
    std::string far_end = {};
    /// Without the name, which the station is not told before it plays.
    Subject subject = {};
    Tested tested = {};
    StartTrial start = {};

    bool operator==(const StationReport&) const = default;
};

struct RemoteOptions {
    /// How the provider is called in traces.
    std::string provider = "wine";
    /// The program that is a station, and its arguments.
    std::vector<std::string> station = {"/proc/self/exe", "station"};
    Ixit ixit = {};
    /// Called with the agent's process when it waits for a debugger.
    std::function<void(pid_t)> paused = [](pid_t /*agent*/) {};
    /// Asked while waiting, many times a second; true ends the wait with a HarnessError.
    std::function<bool()> interrupted = [] { return false; };
};

class RemotePlayer final : public Player {
  public:
    /// Starts a station and waits for its report. Throws HarnessError if there is none.
    explicit RemotePlayer(RemoteOptions options);
    RemotePlayer(const RemotePlayer&) = delete;
    RemotePlayer& operator=(const RemotePlayer&) = delete;
    ~RemotePlayer() override;

    const StationReport& report() const { return report_; }
    Capabilities capabilities() const override;

    /// The trace of the scenario, whatever becomes of the station. What may tell of the machine and
    /// not of the provider is played once more, without hurry. Throws HarnessError if interrupted
    /// or if the station refuses the scenario.
    std::string play(const Scenario& played) override;

  private:
    /// Tries twice, for a machine may be too busy once.
    void start();
    void start_once();
    void stop();
    /// Tells whoever wants to attach a debugger where the agent is.
    void tell_of_pause();
    [[noreturn]] void leave_interrupted();
    /// Plays the scenario once, whatever becomes of the station, with all waits so many times as
    /// long. A station that was lost is started anew.
    std::string play_once(const Scenario& played, double pace);
    /// Keeps how long the agent took to start. False if the line is not the end of that play.
    bool is_end_of_play(const std::string& line, const std::string& id);
    /// The station's next line; nothing if it is lost.
    std::optional<std::string> line_by(ChildProcess::Clock::time_point deadline);
    /// Everything up to its end; nothing if the station is lost on the way.
    std::optional<std::string> trace_by(ChildProcess::Clock::time_point deadline,
                                        const std::string& id);

    RemoteOptions options_;
    StationReport report_;
    std::unique_ptr<ChildProcess> station_;
    std::string loss_;
    double pace_ = 1.0;  ///< By the last start of an agent.
    bool has_changed_ = false;
};

}  // namespace wsconform
