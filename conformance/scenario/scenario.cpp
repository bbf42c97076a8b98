// SPDX-License-Identifier: Apache-2.0

#include "conformance/scenario/scenario.hpp"

#include <nlohmann/json.hpp>

#include "conformance/scenario/embedded.hpp"
#include "conformance/scenario/reader.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"

namespace wsconform {

using nlohmann::json;
using reading::Context;

void Context::fail(const std::string& fault, const std::string& remedy) const {
    throw InputError{place + ": " + fault + "; " + remedy};
}

void Context::add_sent(const std::string& sender, const std::string& bytes, bool is_far) {
    const auto [stream, is_new] = stream_of.emplace(sender, streams.size());
    if (is_new) streams.push_back({sender, {}, is_far, {}});
    streams[stream->second].bytes += bytes;
    streams[stream->second].texts.push_back(bytes);
}

void Context::land(const std::string& flight) {
    flights.erase(flight);
    promised.erase(flight);
}

namespace {

const DocumentKind scenario_document{"", embedded::scenario_schema,
                                     "scenarios/scenario.schema.json", "see scenarios/README.md"};

std::vector<ClauseId> clauses_in(Context& context, const json& document) {
    std::vector<ClauseId> clauses;
    for (const std::string slug : document.at("clauses")) {
        const auto clause = ClauseId::find(slug);
        if (!clause) {
            std::vector<std::string> slugs;
            for (const ClauseId known : all_clauses())
                slugs.emplace_back(known->slug);
            context.fail("\"" + slug + "\" is no clause of the catalogue",
                         did_you_mean(slug, slugs) + "wsconform list clauses names them all");
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

/// The step that began the call in flight of that name.
const Step& begun_as(const Context& context, const std::vector<Step>& steps,
                     const std::string& name) {
    const auto found = context.flights.find(name);
    if (found == context.flights.end()) {
        context.fail("\"" + name + "\" is no call in flight",
                     "begin it in an earlier step with \"in_flight\"");
    }
    return steps[found->second];
}

/// A thread that waits for a call can do nothing else meanwhile.
void check_thread_is_free(const Context& context, const std::vector<Step>& steps,
                          const Step& step) {
    for (const auto& [name, begun] : context.flights) {
        if (steps[begun].thread != step.thread) continue;
        context.fail("thread " + step.actor + " waits for the return of \"" + name + "\"",
                     "await it first, use another thread, or say \"inside\"");
    }
}

void read_thread(Context& context, const json& node, const std::vector<Step>& steps, Step& step) {
    const bool awaits = node.contains("of");
    if (awaits || node.contains("inside")) {
        const std::string name = node.at(awaits ? "of" : "inside");
        const Step& begun = begun_as(context, steps, name);
        step.timing = awaits ? Timing::returns : Timing::inside;
        step.begun_by = context.flights.at(name);
        step.thread = begun.thread;
        step.actor = begun.actor;
        return;
    }
    if (node.contains("hook")) {
        step.actor = "hook";
        return;
    }
    step.actor = node.value("thread", std::string{"main"});
    step.thread = reading::introduced(context, context.threads, step.actor);
    check_thread_is_free(context, steps, step);
    if (!node.contains("in_flight")) return;
    step.timing = Timing::begins;
    if (node.contains("returns"))
        context.fail("a call in flight returns later", "claim that where it is awaited");
    const std::string name = node.at("in_flight");
    if (!context.flight_names.insert(name).second)
        context.fail("\"" + name + "\" was in flight before", "choose another name");
    context.flights.emplace(name, steps.size());
}

}  // namespace

Step reading::read_step(Context& context, const json& node, const std::vector<Step>& steps) {
    Step step;
    step.actor = lower_tester_of(node);
    if (node.contains("as")) context.stream_of.erase(node.at("as").get<std::string>());
    if (step.actor.empty()) read_thread(context, node, steps, step);
    if (step.timing == Timing::returns) {
        const Step& begun = steps[step.begun_by];
        step.call = begun.call;
        step.function = begun.function;
        // What does not return within the time of quiescence can be awaited again.
        const bool waits_on = node.contains("returns") && node.at("returns") == "nothing";
        if (!waits_on) context.land(node.at("of"));
    } else {
        step.call = reading::read_call(context, node, step);
        if (step.timing == Timing::begins && node.contains("as"))
            context.promised.emplace(node.at("in_flight"), node.at("as"));
    }
    if (is_one_of<calls::Send>(step.call)) step.text = node.value("buf", std::string{});
    if (is_one_of<calls::PeerSends>(step.call)) step.text = node.at("bytes");
    step.action =
        step.timing == Timing::returns ? steps[step.begun_by].action : reading::action_of(node);
    if (node.contains("returns")) step.claim = reading::read_claim(context, node["returns"], step);
    return step;
}

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
        context.place = where + ": .steps[" + std::to_string(i) + "]";
        try {
            scenario.steps.push_back(reading::read_step(context, steps[i], scenario.steps));
        } catch (const json::exception& error) {
            context.fail(error.what(), "see scenarios/README.md");
        }
    }
    scenario.requests = context.requests.all();
    scenario.buffers = context.buffers.all();
    scenario.windows = context.windows.all();
    scenario.hooks = context.hooks.all();
    scenario.sockets = context.sockets.all();
    for (const bool is_far : {true, false}) {
        for (const reading::Stream& stream : context.streams) {
            if (stream.is_far == is_far) scenario.streams.push_back(stream.bytes);
        }
    }
    scenario.arrivals = reading::arrivals_of(context, steps);
    scenario.disconnect_data = context.disconnect_data;
    json alone = document;
    alone.erase("$schema");  // It is for editors.
    scenario.json = alone.dump();
    return scenario;
}

Scenario load_scenario(const std::string& folder, const std::string& id) {
    const std::string file = folder + "/" + id + ".json";
    return parse_scenario(read_text(file, scenario_document), id, file);
}

std::vector<SocketId> with_those_that_accepted(const Scenario& scenario, SocketId socket) {
    std::vector<SocketId> sockets{socket};
    for (std::size_t i = scenario.steps.size(); i-- > 0;) {
        const auto* accept = std::get_if<calls::Accept>(&scenario.steps[i].call);
        if (accept != nullptr && accept->as == sockets.back()) sockets.push_back(accept->socket);
    }
    return sockets;
}

}  // namespace wsconform
