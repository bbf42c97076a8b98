// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "conformance/scenario/known_entries.hpp"
#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

namespace {

using nlohmann::json;

std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// "a.b.c.d" with each part below 256.
bool is_dotted_quad(const std::string& name) {
    int parts = 1;
    int value = -1;
    for (const char c : name) {
        if (c == '.') {
            if (value < 0) return false;
            parts++;
            value = -1;
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            value = std::max(value, 0) * 10 + (c - '0');
            if (value > 255) return false;
        } else {
            return false;
        }
    }
    return parts == 4 && value >= 0;
}

bool looks_numeric(const std::string& name) {
    return name.find(':') != std::string::npos || std::ranges::all_of(name, [](unsigned char c) {
               return std::isdigit(c) != 0 || c == '.';
           });
}

const Script* script_for_address(const Context& context, const std::string& address) {
    const auto found = std::ranges::find_if(context.scripts, [&](const Script& script) {
        return std::ranges::find(script.addresses, address) != script.addresses.end();
    });
    return found == context.scripts.end() ? nullptr : &*found;
}

const Script* script_for_name(const Context& context, const std::string& name) {
    const auto found = std::ranges::find_if(context.scripts, [&](const Script& script) {
        return script.name == name ||
               std::ranges::find(script.aliases, name) != script.aliases.end();
    });
    return found == context.scripts.end() ? nullptr : &*found;
}

Entry entry_of(const Script& script) {
    Entry entry;
    entry.names = script.aliases;
    entry.names.insert(entry.names.begin(), script.name);
    entry.addresses = script.addresses;
    return entry;
}

void use_script(const Context& context, const Script* script, calls::AsyncGet& call, Step& step) {
    if (script == nullptr) {
        call.answer = Answer::host_not_found;
        return;
    }
    call.name = *context.names.find(script->name);
    step.entry = entry_of(*script);
}

void read_host_name(const Context& context, const json& name, calls::AsyncGet& call, Step& step) {
    call.answer = Answer::found;
    // What gethostname reported: whatever it is, it must be found.
    if (name.is_object()) return;
    if (name.is_null() || name.get<std::string>().empty()) {
        call.answer = Answer::empty_name;
    } else if (is_dotted_quad(name)) {
        call.answer = Answer::dotted_literal;
        step.entry.addresses = {name.get<std::string>()};
    } else if (looks_numeric(name)) {
        call.answer = Answer::unusable_literal;
    } else {
        use_script(context, script_for_name(context, name), call, step);
    }
}

void read_host_address(const Context& context, const json& node, calls::AsyncGet& call,
                       Step& step) {
    if (node.at("addr").is_null()) {
        call.answer = Answer::bad_pointer;
    } else if (node.at("len") != 4 || node.at("type") != "PF_INET") {
        call.answer = Answer::bad_address;
    } else {
        const std::string address = node.at("addr");
        use_script(context, script_for_address(context, address), call, step);
        step.entry.addresses = {address};
    }
}

void read_protocol(const json& key, calls::AsyncGet& call, Step& step) {
    call.database = Database::protocol;
    if (key.is_null()) {
        call.answer = Answer::bad_pointer;
        return;
    }
    const auto* const row = std::ranges::find_if(known_protocols, [&](const KnownProtocol& p) {
        return key.is_string() ? p.name == in_lower_case(key) : p.number == key.get<int>();
    });
    call.answer = Answer::key_unknown;
    if (row == known_protocols.end()) return;
    const bool is_exact = key.is_number() || row->name == key.get<std::string>();
    call.answer = is_exact && row->is_everywhere ? Answer::found : Answer::other_case;
    step.entry.names = {std::string{row->name}};
    step.entry.number = row->number;
}

/// Whether a look-up by that key, a name or a port, finds the service.
bool is_found_by(const KnownService& service, const json& key, const json& protocol,
                 bool fold_case) {
    if (!protocol.is_null() && service.protocol != protocol.get<std::string>()) return false;
    if (key.is_number()) return service.port == key.get<int>();
    std::string name = key;
    if (fold_case) name = in_lower_case(name);
    return service.name == name || (!service.alias.empty() && service.alias == name);
}

void read_service(const json& key, const json& protocol, calls::AsyncGet& call, Step& step) {
    call.database = Database::services;
    call.names_protocol = !protocol.is_null();
    if (key.is_null()) {
        call.answer = Answer::bad_pointer;
        return;
    }
    const auto find = [&](bool fold_case) {
        return std::ranges::find_if(known_services, [&](const KnownService& service) {
            return is_found_by(service, key, protocol, fold_case);
        });
    };
    const auto* row = find(false);
    call.answer = Answer::found;
    if (row == known_services.end()) {
        row = find(true);
        call.answer = row == known_services.end() ? Answer::key_unknown : Answer::other_case;
    }
    if (row == known_services.end()) return;
    step.entry = {{std::string{row->name}}, {}, row->port, std::string{row->protocol}};
}

/// Bytes that no provider can do without, with the smaller pointers of a 32-bit process: the
/// structure, the shortest name, a NULL for the aliases, and the addresses.
std::uint32_t least_size_of(LookupKind kind, const Entry& entry) {
    constexpr std::size_t pointer = 4;
    std::size_t size = kind == LookupKind::proto_by_name || kind == LookupKind::proto_by_number
                           ? 3 * pointer
                           : 4 * pointer;
    std::size_t shortest = entry.names.empty() ? 0 : entry.names.front().size();
    for (const std::string& name : entry.names)
        shortest = std::min(shortest, name.size());
    size += shortest + 1 + pointer;
    if (!entry.protocol.empty()) size += entry.protocol.size() + 1;
    const bool is_host = kind == LookupKind::host_by_name || kind == LookupKind::host_by_addr;
    if (is_host) size += entry.addresses.size() * (4 + pointer) + pointer;
    return static_cast<std::uint32_t>(size);
}

void read_room(Context& context, const json& node, calls::AsyncGet& call, const Step& step) {
    constexpr std::uint32_t surely_enough = 1024;  // MAXGETHOSTSTRUCT (AMB-10)
    call.least_size = least_size_of(call.kind, step.entry);
    const auto& length = node.at("buflen");
    if (length.is_object()) {
        call.advertised_by = known(context, context.requests, length.at("advertised_by"));
        call.advertised_less = length.value("less", std::uint16_t{0});
    } else {
        call.room_bytes = length;
        call.room = call.room_bytes >= surely_enough    ? Room::enough
                    : call.room_bytes < call.least_size ? Room::too_small
                                                        : Room::unsure;
    }
    if (node.at("buf").is_null()) {
        if (call.room_bytes != 0) call.answer = Answer::bad_pointer;
    } else {
        call.buffer = introduced(context, context.buffers, node.at("buf"));
    }
}

LookupKind kind_of(const std::string& function) {
    if (function == "WSAAsyncGetHostByAddr") return LookupKind::host_by_addr;
    if (function == "WSAAsyncGetHostByName") return LookupKind::host_by_name;
    if (function == "WSAAsyncGetProtoByNumber") return LookupKind::proto_by_number;
    if (function == "WSAAsyncGetProtoByName") return LookupKind::proto_by_name;
    if (function == "WSAAsyncGetServByPort") return LookupKind::serv_by_port;
    return LookupKind::serv_by_name;
}

}  // namespace

