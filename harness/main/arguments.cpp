// SPDX-License-Identifier: Apache-2.0

#include "harness/main/arguments.hpp"

#include <chrono>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/run.hpp"

namespace wsconform {

Date today(const Arguments& arguments) {
    if (arguments.today.empty())
        return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto date = date_named(arguments.today);
    if (!date)
        throw InputError{"--today: \"" + visible(arguments.today, 40) +
                         "\" is no day; write it as 2026-11-21"};
    return *date;
}

int run_verb(Arguments& arguments) {
    arguments.run.quiescence = std::chrono::milliseconds{arguments.quiescence_ms};
    arguments.run.is_isolated = arguments.run_isolation == "full";
    arguments.run.today = today(arguments);
    return run(arguments.run);
}

int run_station_verb(Arguments& arguments) {
    StationOptions& station = arguments.station;
    if (!arguments.station_agent.empty()) station.agent_command = arguments.station_agent;
    if (arguments.station_isolation == "none") station.isolate = Isolate::not_at_all;
    for (const std::string& id : arguments.station_provider_ids)
        station.provider_ids[id.substr(0, id.rfind('='))] = id.substr(id.rfind('=') + 1);
    station.ixit.quiescence = std::chrono::milliseconds{arguments.station_quiescence_ms};
    if (station.ixit.pauses) station.ixit = station.ixit.paused();
    return run_station(station, 0, 1);
}

}  // namespace wsconform
