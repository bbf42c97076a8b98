// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

namespace {

std::string shown(const json& value) {
    if (value.is_string()) return value;
    if (value.is_null()) return "NULL";
    if (value.is_array()) return value.empty() ? "" : shown(value.front());
    if (value.is_object()) {
        if (value.contains("advertised_by")) {
            const int less = value.value("less", 0);
            return "size asked for by " + shown(value.at("advertised_by")) +
                   (less == 0 ? "" : " less " + std::to_string(less));
        }
        if (value.contains("reported_by")) return "name reported by " + shown(value["reported_by"]);
        if (value.contains("len")) return std::to_string(value["len"].get<int>()) + " bytes";
        return value.dump();
    }
    return value.dump();
}

/// The order in which arguments are documented; what is not listed comes last, by name.
constexpr auto argument_order = std::to_array<std::string_view>(
    {"wVersionRequested", "lpWSAData", "lpWSPData", "lpProcTable", "hWnd", "wMsg", "s", "addr",
     "name", "number", "port", "proto", "len", "type", "buf", "buflen", "to", "on", "name_server"});
constexpr auto hidden_keys = std::to_array<std::string_view>(
    {"call",     "as",     "returns",   "thread", "window",     "await",   "peek",    "wait",
     "memory",   "export", "constant",  "macro",  "overlapped", "process", "peer",    "name_server",
     "database", "hook",   "in_flight", "inside", "stays",      "full",    "repeats", "upcall",
     "event",    "apcs",   "handles",   "table",  "fault"});

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

}  // namespace

std::string action_of(const json& node) {
    const std::string made =
        node.contains("as") ? " as " + node.at("as").get<std::string>() : std::string{};
    if (node.contains("call")) {
        const std::string inside =
            node.contains("inside") ? "inside " + node.at("inside").get<std::string>() + ": " : "";
        const std::string later = node.contains("in_flight")
                                      ? " in flight as " + node.at("in_flight").get<std::string>()
                                      : "";
        return inside + node.at("call").get<std::string>() + "(" + arguments_of(node) + ")" + made +
               later;
    }
    if (node.contains("upcall"))
        return node.at("upcall").get<std::string>() + "(" + arguments_of(node) + ")" + made;
    if (node.contains("handles")) return "counts the handles that went through an upcall";
    if (node.contains("fault")) return "brings the network down";
    if (node.contains("table")) {
        const std::string& counted = node.at("table").get_ref<const std::string&>();
        if (counted == "exports") return "counts the entries that are exported too";
        if (counted == "old_upcalls") return "counts upcalls through an earlier table";
        if (counted == "upcalls_below") return "counts the upcalls that the base was given changed";
        return "counts wrong entries that the base was started for";
    }
    if (node.contains("apcs"))
        return node.at("apcs") == "look" ? "counts APCs" : "waits alertably and counts APCs";
    if (node.contains("await")) return "awaits a message";
    if (node.contains("peek")) return "looks for a message and leaves it";
    if (node.contains("wait")) return "waits for quiescence";
    if (node.contains("process")) return "ends without WSACleanup";
    if (node.contains("export")) return "looks up " + node.at("export").get<std::string>();
    if (node.contains("constant")) return "reads " + node.at("constant").get<std::string>();
    if (node.contains("macro"))
        return node.at("macro").get<std::string>() + "(" + arguments_of(node) + ")";
    for (const std::string subject :
         {"window", "memory", "overlapped", "hook", "peer", "name_server", "database", "event"}) {
        if (!node.contains(subject)) continue;
        const std::string arguments = arguments_of(node);
        return node.at(subject).get<std::string>() + (arguments.empty() ? "" : " ") + arguments +
               made;
    }
    return {};
}

}  // namespace wsconform::reading
