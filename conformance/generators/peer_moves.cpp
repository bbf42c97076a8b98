// What the peers do. They are ours: what they cannot do is not tried.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

void acts(Walk& walk, const char* action, std::uint8_t pick) {
    const std::string peer = walk.peer_in({PeerPhase::connected}, pick);
    if (!peer.empty()) walk.add({{"peer", action}, {"on", peer}});
}

}  // namespace

void peer_sends(Walk& walk, const Picks& picks) {
    constexpr std::array texts{"early", "y", "more to come", "late"};
    const std::string peer = walk.peer_in({PeerPhase::connected, PeerPhase::datagram}, picks[0]);
    if (peer.empty()) return;
    json step{{"peer", "sends"}, {"on", peer}, {"bytes", texts[picks[1] % texts.size()]}};
    const bool is_datagram =
        walk.state().at(*walk.names().peers.find(peer)).phase == PeerPhase::datagram;
    if (is_datagram) {
        const std::string to = walk.socket_in({SocketPhase::bound, SocketPhase::connected}, 0);
        if (to.empty()) return;
        step["to"] = to;
    }
    walk.add(step);
}

void peer_shuts_down(Walk& walk, const Picks& picks) {
    acts(walk, "shuts_down", picks[0]);
}

void peer_closes(Walk& walk, const Picks& picks) {
    acts(walk, "closes", picks[0]);
}

void peer_resets(Walk& walk, const Picks& picks) {
    acts(walk, "resets", picks[0]);
}

void peer_observes(Walk& walk, const Picks& picks) {
    const std::string peer = walk.peer_in({PeerPhase::connected, PeerPhase::datagram}, picks[0]);
    if (!peer.empty()) walk.add({{"peer", "observes"}, {"on", peer}});
}

void peer_connects(Walk& walk, const Picks& picks) {
    const std::string socket = walk.socket_in({SocketPhase::listening}, picks[0]);
    if (socket.empty()) return;
    walk.add({{"peer", "connects"}, {"to", socket}, {"as", Walk::fresh("p", walk.names().peers)}});
}

void peer_accepts(Walk& walk, const Picks& picks) {
    const std::string listening = walk.peer_in({PeerPhase::listening}, picks[0]);
    if (listening.empty()) return;
    walk.add(
        {{"peer", "accepts"}, {"on", listening}, {"as", Walk::fresh("p", walk.names().peers)}});
}

}  // namespace wsconform::generating
