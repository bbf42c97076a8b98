#include "conformance/scenario.hpp"

#include <nlohmann/json.hpp>

#include "conformance/document.hpp"
#include "conformance/embedded.hpp"
#include "conformance/input_error.hpp"
#include "conformance/reading.hpp"

namespace wsconform {

using nlohmann::json;
using reading::Context;

void Context::fail(const std::string& fault, const std::string& remedy) const {
    throw InputError{place + ": " + fault + "; " + remedy};
}

namespace {

const DocumentKind scenario_document{"", embedded::scenario_schema,
                                     "scenarios/scenario.schema.json", "see scenarios/README.md"};

std::vector<ClauseId> clauses_in(Context& context, const json& document) {
    std::vector<ClauseId> clauses;
    for (const std::string slug : document.at("clauses")) {
        const auto clause = ClauseId::find(slug);
        if (!clause) {
            context.fail("\"" + slug + "\" is not in the catalogue",
                         "name a clause by its slug, see wsconform explain");
        }
        clauses.push_back(*clause);
    }
    return clauses;
}

/// The lower tester a step belongs to; empty for the agent's steps.
std::string lower_tester_of(const json& step) {
    for (const std::string name : {"peer", "name_server", "database"}) {
        if (step.contains(name)) return name;
    }
    return {};
}

Step step_in(Context& context, const json& node) {
    Step step;
    step.actor = lower_tester_of(node);
    if (step.actor.empty()) {
        step.actor = node.value("thread", std::string{"main"});
        step.thread = reading::introduced(context, context.threads, step.actor);
    }
    step.call = reading::read_call(context, node, step);
    step.action = reading::action_of(node);
    if (node.contains("returns")) step.claim = reading::read_claim(context, node["returns"], step);
    return step;
}

}  // namespace

Scenario parse_scenario(std::string_view text, const std::string& id, const std::string& where) {
    const json document = parse_document(text, where, scenario_document);
    Context context;
    context.place = where;
    Scenario scenario;
    scenario.id = id;
    scenario.purpose = document.at("purpose");
    scenario.kind = document.at("kind");
    scenario.clauses = clauses_in(context, document);
    context.threads.intern("main");
    const auto& steps = document.at("steps");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        context.place = where + ": /steps/" + std::to_string(i);
        try {
            scenario.steps.push_back(step_in(context, steps[i]));
        } catch (const json::exception& error) {
            context.fail(error.what(), "see scenarios/README.md");
        }
    }
    scenario.requests = context.requests.all();
    scenario.buffers = context.buffers.all();
    scenario.windows = context.windows.all();
    scenario.sent = context.sent;
    scenario.json = document.dump();
    return scenario;
}

Scenario load_scenario(const std::string& folder, const std::string& id) {
    const std::string file = folder + "/" + id + ".json";
    return parse_scenario(read_text(file, scenario_document), id, file);
}

}  // namespace wsconform