calls::AsyncGet read_lookup(Context& context, const json& node, Step& step) {
    calls::AsyncGet call;
    call.kind = kind_of(node.at("call"));
    step.message = node.at("wMsg");
    if (node.at("hWnd").is_string()) {
        step.window = node.at("hWnd");
        call.window = known(context, context.windows, step.window);
    }
    switch (call.kind) {
        case LookupKind::host_by_addr:
            read_host_address(context, node, call, step);
            break;
        case LookupKind::host_by_name:
            read_host_name(context, node.at("name"), call, step);
            break;
        case LookupKind::proto_by_number:
            read_protocol(node.at("number"), call, step);
            break;
        case LookupKind::proto_by_name:
            read_protocol(node.at("name"), call, step);
            break;
        case LookupKind::serv_by_port:
            read_service(node.at("port"), node.at("proto"), call, step);
            break;
        case LookupKind::serv_by_name:
            read_service(node.at("name"), node.at("proto"), call, step);
            break;
    }
    read_room(context, node, call, step);
    call.as = introduced(context, context.requests, node.at("as"));
    return call;
}

namespace {

Answer answer_of(const std::string& rcode) {
    if (rcode == "NXDOMAIN") return Answer::host_not_found;
    if (rcode == "NODATA") return Answer::no_data;
    return rcode == "SERVFAIL" ? Answer::try_again : Answer::no_recovery;
}

calls::NameAnswers read_script(Context& context, const json& node) {
    Script script;
    script.name = node.at("name");
    script.answer = Answer::found;
    if (node.at("name_server") == "says") {
        script.answer = answer_of(node.at("rcode"));
    } else {
        for (const std::string address : node.at("addresses")) {
            if (address.find(':') == std::string::npos) script.addresses.push_back(address);
        }
        script.aliases = node.value("aliases", std::vector<std::string>{});
    }
    const NameId id = introduced(context, context.names, script.name);
    context.scripts.resize(context.names.all().size());
    const Answer answer = script.answer;
    context.scripts[index_of(id)] = std::move(script);
    return {id, answer};
}

}  // namespace

Call read_name_server(Context& context, const json& node) {
    const std::string action = node.at("name_server");
    if (action == "answers" || action == "says") return read_script(context, node);
    const NameId name = known(context, context.names, node.at("name"));
    if (action == "holds") return calls::NameHolds{name};
    if (action == "is_asked") return calls::NameIsAsked{name};
    return calls::NameReleases{name};
}

}  // namespace wsconform::reading
