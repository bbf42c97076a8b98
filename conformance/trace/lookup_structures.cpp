// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/lookup_structures.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <string_view>
#include <variant>

namespace wsconform {

namespace {

using nlohmann::json;

constexpr int af_inet = 2;

enum class Shape { hostent, protoent, servent };

Shape shape_of(const Step& lookup) {
    switch (std::get<calls::AsyncGet>(lookup.call).kind) {
        case LookupKind::host_by_addr:
        case LookupKind::host_by_name:
            return Shape::hostent;
        case LookupKind::proto_by_number:
        case LookupKind::proto_by_name:
            return Shape::protoent;
        case LookupKind::serv_by_port:
        case LookupKind::serv_by_name:
            break;
    }
    return Shape::servent;
}

/// Network order, as the structure's 16-bit field holds it on a little-endian machine.
int stored_port(int port) {
    return ((port & 0xff) << 8) | (port >> 8);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// Walks a structure and notes what lies outside the buffer or is missing.
class Walk {
  public:
    explicit Walk(std::uint32_t room_bytes) : room_{room_bytes} {}

    std::string text(const json& pointer) {
        if (!is_inside(pointer)) return {};
        const std::string text = pointer.value("text", std::string{});
        require_room(pointer, text.size() + 1);
        return text;
    }
    std::vector<json> items(const json& pointer) {
        if (!is_inside(pointer)) return {};
        return pointer.value("items", std::vector<json>{});
    }
    std::string address(const json& pointer) {
        if (!is_inside(pointer)) return {};
        require_room(pointer, 4);
        return pointer.value("address", std::string{});
    }
    void blame(Defect defect) { defects_ |= bit(defect); }
    std::uint32_t defects() const { return defects_; }

  private:
    bool is_inside(const json& pointer) {
        if (!pointer.is_object()) {
            blame(Defect::malformed);
            return false;
        }
        const auto at = pointer.at("at").get<std::int64_t>();
        if (at >= 0 && at < room_) return true;
        blame(Defect::pointer_outside);
        return false;
    }
    void require_room(const json& pointer, std::size_t bytes) {
        const auto at = pointer.at("at").get<std::int64_t>();
        if (at + static_cast<std::int64_t>(bytes) > room_) blame(Defect::pointer_outside);
    }

    std::int64_t room_;
    std::uint32_t defects_{};
};

void check_name(Walk& walk, const json& result, const char* key, const Entry& entry) {
    const std::string name = walk.text(result.value(key, json{}));
    if (walk.defects() != 0 || entry.names.empty()) return;
    const bool is_known = std::ranges::any_of(
        entry.names, [&](const std::string& known) { return equal_ignoring_case(known, name); });
    if (!is_known) walk.blame(Defect::wrong_entry);
}

void check_aliases(Walk& walk, const json& result, const char* key) {
    for (const json& alias : walk.items(result.value(key, json{})))
        walk.text(alias);
}

void check_host(Walk& walk, const json& result, const Step& lookup) {
    if (result.at("h_addrtype") != af_inet || result.at("h_length") != 4)
        walk.blame(Defect::wrong_family);
    check_name(walk, result, "h_name", lookup.entry);
    check_aliases(walk, result, "h_aliases");
    std::vector<std::string> addresses;
    for (const json& item : walk.items(result.value("h_addr_list", json{})))
        addresses.push_back(walk.address(item));
    if (addresses.empty()) walk.blame(Defect::wrong_entry);

    const bool by_name = std::get<calls::AsyncGet>(lookup.call).kind == LookupKind::host_by_name;
    std::vector<std::string> expected = lookup.entry.addresses;
    const auto is_listed = [&](const std::string& a) {
        return std::ranges::find(addresses, a) != addresses.end();
    };
    if (!std::ranges::all_of(expected, is_listed)) walk.blame(Defect::wrong_entry);
    if (by_name && !expected.empty() && addresses.size() > expected.size())
        walk.blame(Defect::wrong_entry);
}

}  // namespace

std::uint32_t defects_of_result(const json& result, const Step& lookup, std::uint32_t room_bytes) {
    if (!result.is_object()) return bit(Defect::malformed);
    Walk walk{room_bytes};
    switch (shape_of(lookup)) {
        case Shape::hostent:
            check_host(walk, result, lookup);
            break;
        case Shape::protoent:
            check_name(walk, result, "p_name", lookup.entry);
            check_aliases(walk, result, "p_aliases");
            if (lookup.entry.number && result.at("p_proto") != *lookup.entry.number)
                walk.blame(Defect::wrong_entry);
            break;
        case Shape::servent:
            check_name(walk, result, "s_name", lookup.entry);
            check_aliases(walk, result, "s_aliases");
            if (lookup.entry.number &&
                (result.at("s_port").get<int>() & 0xffff) != stored_port(*lookup.entry.number))
                walk.blame(Defect::wrong_entry);
            if (walk.text(result.value("s_proto", json{})) != lookup.entry.protocol &&
                !lookup.entry.protocol.empty())
                walk.blame(Defect::wrong_entry);
            break;
    }
    return walk.defects();
}

namespace {

/// Hands out the bytes of a buffer one after the other, as tightly as a 32-bit provider could.
class Layout {
  public:
    int place(std::size_t bytes) {
        const int at = next_;
        next_ += static_cast<int>(bytes);
        return at;
    }
    json text(const std::string& text) { return {{"at", place(text.size() + 1)}, {"text", text}}; }
    json vector(const json& items) {
        return {{"at", place(pointer * (items.size() + 1))}, {"items", items}};
    }
    static constexpr std::size_t pointer = 4;

