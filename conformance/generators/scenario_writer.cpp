// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/scenario_writer.hpp"

#include <nlohmann/json.hpp>

namespace wsconform::generating {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

std::string line_of(const json& step) {
    ordered_json line;
    for (const char* const key :
         {"thread", "inside", "call", "peer", "window", "await", "hook", "name_server", "s"}) {
        if (step.contains(key)) line[key] = step.at(key);
    }
    for (const auto& [key, value] : step.items()) {
        if (key != "as" && key != "in_flight") line[key] = value;
    }
    for (const char* const key : {"as", "in_flight"}) {
        if (step.contains(key)) line[key] = step.at(key);
    }
    std::string text = "{";
    for (const auto& [key, value] : line.items())
        text += (text.size() > 1 ? ", \"" : "\"") + key + "\": " + value.dump();
    return text + "}";
}

}  // namespace

std::string document_of(const Scenario& scenario) {
    const json document = json::parse(scenario.json);
    std::string text = "{\n";
    for (const char* const key : {"purpose", "clauses", "kind"})
        text += "  \"" + std::string{key} + "\": " + document.at(key).dump() + ",\n";
    text += "  \"steps\": [\n";
    const json& steps = document.at("steps");
    for (std::size_t i = 0; i < steps.size(); ++i)
        text += "    " + line_of(steps[i]) + (i + 1 < steps.size() ? ",\n" : "\n");
    return text + "  ]\n}\n";
}

}  // namespace wsconform::generating
