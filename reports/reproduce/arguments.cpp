// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/arguments.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

bool is_lookup(const json& step) {
    return step.at("call").get<std::string>().starts_with("WSAAsyncGet");
}

std::string request(const std::string& name, DeclaredNames& names) {
    if (std::ranges::find(names.requests, name) == names.requests.end())
        names.requests.push_back(name);
    return identifier(name);
}

std::string buffer(const std::string& name, DeclaredNames& names) {
    names.buffers.insert(name);
    return identifier(name);
}

std::string buf_of(const std::string& data, std::size_t size) {
    return "&(WSABUF){" + std::to_string(size) + ", " + data + "}";
}

/// Four bytes in network order.
std::string address_literal(const std::string& dotted) {
    std::array<unsigned, 4> octets{};
    std::sscanf(dotted.c_str(), "%u.%u.%u.%u", octets.data(), &octets[1], &octets[2], &octets[3]);
    std::string text;
    for (const unsigned octet : octets) {
        std::array<char, 8> escape{};
        std::snprintf(escape.data(), escape.size(), "\\x%02X", octet & 0xFFU);
        text += escape.data();
    }
    return "\"" + text + "\"";
}

std::string object_argument(const json& value, DeclaredNames& names) {
    if (value.contains("reported_by")) return identifier(value.at("reported_by"));
    if (value.contains("advertised_by")) {
        const std::string size = request(value.at("advertised_by"), names) + ".advertised";
        const int less = value.value("less", 0);
        return less == 0 ? size : size + " - " + std::to_string(less);
    }
    return buf_of(buffer(value.at("buf"), names), value.at("len").get<std::size_t>());
}

std::string task_handle(const std::string& value, DeclaredNames& names) {
    if (value != "an_event") return request(value, names) + ".handle";
    names.has_event = true;
    return value;
}

bool names_a_socket(const json& step, const std::string& key) {
    return key == "s" || key == "as" || key == "to" ||
           (key == "name" && step.at("call") == "connect");
}

/// What a step need not name; empty if it does, or if the argument has no such form.
std::string argument_left_out(const json& step, const std::string& key) {
    constexpr const char* no_number = "0xEE";
    const std::string value = step.contains(key) && step.at(key).is_string()
                                  ? step.at(key).get<std::string>()
                                  : std::string{};
    if (key == "af") return value.empty() ? "AF_INET" : "0x1234";
    if (key == "protocol") return value.empty() ? "0" : value == "unknown" ? no_number : value;
    if (key == "type" && value == "unknown") return no_number;
    if (key == "flags" || key == "lpFlags") return value.empty() ? "0" : value;
    if (key == "hEventObject" && value.empty())
        return step.at("call") == "WSAEventSelect" ? "an_event" : "NULL";
    return "";
}

/// Of a receive into two buffers, which are one behind the other.
std::string part_of_length(const json& step, const std::string& key) {
    const json& length = step.at("len");
    if (!length.is_array()) return key == "first" ? length.dump() : "0";
    return length.at(key == "first" ? 0 : 1).dump();
}

std::string text_argument(const json& step, const std::string& key, DeclaredNames& names) {
    const std::string value = step.at(key);
    if (key == "as" && is_lookup(step)) return request(value, names) + ".handle";
    if (names_a_socket(step, key)) return socket_named(value, names);
    if (key == "name" && step.at("call") == "bind") return "loopback(" + port_of(value) + ")";
    if (key == "hWnd") return identifier(value);
    if (key == "buf" && is_lookup(step)) return buffer(value, names);
    if (key == "addr") return address_literal(value);
    if (key == "lpOutboundDisconnectData") return buf_of(literal(value), value.size());
    if (key == "lpOverlapped") {
        names.overlapped.insert(value);
        return "&" + identifier(value);
    }
    if (key == "hEventObject") {
        names.events.insert(value);
        return identifier(value);
    }
    if (key == "hAsyncTaskHandle") return task_handle(value, names);
    constexpr std::array words{"type", "how", "optname", "cmd", "lEvent", "lNetworkEvents"};
    return std::ranges::find(words, key) == words.end() ? literal(value) : value;
}

/// Such as "FD_READ | FD_CLOSE".
std::string any_of(const json& words) {
    std::string text;
    for (const std::string word : words)
        text += (text.empty() ? "" : " | ") + word;
    return text;
}

}  // namespace

std::string socket_named(const std::string& name, DeclaredNames& names) {
    if (name == "INVALID_SOCKET") return name;
    if (name == "not_a_socket") {
        names.has_event = true;
        return "(SOCKET)an_event";
    }
    names.sockets.insert(name);
    return identifier(name);
}

namespace {

/// Of a connect.
std::string destination_of(const json& step, DeclaredNames& names) {
    const std::string name = step.at("name");
    if (name == "zeros") return "void_address(0)";
    if (name == "port_zero") return "void_address(1)";
    return "address_of(" + socket_named(name, names) + ")";
}

}  // namespace

std::string argument_of(const json& step, const std::string& key, DeclaredNames& names) {
    if (key == "size") return std::to_string(step.at("buf").get<std::string>().size());
    if (key == "name" && step.at("call") == "bind" && !step.contains(key)) return "loopback(0)";
    if (key == "destination") return destination_of(step, names);
    if (key == "first" || key == "rest") return part_of_length(step, key);
    if (std::string text = argument_left_out(step, key); !text.empty()) return text;
    if (!step.contains(key) || step.at(key).is_null()) return "NULL";
    const json& value = step.at(key);
    if (value.is_object()) return object_argument(value, names);
    if (value.is_array()) return any_of(value);
    if (value.is_string()) return text_argument(step, key, names);
    const std::string number = std::to_string(value.get<std::int64_t>());
    if (key != "hAsyncTaskHandle") return number;
    return number == "0" ? "NULL" : "(HANDLE)(ULONG_PTR)" + number;
}

}  // namespace wsconform::reproduce