  private:
    int next_{};
};

std::string shortest_of(const std::vector<std::string>& names) {
    const auto less = [](const auto& a, const auto& b) { return a.size() < b.size(); };
    return names.empty() ? "localhost" : *std::ranges::min_element(names, less);
}

json host_result(const Step& lookup, const std::string& name, bool is_spoilt) {
    Layout layout;
    layout.place(4 * Layout::pointer);
    json items = json::array();
    std::vector<std::string> addresses = lookup.entry.addresses;
    if (addresses.empty()) addresses = {"127.0.0.1"};
    if (is_spoilt) addresses = {"192.0.2.254"};
    for (const std::string& address : addresses)
        items.push_back({{"at", layout.place(4)}, {"address", address}});
    return {{"type", "hostent"},
            {"h_name", layout.text(name)},
            {"h_aliases", layout.vector(json::array())},
            {"h_addrtype", af_inet},
            {"h_length", 4},
            {"h_addr_list", layout.vector(items)}};
}

json protocol_result(const Step& lookup, const std::string& name) {
    Layout layout;
    layout.place(3 * Layout::pointer);
    return {{"type", "protoent"},
            {"p_name", layout.text(name)},
            {"p_aliases", layout.vector(json::array())},
            {"p_proto", lookup.entry.number.value_or(0)}};
}

json service_result(const Step& lookup, const std::string& name) {
    Layout layout;
    layout.place(4 * Layout::pointer);
    return {{"type", "servent"},
            {"s_name", layout.text(name)},
            {"s_aliases", layout.vector(json::array())},
            {"s_port", stored_port(lookup.entry.number.value_or(0))},
            {"s_proto", layout.text(lookup.entry.protocol)}};
}

}  // namespace

json result_with(std::uint32_t defects, const Step& lookup) {
    const auto has = [&](Defect defect) { return (defects & bit(defect)) != 0; };
    const bool is_spoilt = has(Defect::wrong_entry);
    const std::string name = is_spoilt ? "another" : shortest_of(lookup.entry.names);
    json result;
    const char* name_key = "h_name";
    switch (shape_of(lookup)) {
        case Shape::hostent:
            result = host_result(lookup, name, is_spoilt);
            if (has(Defect::wrong_family)) result["h_addrtype"] = 23;
            break;
        case Shape::protoent:
            name_key = "p_name";
            result = protocol_result(lookup, name);
            break;
        case Shape::servent:
            name_key = "s_name";
            result = service_result(lookup, name);
            break;
    }
    if (has(Defect::malformed)) result[name_key] = nullptr;
    if (has(Defect::pointer_outside)) result[name_key] = {{"at", -8}};
    return result;
}

}  // namespace wsconform
