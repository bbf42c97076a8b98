// SPDX-License-Identifier: Apache-2.0

#include "harness/station/remote_player.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "harness/harness_error.hpp"
#include "harness/station/controller.hpp"
#include "harness/station/debugger.hpp"
#include "harness/station/pace.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr std::size_t longest_line_bytes = 32 << 20;
/// A station may have to make the template of Wine's prefix first, or wait for one who does.
constexpr auto time_to_introduce = 10min;
constexpr auto time_to_end = 5s;
constexpr auto between_looks = 100ms;
constexpr const char* changed = "the provider's DLL has been changed since the run began";

Subject subject_of(const Json& capabilities) {
    const auto interface = interface_named(capabilities.at("interface").get<std::string>());
    const auto dll = dll_named(capabilities.at("dll").get<std::string>());
    if (!interface || !dll) throw HarnessError{"the station's first line names no known interface"};
    return {"", *interface, *dll, capabilities.at("bits").get<unsigned>()};
}

StationReport parse_report(const std::string& line) {
    try {
        const Json station = Json::parse(line).at("station");
        const Json& capabilities = station.at("capabilities");
        StationReport report;
        report.isolated = station.at("isolated").get<bool>();
        report.reasons = station.at("reasons").get<std::vector<std::string>>();
        report.exports = capabilities.at("exports").get<std::vector<std::string>>();
        report.subject = subject_of(capabilities);
        if (capabilities.contains("tested")) report.tested = tested_of(capabilities.at("tested"));
        report.subject.sha256 = fingerprints_of(report.tested);
        report.far_end = capabilities.value("far_end", "");
        report.start = {capabilities.value("starts", true), capabilities.value("start", "")};
        for (const char* const name : {"agent", "name_server", "peer", "database"}) {
            if (const Json& there = capabilities.at(name); there.is_string())
                report.missing[name] = there.get<std::string>();
        }
        report.isolation = station.value("isolation", "");
        const Json not_shown = capabilities.value("not_shown", Json::object());
        for (const auto& [what, why] : not_shown.items())
            report.missing[what] = why.get<std::string>();
        return report;
    } catch (const Json::exception& error) {
        throw HarnessError{std::string{"the station's first line: "} + error.what()};
    }
}

std::string with_id(const Scenario& scenario) {
    Json document{{"id", scenario.id}};
    document.update(Json::parse(scenario.json));
    document["id"] = scenario.id;
    return document.dump();
}

}  // namespace

RemotePlayer::RemotePlayer(RemoteOptions options) : options_{std::move(options)} {
    start();
}

RemotePlayer::~RemotePlayer() {
    stop();
}

Capabilities RemotePlayer::capabilities() const {
    Capabilities capabilities{report_.missing, report_.exports, report_.subject.bits};
    capabilities.is_legacy = report_.subject.dll == DllVersion::v1_1;
    capabilities.is_spi = report_.subject.interface == Interface::spi;
    capabilities.is_isolated = report_.isolated;
    capabilities.isolation = report_.isolation;
    capabilities.tested = report_.tested;
    capabilities.far_end = report_.far_end;
    capabilities.starts = report_.start.starts;
    capabilities.start = report_.start.words;
    return capabilities;
}

std::string RemotePlayer::play(const Scenario& played) {
    const std::string trace = play_once(played, pace_);
    if (!may_be_the_machines(trace)) return trace;
    // Whoever stopped the agent may have stopped Wine's server with it.
    stop();
    return believed(play_once(played, pace_ * unhurried));
}

std::string RemotePlayer::play_once(const Scenario& played, double pace) {
    if (options_.interrupted()) leave_interrupted();
    const std::string scenario = with_id(played);
    Subject subject = report_.subject;
    subject.provider = options_.provider;
    try {
        if (station_ == nullptr) start();
    } catch (const HarnessError& error) {
        if (options_.interrupted()) throw;
        return empty_trace(subject, scenario, {"lost", error.what()});
    }
    const std::size_t steps = parse_playable(scenario).steps.size();
    const auto longest = options_.ixit.times(pace).longest_scenario(steps) * most_attempts;
    const auto deadline = ChildProcess::Clock::now() + longest + 10s;
    const std::string request = R"({"play": )" + scenario + R"(, "provider": )" +
                                Json(options_.provider).dump() + R"(, "pace": )" +
                                Json(pace).dump() + "}\n";
    if (station_->write(request, deadline)) {
        if (options_.ixit.pauses) tell_of_pause();
        if (const auto trace = trace_by(deadline, played.id)) return *trace;
    } else {
        loss_ = "the station takes no requests";
    }
    const std::string words = station_->last_words();
    stop();
    return empty_trace(subject, scenario,
                       {"lost", loss_ + (words.empty() ? "" : "; it last said: " + words)});
}

