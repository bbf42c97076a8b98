// SPDX-License-Identifier: Apache-2.0

// Asynchronous look-ups: windows, the name server, requests, their cancellation and messages.

#include <algorithm>

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

constexpr std::array host_names{"a.test", "b.test", "c.test"};
constexpr std::array addresses{"192.0.2.1", "192.0.2.2", "192.0.2.3"};

std::string host(std::uint8_t pick) {
    return host_names[pick % host_names.size()];
}

/// A name whose questions are held back, or not, as asked.
std::string scripted_name(const Walk& walk, bool is_held, std::uint8_t pick) {
    std::vector<std::string> found;
    for (const std::string& name : walk.names().names.all()) {
        const bool held = walk.state().at(*walk.names().names.find(name)).held != 0;
        if (held == is_held) found.push_back(name);
    }
    return Walk::one_of(found, pick);
}

std::string window(const Walk& walk, std::uint8_t pick, bool is_gone) {
    std::vector<std::string> found;
    for (const std::string& name : walk.names().windows.all()) {
        const WindowPhase phase = walk.state().at(*walk.names().windows.find(name)).phase;
        if (phase == (is_gone ? WindowPhase::closed : WindowPhase::open)) found.push_back(name);
    }
    return Walk::one_of(found, pick);
}

/// A request of one of the phases, the newest first.
std::string request(const Walk& walk, std::initializer_list<RequestPhase> phases,
                    std::uint8_t pick) {
    std::vector<std::string> found;
    for (const std::string& name : walk.names().requests.all()) {
        const RequestPhase phase = walk.state().at(*walk.names().requests.find(name)).phase;
        if (std::ranges::find(phases, phase) != phases.end()) found.push_back(name);
    }
    return Walk::one_of(found, pick);
}

/// The arguments that the six functions have in common.
void look_up(Walk& walk, json step, std::uint8_t window_pick, std::uint8_t room_pick,
             std::uint8_t thread_pick) {
    const std::string chosen = window(walk, window_pick, is_bad(window_pick));
    step["hWnd"] = chosen.empty() ? json{} : json(chosen);
    step["wMsg"] = 1025;
    step["buf"] = Walk::fresh("b", walk.names().requests);
    step["buflen"] = 1024;
    step["as"] = Walk::fresh("r", walk.names().requests);
    const std::string answered = request(walk, {RequestPhase::read}, room_pick);
    if (room_pick == 11) step["buflen"] = 1;
    if (room_pick == 12) step["buflen"] = 40;
    if (room_pick == 13 && !answered.empty())
        step["buflen"] = {{"advertised_by", answered}, {"less", 0}};
    if (room_pick == 14) step["buf"] = nullptr;
    if (room_pick == 15) step["buflen"] = 0;
    walk.add(step, thread_pick);
}

}  // namespace

void opens_window(Walk& walk, const Picks& picks) {
    walk.add({{"window", "opens"}, {"as", Walk::fresh("w", walk.names().windows)}}, picks[0]);
}

void closes_window(Walk& walk, const Picks& picks) {
    const std::string chosen = window(walk, picks[0], false);
    if (chosen.empty()) return;
    json step{{"window", "closes"}, {"on", chosen}};
    if (const std::string owner = walk.owner_of(chosen); owner != "main") step["thread"] = owner;
    walk.add(step);
}

void scripts_name(Walk& walk, const Picks& picks) {
    constexpr std::array codes{"NXDOMAIN", "NODATA", "SERVFAIL", "REFUSED", "FORMERR"};
    const std::string name = host(picks[0]);
    if (walk.names().names.find(name)) return;
    if (picks[1] >= 10)
        walk.add(
            {{"name_server", "says"}, {"name", name}, {"rcode", codes[picks[2] % codes.size()]}});
    else
        walk.add({{"name_server", "answers"},
                  {"name", name},
                  {"addresses", {addresses[picks[0] % addresses.size()]}}});
}

void holds_name(Walk& walk, const Picks& picks) {
    const std::string name = scripted_name(walk, false, picks[0]);
    if (!name.empty()) walk.add({{"name_server", "holds"}, {"name", name}});
}

void awaits_question(Walk& walk, const Picks& picks) {
    const std::string name = scripted_name(walk, true, picks[0]);
    if (!name.empty()) walk.add({{"name_server", "is_asked"}, {"name", name}});
}

void releases_name(Walk& walk, const Picks& picks) {
    const std::string name = scripted_name(walk, true, picks[0]);
    if (!name.empty()) walk.add({{"name_server", "releases"}, {"name", name}});
}

