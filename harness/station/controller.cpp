// SPDX-License-Identifier: Apache-2.0

#include "harness/station/controller.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "harness/harness_error.hpp"
#include "harness/station/process.hpp"
#include "harness/version.hpp"

namespace wsconform {

namespace {

using Json = nlohmann::ordered_json;

std::string header_line(const Subject& subject, const std::string& scenario) {
    Json header{{"format", "wsconform-trace/1"}, {"suite", suite_version},
                {"provider", subject.provider},  {"interface", word_for(subject.interface)},
                {"dll", word_for(subject.dll)},  {"bits", subject.bits}};
    if (!subject.sha256.empty()) header["sha256"] = subject.sha256;
    header["scenario"] = Json::parse(scenario);
    return header.dump() + "\n";
}

std::string footer_line(const Ending& ending, std::size_t events) {
    Json footer{{"event", "end"}, {"how", ending.how}, {"events", events}};
    if (!ending.detail.empty()) footer["detail"] = ending.detail;
    return footer.dump() + "\n";
}

std::string request_line(const Playable& playable, const Ixit& ixit,
                         const std::optional<native::Addresses>& addresses) {
    Json steps = Json::array();
    for (const std::string& step : playable.steps)
        steps.push_back(Json::parse(step));
    Json request{{"format", "wsconform-agent/1"},
                 {"ixit",
                  {{"quiescence_ms", ixit.quiescence.count()},
                   {"settle_ms", ixit.settle.count()},
                   {"patience_ms", ixit.patience.count()}}},
                 {"steps", steps}};
    if (addresses)
        request["addresses"] = {{"peer", native::words_for(addresses->peer)},
                                {"own", native::words_for(addresses->agent)}};
    return request.dump();
}

Tester tester_of(const Json& step) {
    if (step.contains("peer")) return Tester::peer;
    if (step.contains("name_server")) return Tester::name_server;
    if (step.contains("database")) return Tester::database;
    return Tester::agent;
}

const char* name_of(Tester tester) {
    switch (tester) {
        case Tester::agent:
            return "main";
        case Tester::peer:
            return "peer";
        case Tester::name_server:
            return "name_server";
        case Tester::database:
            return "database";
    }
    return "";
}

Json event_of(const Message& asks, Tester tester, const char* event, std::uint64_t at) {
    return {{"at", at}, {"thread", name_of(tester)}, {"step", asks.step}, {"event", event}};
}

struct LowerStep {
    std::string lines;
    std::optional<Ending> end;  ///< Of the play, if the step could not be done.
};

/// If the provider is to blame for a step that could not be done, what was seen before is judged;
/// else nothing of it says anything of the provider.
std::optional<Ending> end_after(const Json& facts, Tester tester, std::size_t step) {
    if (!facts.contains("failed")) return std::nullopt;
    if (facts.at("because_of") == "provider") return Ending{"completed"};
    return Ending{"lost", "step " + std::to_string(step + 1) + ": the " + name_of(tester) +
                              " could not do it: " + facts.at("failed").get<std::string>()};
}

/// The lower testers have no clock of the agent's, so theirs starts when it asks.
LowerStep play_lower_step(const Message& asks, const Playable& playable, LowerTesters& testers) {
    const Tester tester = playable.testers[asks.step];
    const auto started = ChildProcess::Clock::now();
    const Json facts = Json::parse(testers.perform(playable.steps[asks.step], asks.ports));
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(ChildProcess::Clock::now() - started);
    const Json invoked = event_of(asks, tester, "invoked", asks.at);
    Json returned =
        event_of(asks, tester, "returned", asks.at + static_cast<std::uint64_t>(took.count()));
    returned.update(facts);
    return {invoked.dump() + "\n" + returned.dump() + "\n", end_after(facts, tester, asks.step)};
}

/// A play that is said to be complete, and of which a step was not seen, is somebody's invention:
/// what the peer and the name server see is in it, because the station itself writes that.
std::optional<Ending> end_without(const std::set<std::size_t>& seen, std::size_t steps) {
    for (std::size_t i = 0; i < steps; ++i)
        if (!seen.contains(i))
            return Ending{"garbage",
                          "it said that all was played, without step " + std::to_string(i + 1)};
    return std::nullopt;
}

/// The first step that the process under test does not live to see.
std::size_t steps_after_the_process(const Playable& playable) {
    for (std::size_t i = 0; i < playable.steps.size(); ++i) {
        if (Json::parse(playable.steps[i]).contains("process")) return i + 1;
    }
    return playable.steps.size();
}

}  // namespace

Playable parse_playable(const std::string& scenario) {
    try {
        const Json json = Json::parse(scenario);
        Playable playable{json.dump()};
        for (Json step : json.at("steps").get_ref<const Json::array_t&>()) {
            playable.testers.push_back(tester_of(step));
            step.erase("returns");
            playable.steps.push_back(step.dump());
        }
        return playable;
    } catch (const Json::exception& error) {
        throw HarnessError{std::string{"no scenario: "} + error.what()};
    }
}

namespace {

/// What one run of the agent came to.
struct Attempt {
    Play play;
    bool never_started{};  ///< It exited before its first event.
};

Attempt attempt_on_agent(const Playable& playable, const Command& command, LowerTesters& testers,
                         const Ixit& ixit, const Subject& subject,
                         const std::optional<native::Addresses>& addresses) {
    Attempt attempt;
    std::string& trace = attempt.play.trace;
    trace = header_line(subject, playable.scenario);
    std::size_t events = 0;
    try {
        testers.forget_all();
        AgentProcess agent{command, playable.testers, ixit};
        if (ixit.pauses) agent.wait_for_debugger();
        // If it does not listen, what it says or how it ends tells more than that.
        if (agent.is_loaded()) agent.tell(request_line(playable, ixit, addresses));
        std::optional<Ending> end;
        std::set<std::size_t> seen;
        while (const auto message = end ? std::nullopt : agent.next()) {
            seen.insert(message->step);
            if (message->kind == Message::Kind::asks) {
                const LowerStep step = play_lower_step(*message, playable, testers);
                trace += step.lines;
                events += 2;
                end = step.end;
                agent.tell(Json{{"step", message->step}, {"done", true}, {"ports", testers.ports()}}
                               .dump());
            } else {
                trace += message->text + "\n";
                ++events;
            }
        }
        const std::size_t left = steps_after_the_process(playable);
        if (!end && agent.ending().how == "completed") end = end_without(seen, left);
        for (std::size_t i = left;
             !end && agent.ending().how == "completed" && i < playable.steps.size(); ++i) {
            const LowerStep step =
                play_lower_step({Message::Kind::asks, {}, 0, i, {}}, playable, testers);
            trace += step.lines;
            events += 2;
            end = step.end;
        }
        testers.require_no_fault();
        trace += footer_line(end.value_or(agent.ending()), events);
        const bool crashed = agent.ending().how == "crashed";
        attempt.never_started = crashed && !agent.ending().by_signal && events == 0;
        attempt.play.started_in = agent.started_in();
    } catch (const HarnessError& error) {
        trace += footer_line({"lost", error.what()}, events);
    }
    return attempt;
}

}  // namespace

/// Wine sometimes fails to start a program on a busy machine. What exits before its first event
/// has shown nothing of the provider, so it is tried again; a DLL that cannot be loaded exits each
/// time. An agent that was killed is not: whoever killed it meant it.
Play play_on_agent(const Playable& playable, const Command& command, LowerTesters& testers,
                   const Ixit& ixit, const Subject& subject,
                   const std::optional<native::Addresses>& addresses) {
    Attempt attempt;
    for (int i = 0; i < most_attempts && (i == 0 || attempt.never_started); ++i)
        attempt = attempt_on_agent(playable, command, testers, ixit, subject, addresses);
    return attempt.play;
}

std::string empty_trace(const Subject& subject, const std::string& scenario, const Ending& ending) {
    return header_line(subject, scenario) + footer_line(ending, 0);
}

}  // namespace wsconform
