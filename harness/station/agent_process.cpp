// SPDX-License-Identifier: Apache-2.0

#include "harness/station/agent_process.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "harness/harness_error.hpp"
#include "harness/station/debugger.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

/// What the agent says of a debugger that only it can see; harness/agent/pause.cpp.
constexpr const char* debugger_is_there = "a debugger is attached";
constexpr std::size_t longest_line_bytes = 1 << 20;
constexpr std::size_t most_lines = 10'000;
/// The agent's exit status if it cannot play here, or if another DLL was loaded than the one named.
constexpr int status_cannot = 3;
constexpr int status_wrong_dll = 4;
/// Printing a document takes stack for each level of it.
constexpr std::size_t deepest_nesting = 32;

std::size_t nesting_of(const std::string& text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') in_string = !in_string;
        if (in_string && c == '\\') ++i;
        if (in_string) continue;
        if (c == '[' || c == '{') deepest = std::max(deepest, ++depth);
        if ((c == ']' || c == '}') && depth > 0) --depth;
    }
    return deepest;
}

Json parsed(const std::string& line) {
    if (nesting_of(line) > deepest_nesting) throw HarnessError{"it is nested too deeply"};
    Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) throw HarnessError{"it is not a JSON object"};
    return json;
}

std::uint64_t number(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_unsigned())
        throw HarnessError{std::string{"its '"} + key + "' is not a number"};
    return found->get<std::uint64_t>();
}

std::string text(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        throw HarnessError{std::string{"its '"} + key + "' is not a string"};
    return found->get<std::string>();
}

std::map<std::string, std::uint16_t> ports_in(const Json& json) {
    std::map<std::string, std::uint16_t> ports;
    const auto found = json.find("ports");
    if (found == json.end()) return ports;
    for (const auto& [name, port] : found->items()) {
        if (!port.is_number_unsigned() || port.get<std::uint64_t>() > 65535)
            throw HarnessError{"its port '" + name + "' is not a port"};
        ports[name] = port.get<std::uint16_t>();
    }
    return ports;
}

std::string excerpt(const std::string& line) {
    std::string shown = line.substr(0, 80);
    std::ranges::replace_if(
        shown, [](char c) { return c < ' ' || c > '~'; }, '?');
    return "'" + shown + "'";
}

Message::Kind kind_named(const std::string& event) {
    if (event == "invoked" || event == "returned" || event == "upcall") return Message::Kind::event;
    if (event == "asks") return Message::Kind::asks;
    if (event == "hung") return Message::Kind::hung;
    if (event == "end") return Message::Kind::end;
    throw HarnessError{"there is no event " + excerpt(event)};
}

}  // namespace

Ixit Ixit::paused() const {
    Ixit unbounded = *this;
    unbounded.pauses = true;
    unbounded.patience = unbounded.start = 24h;
    return unbounded;
}

Ixit Ixit::times(double pace) const {
    const auto longer = [pace](std::chrono::milliseconds time) {
        return std::chrono::milliseconds{std::llround(static_cast<double>(time.count()) * pace)};
    };
    return {longer(quiescence), longer(settle), longer(patience),
            longer(start),      longer(slack),  pauses};
}

std::chrono::milliseconds Ixit::longest_step() const {
    return patience + quiescence + 10 * settle + slack;
}

std::chrono::milliseconds Ixit::longest_scenario(std::size_t steps) const {
    return start + static_cast<std::chrono::milliseconds::rep>(steps + 1) * longest_step();
}

std::string cause_told(const std::string& words) {
    constexpr std::string_view mark = "wsconform-agent: ";
    const std::size_t at = words.rfind(mark);
    return at == std::string::npos ? words : words.substr(at + mark.size());
}

Message parse_message(const std::string& line, const std::vector<Tester>& steps) {
    const Json json = parsed(line);
    const Message::Kind kind = kind_named(text(json, "event"));
    if (kind == Message::Kind::end) {
        const std::string how = text(json, "how");
        if (how == "completed") return {.kind = kind, .ending = {how}};
        if (how != "lost" && how != "crashed") throw HarnessError{"it knows no such end"};
        return {.kind = kind, .ending = {how, text(json, "detail")}};
    }
    text(json, "thread");
    if (json["event"] == "upcall") text(json, "name");
    const std::uint64_t step = number(json, "step");
    if (step >= steps.size()) throw HarnessError{"there is no step " + std::to_string(step)};
    const bool is_for_agent = steps[step] == Tester::agent;
    if (kind == Message::Kind::event && !is_for_agent)
        throw HarnessError{"step " + std::to_string(step) + " is not the agent's"};
    if (kind == Message::Kind::asks && is_for_agent)
        throw HarnessError{"step " + std::to_string(step) + " is the agent's own"};
    return {kind, json.dump(), number(json, "at"), step, ports_in(json)};
}

