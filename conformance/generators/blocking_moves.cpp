// SPDX-License-Identifier: Apache-2.0

// Calls that wait, hooks, what is called within them, and cancels.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

/// A call in flight, the one that began last first; empty if there is none.
std::string flight(const Walk& walk, std::uint8_t pick) {
    std::vector<std::string> names;
    for (const auto& [thread, name] : walk.guide().in_flight())
        names.push_back(name);
    return Walk::one_of(names, pick);
}

json cancel(const Walk& walk) {
    const bool is_spi = walk.state().process.is_spi != 0;
    return {{"call", is_spi ? "WSPCancelBlockingCall" : "WSACancelBlockingCall"}};
}

}  // namespace

void sets_hook(Walk& walk, const Picks& picks) {
    json step{{"call", "WSASetBlockingHook"}, {"lpBlockFunc", picks[1] < 12 ? "h" : "g"}};
    if (picks[1] % 4 == 3) step["repeats"] = 5;
    if (picks[2] == pick_limit - 1)
        step = {{"call", "WSASetBlockingHook"}, {"lpBlockFunc", nullptr}};
    walk.add(step, picks[0]);
}

void unhooks(Walk& walk, const Picks& picks) {
    walk.add({{"call", "WSAUnhookBlockingHook"}}, picks[0]);
}

void observes_hook(Walk& walk, const Picks& picks) {
    const std::string hook = Walk::one_of(walk.names().hooks.all(), picks[0]);
    if (!hook.empty()) walk.add({{"hook", "observes"}, {"on", hook}});
}

void asks_whether_blocking(Walk& walk, const Picks& picks) {
    walk.add({{"call", "WSAIsBlocking"}}, picks[0]);
}

void cancels_call(Walk& walk, const Picks& picks) {
    json step = cancel(walk);
    const std::string waiting = flight(walk, picks[0]);
    if (!waiting.empty() && picks[1] < 10) {
        step["inside"] = waiting;
        walk.add(step);
    } else {
        walk.add(step, picks[2]);
    }
}

void calls_inside(Walk& walk, const Picks& picks) {
    const std::string waiting = flight(walk, picks[0]);
    if (waiting.empty()) return;
    const std::string socket = walk.socket(picks[2]);
    json step;
    switch (picks[1] % 8) {
        case 0:
            step = {{"call", "WSAIsBlocking"}};
            break;
        case 1:
            step = {{"call", "send"}, {"s", socket}, {"buf", "x"}};
            break;
        case 2:
            step = {{"call", "recv"}, {"s", socket}, {"len", 16}};
            break;
        case 3:
            step = {{"call", "closesocket"}, {"s", socket}};
            break;
        case 4:
            step = {{"call", "getsockname"}, {"s", socket}};
            break;
        case 5:
            step = {{"call", "WSACleanup"}};
            break;
        case 6:
            step = {{"call", "WSASetBlockingHook"}, {"lpBlockFunc", "g"}};
            break;
        default:
            step = {{"call", "WSAGetLastError"}};
    }
    step["inside"] = waiting;
    walk.add(step);
}

void waits_for_return(Walk& walk, const Picks& picks) {
    const std::string waiting = flight(walk, picks[0]);
    if (!waiting.empty()) walk.add({{"await", "return"}, {"of", waiting}});
}

void blocks_in_another_thread(Walk& walk, const Picks& picks) {
    const std::string socket = walk.socket_in({SocketPhase::connected}, picks[0]);
    if (socket.empty()) return;
    json step{{"call", "recv"}, {"s", socket}, {"len", 16}};
    if (picks[1] >= 10) step = {{"call", "select"}, {"readfds", json::array({socket})}};
    if (picks[1] >= 10) step["timeout_ms"] = 10000;
    step["thread"] = picks[2] % 2 == 0 ? "b" : "c";
    walk.add(step);
}

void blocks_in_look_up(Walk& walk, const Picks& picks) {
    scripts_name(walk, {picks[0], 0, 0, 0});
    holds_name(walk, picks);
    const std::string name = Walk::one_of(walk.names().names.all(), picks[0]);
    if (!name.empty()) walk.add({{"call", "gethostbyname"}, {"name", name}}, picks[3]);
}

void settles(Walk& walk, const Picks& /*picks*/) {
    walk.add({{"wait", "quiescence"}});
}

}  // namespace wsconform::generating
