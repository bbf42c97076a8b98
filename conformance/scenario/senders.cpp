// SPDX-License-Identifier: Apache-2.0

// Whose bytes a socket may receive: those of the peers and sockets that the steps may put at its
// other end, and of those who send datagrams to it.

#include <nlohmann/json.hpp>
#include <set>

#include "conformance/scenario/reader.hpp"

namespace wsconform {

using nlohmann::json;

namespace {

bool names(const json& step, const char* key, const std::string& name) {
    return step.contains(key) && step.at(key) == name;
}

bool calls(const json& step, const char* call) {
    return names(step, "call", call);
}

/// Those that a listener of that name, a peer or a socket, gives for its connections.
void add_accepted(const json& steps, const std::string& listener, std::set<std::string>& ends) {
    for (const json& step : steps) {
        const bool is_peer = names(step, "peer", "accepts") && names(step, "on", listener);
        const bool is_own = calls(step, "accept") && names(step, "s", listener);
        if (is_peer || is_own) ends.insert(step.at("as").get<std::string>());
    }
}

/// Those that connect to a socket which listens.
void add_connecting(const json& steps, const std::string& listener, std::set<std::string>& ends) {
    for (const json& step : steps) {
        if (names(step, "peer", "connects") && names(step, "to", listener))
            ends.insert(step.at("as").get<std::string>());
        if (calls(step, "connect") && names(step, "name", listener))
            ends.insert(step.at("s").get<std::string>());
    }
}

std::set<std::string> senders_to(const json& steps, const std::string& socket) {
    std::set<std::string> ends;
    for (const json& step : steps) {
        if (calls(step, "connect") && names(step, "s", socket)) {
            const std::string to = step.at("name");
            ends.insert(to);  // Of datagrams.
            add_accepted(steps, to, ends);
        }
        if (calls(step, "accept") && names(step, "as", socket))
            add_connecting(steps, step.at("s"), ends);
        if (names(step, "peer", "sends") && names(step, "to", socket))
            ends.insert(step.at("on").get<std::string>());
        if (calls(step, "sendto") && names(step, "to", socket))
            ends.insert(step.at("s").get<std::string>());
    }
    return ends;
}

}  // namespace

std::vector<Arrivals> reading::arrivals_of(const Context& context, const json& steps) {
    std::vector<Arrivals> all;
    for (const std::string& socket : context.sockets.all()) {
        const std::set<std::string> senders = senders_to(steps, socket);
        Arrivals& arrivals = all.emplace_back();
        for (const Stream& stream : context.streams) {
            if (!senders.empty() && !senders.contains(stream.sender)) continue;
            arrivals.streams.push_back(stream.bytes);
            arrivals.texts.insert(arrivals.texts.end(), stream.texts.begin(), stream.texts.end());
        }
    }
    return all;
}

const Arrivals& arrivals_at(const Scenario& scenario, SocketId socket) {
    static const Arrivals none;
    const bool is_known = socket != SocketId::none && index_of(socket) < scenario.arrivals.size();
    return is_known ? scenario.arrivals[index_of(socket)] : none;
}

}  // namespace wsconform
