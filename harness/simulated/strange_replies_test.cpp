// SPDX-License-Identifier: Apache-2.0

// Goal: whatever a provider answers, there is a verdict, and whatever a trace lacks, one line that
// says where. Method: each purpose is played by the model; then one line of the trace is changed in
// each of many ways.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "conformance/judging/judge.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/simulated/simulated_player.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

const std::vector<Scenario>& suite() {
    static const std::vector<Scenario> scenarios = suite_scenarios();
    return scenarios;
}

std::vector<json> lines_of(const Scenario& scenario) {
    SimulatedPlayer player{1, std::nullopt};
    std::istringstream text{player.play(scenario)};
    std::vector<json> lines;
    for (std::string line; std::getline(text, line);)
        lines.push_back(json::parse(line));
    return lines;
}

std::string text_of(const std::vector<json>& lines) {
    std::string text;
    for (const json& line : lines)
        text += line.dump() + "\n";
    return text;
}

/// Nothing if the trace was judged; else the one line that says why not.
std::optional<std::string> fault_of(const Scenario& scenario, const std::vector<json>& lines) {
    try {
        judge(parse_trace(text_of(lines), scenario, scenario.id), Grading::portable);
        return std::nullopt;
    } catch (const InputError& error) {
        return error.what();
    }
}

bool is_returned_call(const json& line, const Scenario& scenario) {
    return line.value("event", "") == "returned" &&
           !scenario.steps[line.at("step").get<std::size_t>()].function.empty();
}

/// A start-up that is given room for its answer and says that it succeeded has filled it in.
bool must_tell_more(const Step& step) {
    if (const auto* start = std::get_if<calls::Startup>(&step.call)) return !start->data_is_null;
    if (const auto* start = std::get_if<calls::SpiStartup>(&step.call))
        return !start->pointer_is_null;
    return false;
}

/// The line as if its call had returned that value, and left nothing behind.
json with_nothing_but(const json& line, const json& value) {
    json bare{{"value", value}, {"error", 0}};
    for (const char* const key : {"thread", "step", "event"})
        bare[key] = line.at(key);
    return bare;
}

TEST(StrangeReplies, SuccessWithNothingElseHasAVerdict) {
    const std::vector<json> values{0, 1, 5, -1, 4294967295U, 18446744073709551615U, 24301};
    for (const Scenario& scenario : suite()) {
        std::vector<json> lines = lines_of(scenario);
        for (json& line : lines) {
            if (!is_returned_call(line, scenario)) continue;
            const Step& step = scenario.steps[line.at("step").get<std::size_t>()];
            if (must_tell_more(step)) continue;
            const json kept = line;
            for (const json& value : values) {
                line = with_nothing_but(kept, value);
                const auto fault = fault_of(scenario, lines);
                EXPECT_FALSE(fault) << scenario.id << ": " << line << ": " << *fault;
            }
            line = kept;
        }
    }
}

TEST(StrangeReplies, SuccessWhereARefusalIsDueIsAViolation) {
    std::size_t tried = 0;
    for (const Scenario& scenario : suite()) {
        std::vector<json> lines = lines_of(scenario);
        for (json& line : lines) {
            if (!is_returned_call(line, scenario)) continue;
            const Step& step = scenario.steps[line.at("step").get<std::size_t>()];
            const bool is_for_nothing = std::holds_alternative<calls::SpiStartup>(step.call) ||
                                        std::holds_alternative<calls::Startup>(step.call);
            if (!is_for_nothing || must_tell_more(step) || line.at("value") == 0) continue;
            line = with_nothing_but(line, 0);
            const Judgement judgement =
                judge(parse_trace(text_of(lines), scenario, scenario.id), Grading::portable);
            EXPECT_EQ(judgement.verdict, Verdict::fail) << scenario.id << judgement.reason;
            ++tried;
        }
    }
    EXPECT_GE(tried, 3U);  // A NULL lpWSAData, a NULL lpWSPData and a NULL lpProcTable.
}

/// The values that a fact is replaced with, and nothing for leaving it out.
const std::vector<std::optional<json>> strange_facts{
    std::nullopt, nullptr, "?", -7, 4294967295U, true, json::array(), json::object()};

TEST(StrangeReplies, EachFaultOfALineIsToldWithItsNumber) {
    // Of each kind of step and each fact of it, a few are enough.
    constexpr int enough = 5;
    std::map<std::pair<std::size_t, std::string>, int> tried;
    for (const Scenario& scenario : suite()) {
        std::vector<json> lines = lines_of(scenario);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const json kept = lines[i];
            const std::size_t step = kept.value("step", std::size_t{0});
            const std::size_t call = scenario.steps[step].call.index();
            for (const auto& [key, value] : kept.items()) {
                if (++tried[{call, key}] > enough) continue;
                for (const auto& strange : strange_facts) {
                    lines[i] = kept;
                    lines[i].erase(key);
                    if (strange) lines[i][key] = *strange;
                    const auto fault = fault_of(scenario, lines);
                    if (!fault) continue;
                    const bool names_a_line = fault->find(": line ") != std::string::npos;
                    EXPECT_TRUE(names_a_line) << scenario.id << ": " << lines[i] << ": " << *fault;
                }
            }
            lines[i] = kept;
        }
    }
}

/// INVALID_SOCKET and its like are words of all ones, which differ with the width of a process.
TEST(StrangeReplies, HandlesAreReadWithTheWidthOfTheProcess) {
    const auto verdict_with = [](unsigned bits, const json& value) {
        const Scenario& scenario = *std::ranges::find(
            suite(), "WSAStartup/connection_calls_before_it_are_refused", &Scenario::id);
        std::vector<json> lines = lines_of(scenario);
        lines.front()["bits"] = bits;
        for (json& line : lines) {
            if (!is_returned_call(line, scenario)) continue;
            if (scenario.steps[line.at("step").get<std::size_t>()].function == "socket")
                line["value"] = value;
        }
        return judge(parse_trace(text_of(lines), scenario, scenario.id), Grading::portable).verdict;
    };

    EXPECT_EQ(verdict_with(32, 4294967295U), Verdict::pass);
    EXPECT_EQ(verdict_with(64, 18446744073709551615U), Verdict::pass);
    EXPECT_EQ(verdict_with(64, 4294967295U), Verdict::fail);
}

}  // namespace
}  // namespace wsconform
