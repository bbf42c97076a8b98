// SPDX-License-Identifier: Apache-2.0

// What keeps a scenario from being a program of its own.

#include <nlohmann/json.hpp>

#include "conformance/trace/subject.hpp"
#include "reports/reproduce/peers.hpp"
#include "reports/reproduce/reproduce.hpp"

namespace wsconform {

namespace {

using nlohmann::json;

const char* obstacle_of_call(const json& step) {
    if (step.at("call").get<std::string>().starts_with("WSP"))
        return "calls a transport provider, and a program can call ws2_32 only";
    if (step.value("type", json{}) == "SOCK_SEQPACKET")
        return "needs a protocol with disconnect data, and Windows comes with none";
    if (step.contains("stays") || step.contains("handles"))
        return "a hook that stays, or handles a message, is not written out";
    return nullptr;
}

const char* obstacle_of(const json& step, ProgramForm form) {
    if (step.contains("call")) return obstacle_of_call(step);
    if (step.contains("name_server") && form == ProgramForm::wine)
        return "needs a name server that answers as told, and a test of Wine has the machine's";
    if (step.contains("upcall") || step.contains("event") || step.contains("apcs") ||
        step.contains("handles") || step.contains("table"))
        return "looks below ws2_32, and a program sees its functions only";
    if (step.contains("database")) return "needs a database that is hidden from the provider";
    if (step.contains("fault")) return "needs a network that fails when it is told to";
    if (step.contains("process")) return "the peer would end with the program";
    if (step.contains("full") || (step.contains("peer") && step.at("peer") == "drains"))
        return "needs a listener whose queue is full, and a program cannot fill one everywhere";
    return nullptr;
}

}  // namespace

std::optional<std::string> why_not_reproducible(const Scenario& scenario, ProgramForm form) {
    if (interface_of(scenario) == Interface::spi)
        return "its clauses bind transport providers, and a program can call ws2_32 only";
    const json steps = json::parse(scenario.json).at("steps");
    reproduce::Peers peers{steps};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const char* obstacle = obstacle_of(steps[i], form);
        if (obstacle == nullptr && steps[i].contains("peer") && peers.is_impossible(i))
            obstacle = "the peer lives on the provider, and Winsock is not started";
        if (obstacle != nullptr)
            return "step " + std::to_string(i + 1) + " (" + scenario.steps[i].action +
                   "): " + obstacle;
    }
    return std::nullopt;
}

}  // namespace wsconform
