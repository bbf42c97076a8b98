// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/exclusions.hpp"

#include <nlohmann/json.hpp>

#include "conformance/judging/claim_check.hpp"
#include "reports/reproduce/wording.hpp"

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

/// A step that may return one thing or another.
struct OpenStep {
    std::size_t index;
    std::vector<json> replies;  ///< As an author would claim each.
};

/// What a step may show that takes a message and claims nothing: that of a request, or none.
json any_message(const json& steps, std::size_t until) {
    json replies = json::array({"nothing"});
    for (std::size_t i = 0; i < until; ++i) {
        const json& step = steps.at(i);
        if (step.value("call", "").starts_with("WSAAsyncGet") && step.contains("as"))
            replies.push_back({{"message", step.at("as")}});
    }
    return replies;
}

/// The scenario, if these steps returned this.
bool is_possible(const Scenario& scenario, json document,
                 std::initializer_list<std::pair<std::size_t, json>> replies) {
    for (const auto& [index, reply] : replies)
        document.at("steps").at(index)["returns"] = reply;
    return !impossible_claim(parse_scenario(document.dump(), scenario.id, scenario.id));
}

std::vector<OpenStep> open_steps(const Scenario& scenario, const json& document) {
    const json& steps = document.at("steps");
    std::vector<OpenStep> open;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const json& step = steps.at(i);
        json replies = step.value("returns", json::array());
        if (!step.contains("returns") && step.value("await", "") == "message")
            replies = any_message(steps, i);
        if (!replies.is_array() || replies.size() < 2) continue;
        OpenStep found{i, {}};
        for (const json& reply : replies)
            if (is_possible(scenario, document, {{i, reply}})) found.replies.push_back(reply);
        open.push_back(std::move(found));
    }
    return open;
}

/// Each text that the program has for the reply.
std::vector<std::string> texts_of(json step, const json& reply) {
    step["returns"] = reply;
    return expected_of(step);
}

}  // namespace

std::vector<Exclusion> exclusions_of(const Scenario& scenario) {
    const json document = json::parse(scenario.json);
    const json& steps = document.at("steps");
    const std::vector<OpenStep> open = open_steps(scenario, document);
    std::vector<Exclusion> pairs;
    for (auto first = open.begin(); first != open.end(); ++first) {
        for (auto second = first + 1; second != open.end(); ++second) {
            for (const json& reply : first->replies) {
                for (const json& other : second->replies) {
                    if (is_possible(scenario, document,
                                    {{first->index, reply}, {second->index, other}}))
                        continue;
                    for (const std::string& a : texts_of(steps.at(first->index), reply))
                        for (const std::string& b : texts_of(steps.at(second->index), other))
                            pairs.push_back({first->index, a, second->index, b});
                }
            }
        }
    }
    return pairs;
}

}  // namespace wsconform::reproduce
