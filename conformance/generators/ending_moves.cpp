// SPDX-License-Identifier: Apache-2.0

// Seeing how what is under way comes to its end, or that it does not.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

/// The one call that the thread has in flight; empty if there is none.
std::string flight_of(const Walk& walk, const std::string& thread) {
    const auto flights = walk.guide().in_flight();
    const auto found = flights.find(thread);
    return found == flights.end() ? std::string{} : found->second;
}

bool waits(Walk& walk, const std::string& flight) {
    return walk.add({{"await", "return"}, {"of", flight}, {"returns", "nothing"}});
}

}  // namespace

void awaits_anything(Walk& walk, const Picks& picks) {
    const std::string window = Walk::one_of(walk.names().windows.all(), picks[0]);
    if (window.empty()) return;
    const std::string thread = walk.owner_of(window);
    if (walk.guide().in_flight().contains(thread)) return;
    json step{{"await", "message"}};
    if (thread != "main") step["thread"] = thread;
    walk.add(step);
}

void looks_at_overlapped(Walk& walk, const Picks& picks) {
    const std::string overlapped = Walk::one_of(walk.names().overlapped.all(), picks[0]);
    if (!overlapped.empty()) walk.add({{"overlapped", "looks"}, {"on", overlapped}});
}

void sees_it_wait(Walk& walk, const Picks& picks) {
    std::vector<std::string> waiting;
    for (const auto& [thread, name] : walk.guide().in_flight())
        waiting.push_back(name);
    const std::string chosen = Walk::one_of(waiting, picks[0]);
    if (!chosen.empty()) waits(walk, chosen);
}

void waits_and_receives(Walk& walk, const Picks& picks) {
    const std::string socket = walk.socket_in({SocketPhase::connected}, picks[0]);
    const std::string peer = walk.peer_in({PeerPhase::connected}, picks[0]);
    if (socket.empty() || peer.empty() || !flight_of(walk, "main").empty()) return;
    walk.add({{"call", "recv"}, {"s", socket}, {"len", 16}});
    const std::string flight = flight_of(walk, "main");
    if (flight.empty() || !waits(walk, flight)) return;
    const std::string hook = Walk::one_of(walk.names().hooks.all(), 0);
    if (!hook.empty()) walk.add({{"hook", "observes"}, {"on", hook}});
    walk.add({{"peer", "sends"}, {"on", peer}, {"bytes", "x"}});
    walk.add({{"await", "return"}, {"of", flight}});
}

void disconnects_unread(Walk& walk, const Picks& picks) {
    peer_sends(walk, picks);
    disconnects_receive(walk, picks);
    peer_observes(walk, picks);
}

void shuts_down_unread(Walk& walk, const Picks& picks) {
    const std::string socket = walk.socket_in({SocketPhase::connected}, picks[0]);
    if (socket.empty()) return;
    peer_sends(walk, picks);
    walk.add({{"call", "shutdown"}, {"s", socket}, {"how", "SD_RECEIVE"}});
    peer_observes(walk, picks);
}

void loses_window(Walk& walk, const Picks& picks) {
    closes_window(walk, picks);
    opens_window(walk, picks);  // To hear nothing at.
    releases_name(walk, picks);
    awaits_anything(walk, picks);
    cancels_request(walk, {picks[0], 0, 0, 0});
}

void starts_again(Walk& walk, const Picks& picks) {
    cleans_up(walk, picks);
    starts_2(walk, picks);
    releases_name(walk, picks);
    awaits_anything(walk, picks);
}

void closes_lingering(Walk& walk, const Picks& picks) {
    const std::string socket = walk.socket_in({SocketPhase::connected}, picks[0]);
    if (socket.empty()) return;
    if (picks[1] < 12)
        walk.add({{"call", "ioctlsocket"}, {"s", socket}, {"cmd", "FIONBIO"}, {"argp", 1}});
    walk.add({{"call", "setsockopt"},
              {"s", socket},
              {"optname", "SO_LINGER"},
              {"l_onoff", 1},
              {"l_linger", picks[2] < 12 ? 5 : 0}});
    walk.add({{"call", "closesocket"}, {"s", socket}});
}

void is_told_of_end(Walk& walk, const Picks& picks) {
    const std::string socket = walk.socket_in({SocketPhase::connected}, picks[0]);
    const std::string peer = walk.peer_in({PeerPhase::connected}, picks[0]);
    if (socket.empty() || peer.empty()) return;
    const bool by_message = picks[1] % 2 == 0;
    if (by_message && walk.names().windows.all().empty()) opens_window(walk, {});
    json asks{{"call", by_message ? "WSAAsyncSelect" : "WSAEventSelect"}, {"s", socket}};
    asks[by_message ? "lEvent" : "lNetworkEvents"] = "FD_CLOSE";
    if (by_message) {
        asks["hWnd"] = Walk::one_of(walk.names().windows.all(), 0);
        asks["wMsg"] = 1030;
    }
    walk.add(asks);
    walk.add({{"peer", picks[2] < 10 ? "resets" : "closes"}, {"on", peer}});
    if (by_message)
        awaits_anything(walk, {});
    else
        settles(walk, picks);
    if (!by_message) walk.add({{"call", "WSAEnumNetworkEvents"}, {"s", socket}});
}

}  // namespace wsconform::generating