void looks_up_host(Walk& walk, const Picks& picks) {
    constexpr std::array literals{"192.0.2.9", "", "300.1.1.1", "::1"};
    if (picks[0] < 5) {
        look_up(walk,
                {{"call", "WSAAsyncGetHostByAddr"},
                 {"addr", picks[0] == 4 ? json{} : json(addresses[picks[0] % addresses.size()])},
                 {"len", picks[1] == 15 ? 3 : 4},
                 {"type", "PF_INET"}},
                picks[1], picks[2], picks[3]);
        return;
    }
    json name = host(picks[0]);
    if (picks[0] == 13) name = literals[picks[3] % literals.size()];
    if (picks[0] == 14) name = nullptr;
    look_up(walk, {{"call", "WSAAsyncGetHostByName"}, {"name", name}}, picks[1], picks[2],
            picks[3]);
}

void looks_up_entry(Walk& walk, const Picks& picks) {
    constexpr std::array protocols{"tcp", "udp", "icmp", "nosuch"};
    constexpr std::array numbers{6, 17, 1, 250};
    constexpr std::array services{"echo", "domain", "http", "www", "HTTP", "nosuch"};
    constexpr std::array ports{7, 53, 80, 5};
    const std::uint8_t key = picks[0];
    const json protocol = key < 4 ? json{} : json(protocols[key % 2]);
    json step;
    switch (picks[3] % 4) {
        case 0:
            step = {{"call", "WSAAsyncGetProtoByName"},
                    {"name", is_bad(key) ? json{} : json(protocols[key % protocols.size()])}};
            break;
        case 1:
            step = {{"call", "WSAAsyncGetProtoByNumber"}, {"number", numbers[key % 4]}};
            break;
        case 2:
            step = {{"call", "WSAAsyncGetServByName"},
                    {"name", is_bad(key) ? json{} : json(services[key % services.size()])},
                    {"proto", protocol}};
            break;
        default:
            step = {
                {"call", "WSAAsyncGetServByPort"}, {"port", ports[key % 4]}, {"proto", protocol}};
    }
    look_up(walk, step, picks[1], picks[2], picks[3]);
}

void looks_up_failing_name(Walk& walk, const Picks& picks) {
    constexpr std::array codes{"REFUSED", "FORMERR", "NOTIMP", "SERVFAIL", "NXDOMAIN", "NODATA"};
    const std::string name = host(picks[0]);
    if (!walk.names().names.find(name))
        walk.add(
            {{"name_server", "says"}, {"name", name}, {"rcode", codes[picks[1] % codes.size()]}});
    look_up(walk, {{"call", "WSAAsyncGetHostByName"}, {"name", name}}, 0, 0, picks[3]);
}

void looks_up_service(Walk& walk, const Picks& picks) {
    constexpr std::array services{"echo", "www", "domain", "http"};
    look_up(walk,
            {{"call", "WSAAsyncGetServByName"},
             {"name", services[picks[0] % services.size()]},
             {"proto", json{}}},
            0, 0, picks[3]);
}

void holds_look_up(Walk& walk, const Picks& picks) {
    scripts_name(walk, {picks[0], 0, 0, 0});
    if (walk.names().windows.all().empty()) opens_window(walk, {});
    holds_name(walk, picks);
    const std::string name = scripted_name(walk, true, picks[0]);
    if (name.empty()) return;
    look_up(walk, {{"call", "WSAAsyncGetHostByName"}, {"name", name}}, picks[1], 0, picks[3]);
    if (!is_bad(picks[2])) walk.add({{"name_server", "is_asked"}, {"name", name}});
}

void cancels_request(Walk& walk, const Picks& picks) {
    using enum RequestPhase;
    json handle = Walk::one_of(walk.names().requests.all(), picks[0]);
    const std::string pending = request(walk, {running}, picks[0]);
    if (picks[1] < 6 && !pending.empty()) handle = pending;
    if (picks[1] == 13 || handle == "") handle = 3735928559U;
    if (picks[1] == 14) handle = 0;
    if (picks[1] == 15) handle = "an_event";
    walk.add({{"call", "WSACancelAsyncRequest"}, {"hAsyncTaskHandle", handle}}, picks[2]);
}

void awaits_message(Walk& walk, const Picks& picks) {
    const std::string chosen = Walk::one_of(walk.names().windows.all(), picks[0]);
    const std::string thread = chosen.empty() ? "main" : walk.owner_of(chosen);
    if (walk.guide().in_flight().contains(thread)) return;
    // Silence takes a quiescence time, so it is awaited less often than what comes.
    using enum RequestPhase;
    const bool comes = !request(walk, {posted, completed, stale}, 0).empty();
    if (!comes && picks[1] < 12) return;
    json step{{"await", "message"}};
    if (thread != "main") step["thread"] = thread;
    walk.add(step);
}

void peeks_at_message(Walk& walk, const Picks& picks) {
    if (request(walk, {RequestPhase::posted}, 0).empty()) return;
    walk.add({{"peek", "message"}}, picks[0]);
}

void frees_buffer(Walk& walk, const Picks& picks) {
    const std::string buffer = Walk::one_of(walk.names().buffers.all(), picks[0]);
    if (!buffer.empty()) walk.add({{"memory", "frees"}, {"on", buffer}});
}

}  // namespace wsconform::generating