AgentProcess::AgentProcess(const Command& command, std::vector<Tester> steps, const Ixit& ixit)
    : process_{command},
      steps_{std::move(steps)},
      start_{ixit.start},
      longest_step_{ixit.longest_step()},
      deadline_{ChildProcess::Clock::now() + ixit.longest_scenario(steps_.size())} {
    // If it does not listen, how it ends tells more than that.
    tell(seal_.key_line());
}

void AgentProcess::wait_for_debugger() {
    const auto between_looks = 100ms;
    while (!process_.status(ChildProcess::Clock::now() + between_looks).has_value()) {
        const bool is_seen_by_agent =
            process_.last_words().find(debugger_is_there) != std::string::npos;
        if (is_seen_by_agent || is_traced(process_.id())) return;
    }
}

bool AgentProcess::tell(const std::string& line) {
    return process_.write(line + "\n",
                          std::min(deadline_, ChildProcess::Clock::now() + longest_step_));
}

bool AgentProcess::is_loaded() {
    const auto line = next_line(longest_step_ + start_);
    if (!line) return false;
    started_in_ =
        std::chrono::duration_cast<std::chrono::milliseconds>(ChildProcess::Clock::now() - begun_);
    if (*line == R"({"event":"loaded"})") return true;
    over({"garbage", excerpt(*line) + " came before it had loaded the provider"});
    return false;
}

std::optional<std::string> AgentProcess::next_line(std::chrono::milliseconds patience) {
    const auto now = ChildProcess::Clock::now();
    const Reading reading =
        process_.read_line(longest_line_bytes, std::min(deadline_, now + patience));
    std::optional<std::string> opened;
    switch (reading.kind) {
        case Reading::Kind::ended:
            over(manner_of_death());
            break;
        case Reading::Kind::too_long:
            over({"garbage", "a line of more than 1 MiB"});
            break;
        case Reading::Kind::timed_out:
            over(lines_ == 0 ? Ending{"silent", "nothing was said in time"}
                             : Ending{"hung", fell_silent});
            break;
        case Reading::Kind::line:
            opened = seal_.opened(reading.line);
            if (!opened) over({"garbage", excerpt(reading.line) + " is not sealed by the agent"});
            break;
    }
    return opened;
}

std::optional<Message> AgentProcess::next() {
    if (!ending_.how.empty()) return std::nullopt;
    const auto line = next_line(lines_ == 0 ? longest_step_ + start_ : longest_step_);
    if (!line) return std::nullopt;
    if (++lines_ > most_lines) return over({"garbage", "more than 10000 lines"});
    try {
        Message message = parse_message(*line, steps_);
        if (message.kind == Message::Kind::end) return over(message.ending);
        if (message.kind == Message::Kind::hung)
            ending_ = {"hung", "step " + std::to_string(message.step) + " did not return in time"};
        return message;
    } catch (const HarnessError& fault) {
        return over(
            {"garbage", excerpt(*line) + " is no message of the protocol: " + fault.what()});
    }
}

std::optional<Message> AgentProcess::over(Ending ending) {
    ending_ = std::move(ending);
    process_.kill();
    return std::nullopt;
}

Ending AgentProcess::manner_of_death() {
    const auto status = process_.status(ChildProcess::Clock::now() + 2s);
    const std::string words = process_.last_words();
    // It could not load the DLL that was named: what it says is not about the provider.
    const auto exited = status.has_value() ? exit_status_of(*status) : std::nullopt;
    if (lines_ == 0 && (exited == status_cannot || exited == status_wrong_dll) && !words.empty())
        return {"lost", words};
    return {"crashed",
            (status.has_value() ? in_words(*status) : "its output ended") +
                (words.empty() ? "" : "; it last said: " + words),
            status.has_value() && !exited.has_value()};
}

}  // namespace wsconform
