// SPDX-License-Identifier: Apache-2.0

// Data, its end, and the events that tell of it.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

constexpr std::array texts{"hello", "x", "two words", "data"};

json on_connected(const Walk& walk, const char* call, std::uint8_t pick) {
    const std::string connected =
        is_bad(pick) ? "" : walk.socket_in({SocketPhase::connected}, pick / 2);
    return {{"call", call}, {"s", connected.empty() ? walk.socket(pick) : connected}};
}

}  // namespace

void sends(Walk& walk, const Picks& picks) {
    json step = on_connected(walk, "send", picks[0]);
    step["buf"] = texts[picks[1] % texts.size()];
    walk.add(step, picks[3]);
}

void receives(Walk& walk, const Picks& picks) {
    constexpr std::array calls{"recv", "recv", "WSARecv", "recvfrom"};
    json step = on_connected(walk, calls[picks[1] % calls.size()], picks[0]);
    step["len"] = is_bad(picks[2]) ? 2 : 16;
    const bool peeks = picks[2] % 8 == 3;
    if (peeks) step[step.at("call") == "WSARecv" ? "lpFlags" : "flags"] = "MSG_PEEK";
    walk.add(step, picks[3]);
}

void receives_overlapped(Walk& walk, const Picks& picks) {
    json step = on_connected(walk, "WSARecv", picks[0]);
    step["len"] = 16;
    step["lpOverlapped"] = Walk::fresh("o", walk.names().overlapped);
    walk.add(step, picks[3]);
}

void selects(Walk& walk, const Picks& picks) {
    const std::string socket = on_connected(walk, "select", picks[0]).at("s");
    const int milliseconds = picks[1] < 4 ? 0 : picks[1] < 8 ? 100 : 10000;
    walk.add({{"call", "select"}, {"readfds", json::array({socket})}, {"timeout_ms", milliseconds}},
             picks[3]);
}

void shuts_down(Walk& walk, const Picks& picks) {
    constexpr std::array ways{"SD_SEND", "SD_RECEIVE", "SD_BOTH"};
    json step = on_connected(walk, "shutdown", picks[0]);
    step["how"] = picks[1] == pick_limit - 1 ? json(7) : json(ways[picks[1] % ways.size()]);
    walk.add(step, picks[3]);
}

void disconnects_receive(Walk& walk, const Picks& picks) {
    json step = on_connected(walk, "WSARecvDisconnect", picks[0]);
    step["lpInboundDisconnectData"] = nullptr;
    walk.add(step, picks[3]);
}

void disconnects_send(Walk& walk, const Picks& picks) {
    json step = on_connected(walk, "WSASendDisconnect", picks[0]);
    step["lpOutboundDisconnectData"] = is_bad(picks[1]) ? json("bye") : json{};
    walk.add(step, picks[3]);
}

void asks_for_events(Walk& walk, const Picks& picks) {
    json events = "FD_CLOSE";
    if (picks[1] % 4 == 1) events = json::array({"FD_READ", "FD_CLOSE"});
    if (picks[1] % 4 == 2) events = json::array({"FD_ACCEPT", "FD_CONNECT", "FD_WRITE"});
    if (picks[1] % 4 == 3)
        events = json::array({"FD_READ", "FD_WRITE", "FD_ACCEPT", "FD_CONNECT", "FD_CLOSE"});
    if (is_bad(picks[1])) events = 0;
    const std::string window = Walk::one_of(walk.names().windows.all(), picks[2]);
    json step = on_connected(walk, window.empty() ? "WSAEventSelect" : "WSAAsyncSelect", picks[0]);
    step[window.empty() ? "lNetworkEvents" : "lEvent"] = events;
    if (!window.empty()) {
        step["hWnd"] = window;
        step["wMsg"] = 1030;
    }
    walk.add(step, picks[3]);
}

void reads_events(Walk& walk, const Picks& picks) {
    walk.add(on_connected(walk, "WSAEnumNetworkEvents", picks[0]), picks[3]);
}

}  // namespace wsconform::generating
