// SPDX-License-Identifier: Apache-2.0

// Sockets: made, bound, connected, asked and closed.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

json on_socket(const char* call, const std::string& socket) {
    return {{"call", call}, {"s", socket}};
}

std::string new_socket(Walk& walk, const char* type) {
    const std::string name = Walk::fresh("s", walk.names().sockets);
    return walk.add({{"call", "socket"}, {"type", type}, {"as", name}}) ? name : "";
}

std::string new_peer(const Walk& walk) {
    return Walk::fresh("p", walk.names().peers);
}

}  // namespace

void makes_socket(Walk& walk, const Picks& picks) {
    walk.add({{"call", "socket"},
              {"type", picks[1] < 11 ? "SOCK_STREAM" : "SOCK_DGRAM"},
              {"as", Walk::fresh("s", walk.names().sockets)}},
             picks[0]);
}

void binds(Walk& walk, const Picks& picks) {
    json step = on_socket("bind", walk.socket(picks[0]));
    if (is_bad(picks[1]) && !walk.names().sockets.all().empty())
        step["name"] = Walk::one_of(walk.names().sockets.all(), picks[2]);
    walk.add(step, picks[3]);
}

void listens(Walk& walk, const Picks& picks) {
    json step = on_socket("listen", walk.socket(picks[0]));
    step["backlog"] = 5;
    walk.add(step, picks[3]);
}

void connects(Walk& walk, const Picks& picks) {
    std::string target = walk.peer_in({PeerPhase::listening, PeerPhase::datagram}, picks[1]);
    if (target.empty()) target = "nobody";
    json step = on_socket("connect", walk.socket(picks[0]));
    step["name"] = target;
    walk.add(step, picks[3]);
}

void accepts(Walk& walk, const Picks& picks) {
    const std::string listening = walk.socket_in({SocketPhase::listening}, picks[0]);
    json step = on_socket("accept", listening.empty() ? walk.socket(picks[0]) : listening);
    step["as"] = Walk::fresh("s", walk.names().sockets);
    walk.add(step, picks[3]);
}

void connection(Walk& walk, const Picks& picks) {
    std::string listening = walk.peer_in({PeerPhase::listening}, picks[0]);
    if (listening.empty()) {
        listening = new_peer(walk);
        if (!walk.add({{"peer", "listens"}, {"as", listening}})) return;
    }
    const std::string socket = new_socket(walk, "SOCK_STREAM");
    if (socket.empty()) return;
    json step = on_socket("connect", socket);
    step["name"] = listening;
    walk.add(step, picks[3]);
    walk.add({{"peer", "accepts"}, {"on", listening}, {"as", new_peer(walk)}});
}

void datagram_pair(Walk& walk, const Picks& picks) {
    const std::string peer = new_peer(walk);
    if (!walk.add({{"peer", "binds"}, {"as", peer}})) return;
    const std::string socket = new_socket(walk, "SOCK_DGRAM");
    if (socket.empty()) return;
    walk.add(on_socket("bind", socket));
    if (picks[0] >= 8) return;
    json step = on_socket("connect", socket);
    step["name"] = peer;
    walk.add(step);
}

void listener(Walk& walk, const Picks& picks) {
    const std::string socket = new_socket(walk, "SOCK_STREAM");
    if (socket.empty()) return;
    walk.add(on_socket("bind", socket), picks[3]);
    json step = on_socket("listen", socket);
    step["backlog"] = 5;
    walk.add(step, picks[3]);
}

void closes_socket(Walk& walk, const Picks& picks) {
    walk.add(on_socket("closesocket", walk.socket(picks[0])), picks[3]);
}

void asks_of_socket(Walk& walk, const Picks& picks) {
    const bool is_name = picks[1] % 3 == 0;
    json step = on_socket(is_name ? "getsockname" : "getsockopt", walk.socket(picks[0]));
    if (!is_name) step["optname"] = picks[1] % 3 == 1 ? "SO_LINGER" : "SO_ERROR";
    walk.add(step, picks[3]);
}

void sets_linger(Walk& walk, const Picks& picks) {
    json step = on_socket("setsockopt", walk.socket(picks[0]));
    if (picks[1] == pick_limit - 1) {
        step["optname"] = "SO_DONTLINGER";
        step["optval"] = picks[2] % 2;
    } else {
        step["optname"] = "SO_LINGER";
        step["l_onoff"] = picks[2] < 12 ? 1 : 0;
        step["l_linger"] = picks[1] < 10 ? 0 : 5;
    }
    walk.add(step, picks[3]);
}

void sets_nonblocking(Walk& walk, const Picks& picks) {
    json step = on_socket("ioctlsocket", walk.socket(picks[0]));
    step["cmd"] = "FIONBIO";
    step["argp"] = picks[1] < 12 ? 1 : 0;
    walk.add(step, picks[3]);
}

}  // namespace wsconform::generating