/// A DLL that was changed is another one from then on, and no start is worth its time.
void RemotePlayer::start() {
    if (has_changed_) throw HarnessError{changed};
    try {
        start_once();
    } catch (const HarnessError&) {
        if (options_.interrupted() || has_changed_) throw;
        start_once();
    }
}

void RemotePlayer::start_once() {
    station_ = std::make_unique<ChildProcess>(Command{options_.station});
    try {
        const auto line = line_by(ChildProcess::Clock::now() + time_to_introduce);
        if (!line.has_value()) throw HarnessError{loss_ + ": " + station_->last_words()};
        StationReport told = parse_report(*line);
        const auto& before = report_.subject.sha256;
        has_changed_ =
            !before.empty() && !told.subject.sha256.empty() && told.subject.sha256 != before;
        if (has_changed_) throw HarnessError{changed};
        report_ = std::move(told);
    } catch (const HarnessError&) {
        stop();
        throw;
    }
}

/// The end of its input asks a station to end, a signal tells it to.
void RemotePlayer::stop() {
    if (station_ == nullptr) return;
    station_->close_input();
    if (!station_->status(ChildProcess::Clock::now() + time_to_end).has_value()) {
        station_->terminate();
        station_->status(ChildProcess::Clock::now() + time_to_end);
    }
    station_.reset();
}

void RemotePlayer::tell_of_pause() {
    const auto deadline = ChildProcess::Clock::now() + 1min;
    while (!options_.interrupted() && ChildProcess::Clock::now() < deadline) {
        if (const auto agent = descendant_started_with(station_->id(), waits_for_debugger)) {
            options_.paused(*agent);
            return;
        }
        std::this_thread::sleep_for(between_looks);
    }
}

void RemotePlayer::leave_interrupted() {
    if (station_ != nullptr) station_->terminate();
    throw HarnessError{"interrupted"};
}

std::optional<std::string> RemotePlayer::line_by(ChildProcess::Clock::time_point deadline) {
    while (true) {
        const auto look = std::min(deadline, ChildProcess::Clock::now() + between_looks);
        Reading reading = station_->read_line(longest_line_bytes, look);
        switch (reading.kind) {
            case Reading::Kind::line:
                return std::move(reading.line);
            case Reading::Kind::ended:
                loss_ = "the station died";
                return std::nullopt;
            case Reading::Kind::too_long:
                loss_ = "the station says too much";
                return std::nullopt;
            case Reading::Kind::timed_out:
                break;
        }
        if (options_.interrupted()) leave_interrupted();
        if (ChildProcess::Clock::now() >= deadline) {
            loss_ = "the station did not answer in time";
            return std::nullopt;
        }
    }
}

bool RemotePlayer::is_end_of_play(const std::string& line, const std::string& id) {
    if (!line.starts_with(R"({"played":)")) return false;
    const Json json = Json::parse(line, nullptr, false);
    // A line of the trace has "event" or "format" beside whatever a hostile agent puts there.
    if (!json.is_object() || json.size() != 2 || json["played"] != id) return false;
    const auto took = json.find("started_in_ms");
    if (took == json.end()) return false;
    if (took->is_number_unsigned())
        pace_ = pace_after(std::chrono::milliseconds{took->get<std::uint32_t>()});
    return true;
}

std::optional<std::string> RemotePlayer::trace_by(ChildProcess::Clock::time_point deadline,
                                                  const std::string& id) {
    std::string trace;
    while (auto line = line_by(deadline)) {
        if (is_end_of_play(*line, id)) return trace;
        if (line->starts_with(R"({"refused":)")) throw HarnessError{"the station: " + *line};
        trace += *line + "\n";
    }
    return std::nullopt;
}

}  // namespace wsconform
