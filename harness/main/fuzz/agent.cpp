// SPDX-License-Identifier: Apache-2.0

// What an agent says is taken line by line, as the controller does, made into a trace and judged.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/main/fuzz/targets.hpp"
#include "harness/main/purpose_results.hpp"
#include "harness/station/agent_process.hpp"
#include "harness/station/controller.hpp"

namespace wsconform::fuzzing {

namespace {

/// That which the first line names, or else the first of the suite.
const Scenario& scenario_for(const std::string& line) {
    const auto found = std::ranges::find(suite(), line, &Scenario::id);
    return found == suite().end() ? suite().front() : *found;
}

std::string last_line(const Ending& ending, std::size_t events) {
    constexpr auto replace = nlohmann::json::error_handler_t::replace;
    return nlohmann::json{
        {"event", "end"}, {"how", ending.how}, {"events", events}, {"detail", ending.detail}}
        .dump(-1, ' ', false, replace);
}

}  // namespace

void take_agent(std::string_view input) {
    const std::vector<std::string> lines = lines_of(input);
    if (lines.empty()) return;
    const Scenario& scenario = scenario_for(lines.front());
    const Playable playable = parse_playable(scenario.json);

    const std::string empty = empty_trace({"fuzzed"}, scenario.json, {"completed"});
    std::string trace = empty.substr(0, empty.find('\n') + 1);
    std::size_t events = 0;
    Ending ending{"crashed", "it said no more"};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        Message message{};
        const bool is_message =
            is_taken([&] { message = parse_message(lines[i], playable.testers); });
        if (!is_message) ending = {"garbage", "it is no message"};
        if (message.kind == Message::Kind::end) ending = message.ending;
        if (!is_message || message.kind == Message::Kind::end) break;
        trace += message.text + "\n";
        ++events;
    }
    trace += last_line(ending, events) + "\n";
    judged_trace(scenario, trace, Grading::portable);
}

}  // namespace wsconform::fuzzing
