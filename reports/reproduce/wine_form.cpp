// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/wine_form.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string_view>

#include "reports/reproduce/layout.hpp"
#include "reports/reproduce/peers.hpp"
#include "reports/reproduce/wording.hpp"

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

/// A call that says only whether it was done: how it is made, and how that shows.
struct PlainCall {
    std::string statement;
    std::string done;
    std::string failed;
    bool is_code{};  ///< It returns its error, and sets none.
};

/// The text between a beginning and an end; nothing if it has others.
std::optional<std::string> between(std::string_view text, std::string_view begin,
                                   std::string_view end) {
    if (!text.starts_with(begin) || !text.ends_with(end)) return std::nullopt;
    if (text.size() < begin.size() + end.size()) return std::nullopt;
    return std::string{text.substr(begin.size(), text.size() - begin.size() - end.size())};
}

/// Of "outcome((s = socket(...)) != INVALID_SOCKET)" and its like.
std::optional<PlainCall> plain_call(const std::string& reply) {
    if (const auto call = between(reply, "started(", ")"))
        return PlainCall{"ret = " + *call + ";", "!ret", "ret", true};
    const auto condition = between(reply, "outcome(", ")");
    if (!condition || condition->starts_with("(protocol_bytes")) return std::nullopt;
    for (const std::string bad : {"INVALID_SOCKET", "NULL"}) {
        const auto made = between(*condition, "(", ") != " + bad);
        const std::size_t equals = made ? made->find(" = ") : std::string::npos;
        if (equals == std::string::npos || made->find('(') < equals) continue;
        const std::string variable = made->substr(0, equals);
        return PlainCall{*made + ";", variable + " != " + bad, variable + " == " + bad, false};
    }
    if (const auto call = between(*condition, "", " == 0"))
        return PlainCall{"ret = " + *call + ";", "!ret", "ret == SOCKET_ERROR", false};
    if (const auto call = between(*condition, "", " != SOCKET_ERROR"))
        return PlainCall{"ret = " + *call + ";", "ret != SOCKET_ERROR", "ret == SOCKET_ERROR",
                         false};
    return PlainCall{"ret = " + *condition + ";", "ret", "!ret", false};
}

/// Of a claim that names nothing but success and codes.
std::string condition_of(const PlainCall& call, const std::vector<std::string>& texts) {
    const std::string error = call.is_code ? "ret" : "WSAGetLastError()";
    std::string codes;
    std::size_t count = 0;
    bool may_be_done = false;
    for (const std::string& text : texts) {
        if (text == "ok") {
            may_be_done = true;
            continue;
        }
        codes += (codes.empty() ? "" : " || ") + error + " == " + text;
        ++count;
    }
    if (codes.empty()) return call.done;
    if (call.is_code) return may_be_done ? call.done + " || " + codes : codes;
    const bool is_whole = count == 1;
    const std::string failed = call.failed + " && " + (is_whole ? codes : "(" + codes + ")");
    return may_be_done ? call.done + " || (" + failed + ")" : failed;
}

bool are_codes(const std::vector<std::string>& texts) {
    return std::ranges::all_of(
        texts, [](const std::string& text) { return text == "ok" || text.starts_with("WSA"); });
}

std::string ok(const WineClaim& claim, const std::string& condition, const std::string& message) {
    return statement((claim.is_todo ? "todo_wine ok(" : "ok(") + condition + ", " + message + ");");
}

std::string with_text(const WineClaim& claim) {
    const std::string got = literal("step " + std::to_string(claim.step) + ": got %s") + ", ";
    const std::string message = got.substr(0, got.size() - 3) + "\\n\", ";
    if (claim.texts.empty()) return statement("trace(" + message + claim.reply + ");");
    std::string condition;
    for (const std::string& text : claim.texts) {
        condition += condition.empty() ? "" : " || ";
        condition += "!strcmp(seen, " + literal(text) + ")";
    }
    return statement("seen = " + claim.reply + ";") + ok(claim, condition, message + "seen");
}

}  // namespace

std::string wine_statements(const WineClaim& claim) {
    const auto call = plain_call(claim.reply);
    if (!call || !are_codes(claim.texts)) return with_text(claim);
    const std::string made = statement(call->statement);
    if (claim.texts.empty()) return made;
    const std::string message =
        call->is_code ? R"("got error %d\n", ret)" : R"("got error %d\n", WSAGetLastError())";
    return made + ok(claim, condition_of(*call, claim.texts), message);
}

std::string in_wine_layout(const std::string& c) {
    std::string text;
    std::istringstream lines{c};
    for (std::string line; std::getline(lines, line);) {
        const std::string indent =
            line.substr(0, std::min(line.find_first_not_of(' '), line.size()));
        std::string rest = line.substr(indent.size());
        for (const std::string follower : {"else", "while"}) {
            if (!rest.starts_with("} " + follower)) continue;
            text += indent + "}\n";
            rest.erase(0, 2);
        }
        const bool opens = rest.ends_with(" {") && !rest.ends_with("= {");
        if (opens) rest.erase(rest.size() - 2);
        if (rest.empty() && text.ends_with("\n\n")) continue;
        text += rest.empty() ? "\n" : indent + rest + "\n";
        if (opens) text += indent + "{\n";
    }
    return text;
}

bool must_come_first(const Scenario& scenario) {
    const auto count = [&scenario](const char* call) {
        return std::ranges::count(scenario.steps, call, &Step::function);
    };
    const json steps = json::parse(scenario.json).at("steps");
    const json& first = steps.at(0);
    const bool begins_with_start = scenario.steps.front().function == "WSAStartup" &&
                                   first.at("wVersionRequested") == "2.2" &&
                                   Peers::change_by(first) == 1;
    return !begins_with_start || count("WSAStartup") != 1 || count("WSACleanup") != 0;
}

int starts_left(const Scenario& scenario) {
    int left = 0;
    const json steps = json::parse(scenario.json).at("steps");
    for (const json& step : steps)
        left += Peers::change_by(step);
    return std::max(left, 0);
}

}  // namespace wsconform::reproduce
