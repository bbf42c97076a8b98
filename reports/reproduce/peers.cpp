// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/peers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

bool claims_success(const json& step) {
    const json returns = step.value("returns", json{"ok"});
    return returns == "ok" || returns.is_object() ||
           (returns.is_array() && !returns.empty() && returns.front() == "ok");
}

bool is_used_as_peer(const json& steps, const std::string& name) {
    return std::ranges::any_of(steps, [&name](const json& step) {
        return step.contains("peer") &&
               (step.value("on", "") == name || step.value("to", "") == name);
    });
}

}  // namespace

int Peers::change_by(const json& step) {
    const std::string call = step.value("call", "");
    if (call != "WSAStartup" && call != "WSACleanup") return 0;
    if (!claims_success(step)) return 0;
    return call == "WSAStartup" ? 1 : -1;
}

Peers::Peers(const json& steps) {
    int started = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const json& step = steps[i];
        started += change_by(step);
        if (!step.contains("peer") || started > 0) continue;
        const bool is_made = step.at("peer") == "listens" || step.at("peer") == "binds";
        const bool is_reached = !is_made || is_used_as_peer(steps, step.at("as"));
        (is_reached ? impossible_ : address_only_).insert(i);
    }
}

}  // namespace wsconform::reproduce
