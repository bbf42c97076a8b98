// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/walk.hpp"

#include <algorithm>

namespace wsconform::generating {

using nlohmann::json;

namespace {

constexpr std::size_t most_steps = 40;

bool may_be_in_flight(const json& step) {
    static const std::vector<std::string> calls{"gethostbyname", "closesocket", "accept",
                                                "connect",       "send",        "sendto",
                                                "recv",          "recvfrom",    "select"};
    return step.contains("call") && !step.contains("inside") &&
           std::ranges::find(calls, step.at("call").get<std::string>()) != calls.end();
}

template <typename Phases, typename Phase>
bool is_in(const Phases& phases, Phase phase) {
    return std::ranges::find(phases, phase) != phases.end();
}

}  // namespace

bool Walk::add(json step) {
    if (guide_.size() >= most_steps) return false;
    Fit fit = guide_.take(step);
    if (fit == Fit::waits && may_be_in_flight(step)) {
        step["in_flight"] = "f" + std::to_string(flights_ + 1);
        fit = guide_.take(step);
        if (fit == Fit::ends) flights_++;
    }
    if (fit != Fit::ends) return false;
    steps_.push_back(std::move(step));
    return true;
}

bool Walk::add(json step, std::uint8_t pick) {
    const std::string thread = free_thread(pick);
    if (thread.empty()) return false;
    if (thread != "main") step["thread"] = thread;
    return add(std::move(step));
}

std::string Walk::free_thread(std::uint8_t pick) const {
    const auto busy = guide_.in_flight();
    std::vector<std::string> free;
    for (const std::string name : {"main", "b", "c"}) {
        if (!busy.contains(name)) free.push_back(name);
    }
    if (free.empty()) return {};
    return pick + 4 < pick_limit ? free.front() : free[pick % free.size()];
}

std::string Walk::one_of(const std::vector<std::string>& names, std::uint8_t pick) {
    return names.empty() ? std::string{} : names[names.size() - 1 - pick % names.size()];
}

std::string Walk::socket(std::uint8_t pick) const {
    if (pick == pick_limit - 1) return "not_a_socket";
    using enum SocketPhase;
    const std::string chosen = is_bad(pick)
                                   ? socket_in({closed}, pick)
                                   : socket_in({created, bound, listening, connected}, pick / 2);
    return chosen.empty() ? "INVALID_SOCKET" : chosen;
}

std::string Walk::socket_in(std::initializer_list<SocketPhase> phases, std::uint8_t pick) const {
    std::vector<std::string> found;
    for (const std::string& name : names().sockets.all()) {
        const SocketId id = *names().sockets.find(name);
        if (is_in(phases, state().at(id).phase) && !guide_.is_promised(id)) found.push_back(name);
    }
    return one_of(found, pick);
}

std::string Walk::peer_in(std::initializer_list<PeerPhase> phases, std::uint8_t pick) const {
    std::vector<std::string> found;
    for (const std::string& name : names().peers.all()) {
        const PeerId id = *names().peers.find(name);
        if (is_in(phases, state().at(id).phase)) found.push_back(name);
    }
    return one_of(found, pick);
}

std::string Walk::owner_of(const std::string& window) const {
    const auto id = names().windows.find(window);
    return id ? names().threads.all()[index_of(state().at(*id).owner)] : "main";
}

}  // namespace wsconform::generating
