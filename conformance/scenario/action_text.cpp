// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

namespace {

std::string shown(const json& value) {
    if (value.is_string()) return value;
    if (value.is_null()) return "NULL";
    if (value.is_array() && value.size() == 2 && value.front().is_number())
        return value[0].dump() + " and " + value[1].dump();
    if (value.is_array()) return value.empty() ? "" : shown(value.front());
    if (value.is_object()) {
        if (value.contains("advertised_by")) {
            const int less = value.value("less", 0);
            return "size asked for by " + shown(value.at("advertised_by")) +
                   (less == 0 ? "" : " less " + std::to_string(less));
        }
        if (value.contains("less") && value.size() == 1)
            return "size needed less " + value["less"].dump();
        if (value.contains("reported_by")) return "name reported by " + shown(value["reported_by"]);
        if (value.contains("len")) return std::to_string(value["len"].get<int>()) + " bytes";
        return value.dump();
    }
    return value.dump();
}

/// The order in which arguments are documented; what is not listed comes last, by name.
constexpr auto argument_order = std::to_array<std::string_view>(
    {"wVersionRequested", "lpWSAData", "lpWSPData", "lpProcTable", "hWnd", "wMsg", "s", "addr",
     "name", "number", "port", "proto", "len", "type", "buf", "buflen", "to", "on"});
constexpr auto hidden_keys = std::to_array<std::string_view>(
    {"call",       "as",      "returns", "thread",      "window",   "await",
     "peek",       "wait",    "memory",  "export",      "constant", "macro",
     "overlapped", "process", "peer",    "name_server", "database", "hook",
     "in_flight",  "inside",  "stays",   "full",        "repeats",  "upcall",
     "event",      "apcs",    "handles", "table",       "fault",    "event_object"});

std::string arguments_of(const json& node) {
    std::string text;
    const auto add = [&](const std::string& value) { text += (text.empty() ? "" : ", ") + value; };
    for (const std::string_view key : argument_order) {
        if (node.contains(key)) add(shown(node.at(std::string{key})));
    }
    for (const auto& [key, value] : node.items()) {
        const bool is_listed = std::ranges::find(argument_order, key) != argument_order.end() ||
                               std::ranges::find(hidden_keys, key) != hidden_keys.end();
        if (!is_listed) add(shown(value));
    }
    return text;
}

/// " as s", of a step that makes something.
std::string made_by(const json& node) {
    return node.contains("as") ? " as " + node.at("as").get<std::string>() : std::string{};
}

std::string call_text(const json& node) {
    const std::string inside =
        node.contains("inside") ? "inside " + node.at("inside").get<std::string>() + ": " : "";
    const std::string later = node.contains("in_flight")
                                  ? " in flight as " + node.at("in_flight").get<std::string>()
                                  : "";
    return inside + node.at("call").get<std::string>() + "(" + arguments_of(node) + ")" +
           made_by(node) + later;
}

std::string table_text(const std::string& counted) {
    if (counted == "exports") return "counts the entries that are exported too";
    if (counted == "old_upcalls") return "counts upcalls through an earlier table";
    if (counted == "upcalls_below") return "counts the upcalls that the base was given changed";
    return "counts wrong entries that the base was started for";
}

/// Of a step whose key alone says what is done; empty for others.
std::string text_of_key(const json& node) {
    constexpr std::array<std::pair<const char*, const char*>, 6> words{
        {{"handles", "counts the handles that went through an upcall"},
         {"fault", "brings the network down"},
         {"await", "awaits a message"},
         {"peek", "looks for a message and leaves it"},
         {"wait", "waits for quiescence"},
         {"process", "ends without WSACleanup"}}};
    for (const auto& [key, text] : words) {
        if (node.contains(key)) return text;
    }
    return {};
}

}  // namespace

std::string action_of(const json& node) {
    if (node.contains("call")) return call_text(node);
    if (node.contains("upcall"))
        return node.at("upcall").get<std::string>() + "(" + arguments_of(node) + ")" +
               made_by(node);
    if (std::string text = text_of_key(node); !text.empty()) return text;
    if (node.contains("table")) return table_text(node.at("table").get<std::string>());
    if (node.contains("apcs"))
        return node.at("apcs") == "look" ? "counts APCs" : "waits alertably and counts APCs";
    if (node.contains("export")) return "looks up " + node.at("export").get<std::string>();
    if (node.contains("constant")) return "reads " + node.at("constant").get<std::string>();
    if (node.contains("macro"))
        return node.at("macro").get<std::string>() + "(" + arguments_of(node) + ")";
    for (const std::string subject : {"window", "memory", "overlapped", "hook", "peer",
                                      "name_server", "database", "event", "event_object"}) {
        if (!node.contains(subject)) continue;
        const std::string arguments = arguments_of(node);
        return node.at(subject).get<std::string>() + (arguments.empty() ? "" : " ") + arguments +
               made_by(node);
    }
    return {};
}

}  // namespace wsconform::reading
