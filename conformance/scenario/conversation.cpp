// SPDX-License-Identifier: Apache-2.0

#include "conformance/scenario/conversation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace wsconform {
namespace {

using nlohmann::json;

std::string claimed(const json& claim);

std::string alternatives(const json& list) {
    std::string text;
    for (const json& each : list)
        text += (text.empty() ? "" : " or ") + claimed(each);
    return text;
}

/// "FD_CLOSE" of what holds one name, "s and t" of what holds several.
std::string names_in(const json& value) {
    if (!value.is_array()) return value.is_string() ? value.get<std::string>() : value.dump();
    std::string text;
    for (const json& each : value)
        text += (text.empty() ? "" : " and ") + names_in(each);
    return text.empty() ? "nothing" : text;
}

std::string claimed_parts(const json& claim) {
    std::string text;
    for (const auto& [key, value] : claim.items()) {
        const bool is_code = key == "error" || key.ends_with("_error");
        text += (text.empty() ? "" : ", ") + (key == "error" ? "with " : key + " ") +
                (is_code ? claimed(value) : names_in(value));
    }
    return text;
}

/// What its author says that a step returns.
std::string claimed(const json& claim) {
    if (claim.is_array()) return alternatives(claim);
    if (claim.is_string()) {
        const std::string word = claim;
        return word == "not_run" ? "not run" : word;
    }
    if (!claim.is_object()) return claim.dump();
    if (claim.contains("bytes") && claim.size() == 1) return claim["bytes"].dump();
    if (claim.contains("pending")) return "pending";
    if (claim.contains("message")) {
        json rest = claim;
        rest.erase("message");
        const std::string parts = claimed_parts(rest);
        return "a message of " + names_in(claim["message"]) + (parts.empty() ? "" : ", " + parts);
    }
    return claimed_parts(claim);
}

/// "recv(s, 16)" of socket s as "s.recv(16)".
std::string with_subject_first(const std::string& action, const json& step) {
    if (!step.contains("call") || !step.contains("s") || !step["s"].is_string()) return action;
    const std::string call = step["call"];
    const std::string subject = step["s"];
    const std::string start = call + "(" + subject;
    const std::size_t at = action.find(start);
    if (at == std::string::npos) return action;
    std::string rest = action.substr(at + start.size());
    if (rest.starts_with(", ")) rest.erase(0, 2);
    return action.substr(0, at) + subject + "." + call + "(" + rest;
}

/// "socket(SOCK_STREAM) as s" as "s = socket(SOCK_STREAM)".
std::string with_result_first(const std::string& action, const json& step) {
    if (!step.contains("as") || !step["as"].is_string()) return action;
    const std::string name = step["as"];
    const std::size_t at = action.find(" as " + name);
    if (at == std::string::npos) return action;
    return name + " = " + action.substr(0, at) + action.substr(at + 4 + name.size());
}

/// What an author claims of a call in flight, whose own words stand where it began.
std::string awaited(const json& written) {
    const std::string text = "awaits " + written["of"].get<std::string>();
    if (!written.contains("returns")) return text;
    const std::string returns = claimed(written["returns"]);
    return text + ": " + (returns == "nothing" ? "nothing yet" : returns);
}

std::string spoken(const Step& step, const json& written) {
    if (written.value("await", "") == "return") return awaited(written);
    if (written.contains("window") && written["window"].is_string() && written.contains("as"))
        return written["window"].get<std::string>() + " window " + written["as"].get<std::string>();
    std::string text = with_subject_first(step.action, written);
    // "is_asked slow.test" of a lower tester as people say it.
    const std::size_t verb = std::min(text.find(' '), text.size());
    if (!step.thread)
        std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(verb), '_', ' ');
    const bool is_call = written.contains("call");
    if (is_call) text = with_result_first(text, written);
    if (!written.contains("returns")) return text;
    const json& claim = written["returns"];
    // That a call which makes something succeeds is said by the name it makes.
    if (is_call && written.contains("as") && claim == "ok") return text;
    return text + (is_call ? " = " : ": ") + claimed(claim);
}

}  // namespace

std::vector<Utterance> conversation_of(const Scenario& scenario) {
    const json steps = json::parse(scenario.json).at("steps");
    std::vector<Utterance> lines;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i)
        lines.push_back({scenario.steps[i].actor, spoken(scenario.steps[i], steps.at(i))});
    return lines;
}

}  // namespace wsconform
