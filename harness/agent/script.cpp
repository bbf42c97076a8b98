// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/script.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"

namespace wsconform::agent {

namespace {

constexpr std::size_t most_steps = 512;
constexpr std::size_t most_threads = 16;

std::chrono::milliseconds milliseconds_at(const Json& object, const char* key) {
    return std::chrono::milliseconds{object.at(key).get<std::uint32_t>()};
}

/// Given only where the peer is on another machine.
Addresses addresses_in(const Json& request) {
    if (!request.contains("addresses")) return {};
    const Json& given = request.at("addresses");
    return {address_named(given.at("peer").get<std::string>()),
            address_named(given.at("own").get<std::string>())};
}

bool is_for_a_lower_tester(const Json& step) {
    constexpr std::array keys{"peer", "name_server", "database"};
    return std::ranges::any_of(keys, [&step](const char* key) { return step.contains(key); });
}

Step parse_step(std::size_t number, const Json& step) {
    const std::string place = "step " + std::to_string(number) + ": ";
    if (!step.is_object()) throw InputError(place + "not an object");
    const std::string thread = step.value("thread", "main");
    if (is_for_a_lower_tester(step)) return {number, thread, step, nullptr};

    const Form* form = form_of(step);
    if (form == nullptr) throw InputError(place + "unknown step " + step.dump());
    const std::string fault = fault_of(*form, step);
    if (!fault.empty()) throw InputError(place + fault);
    return {number, thread, step, form};
}

/// By the name of a call in flight: the thread that makes it.
using ThreadOfFlight = std::map<std::string, std::string>;

/// Gives a step that is about a call in flight to the thread of that call.
void assign_thread(Step& step, ThreadOfFlight& thread_of) {
    const Json& arguments = step.arguments;
    const bool is_inside = arguments.contains("inside");
    const char* const key = is_inside ? "inside" : "of";
    if (arguments.contains("in_flight")) {
        if (is_inside) throw InputError("in flight inside a call");
        const auto name = arguments.at("in_flight").get<std::string>();
        if (!thread_of.emplace(name, step.thread).second)
            throw InputError(name + " is in flight already");
    } else if (arguments.contains(key)) {
        const auto found = thread_of.find(arguments.at(key).get<std::string>());
        if (found == thread_of.end()) throw InputError("no such call in flight");
        step.thread = found->second;
    }
    if (arguments.contains("handling") && !is_inside)
        throw InputError("a window handles only what is inside a call");
}

void assign_threads(std::vector<Step>& steps) {
    ThreadOfFlight thread_of;
    for (Step& step : steps) {
        if (step.form == nullptr) continue;
        try {
            assign_thread(step, thread_of);
        } catch (const InputError& error) {
            throw InputError("step " + std::to_string(step.number) + ": " + error.what());
        }
    }
}

void check_threads(const std::vector<Step>& steps) {
    std::vector<std::string> names;
    for (const Step& step : steps) {
        if (std::ranges::find(names, step.thread) == names.end()) names.push_back(step.thread);
    }
    if (names.size() > most_threads) throw InputError("too many threads");
}

}  // namespace

Script parse_script(const std::string& line) {
    try {
        const Json request = Json::parse(line);
        if (request.at("format") != agent_format)
            throw InputError("format is not " + std::string{agent_format});
        const Json& ixit = request.at("ixit");
        Script script{{milliseconds_at(ixit, "quiescence_ms"), milliseconds_at(ixit, "settle_ms"),
                       milliseconds_at(ixit, "patience_ms")},
                      addresses_in(request),
                      {}};
        const Json& steps = request.at("steps");
        if (!steps.is_array()) throw InputError("steps is not an array");
        if (steps.size() > most_steps) throw InputError("too many steps");
        for (const Json& step : steps)
            script.steps.push_back(parse_step(script.steps.size(), step));
        assign_threads(script.steps);
        check_threads(script.steps);
        return script;
    } catch (const Json::exception& error) {
        throw InputError(error.what());
    }
}

}  // namespace wsconform::agent
