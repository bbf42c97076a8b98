// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/script_run.hpp"

#include <algorithm>

#include "harness/agent/errors.hpp"
#include "harness/agent/exceptions.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/hooks.hpp"
#include "harness/agent/own_failure.hpp"

namespace wsconform::agent {

namespace {

/// Between two looks at something that tells nobody when it changes.
constexpr std::chrono::milliseconds glance{1};

/// Runs on the step's thread.
Outcome perform(const Step& step, Session& session, Performer& performer,
                std::atomic<bool>* is_at_provider = nullptr) {
    const spi::UpcallsOf upcalls{step.number};
    const std::scoped_lock baton{session.baton};
    const std::string place = "step " + std::to_string(step.number) + ": ";
    try {
        Turn turn{session, performer, step.arguments, Json::object(), is_at_provider};
        fail_in_step_if_told(session.memory);
        step.form->execute(turn);
        const auto at = Answers::Clock::now();
        session.memory.report(turn.facts);
        session.windows.report(turn.facts);
        return {at, std::move(turn.facts)};
    } catch (const Json::exception& error) {
        throw InputError(place + error.what());
    } catch (const InputError& error) {
        throw InputError(place + error.what());
    }
}

std::chrono::milliseconds time_for(const Step& step, const Ixit& ixit) {
    const auto waits = step.form->waits;
    return ixit.patience + (waits == nullptr ? std::chrono::milliseconds{0} : ixit.*waits);
}

Json ports_of(const Session& session) {
    Json ports = Json::object();
    for (const auto& [name, socket] : session.sockets)
        if (socket.port != 0) ports[name] = socket.port;
    return ports;
}

}  // namespace

ScriptRun::ScriptRun(const Script& script, Session& session, const Answers& answers,
                     std::istream& controller)
    : script_{script}, session_{session}, answers_{answers}, controller_{controller} {}

void ScriptRun::play() {
    for (const Step& step : script_.steps) {
        if (step.form == nullptr)
            ask(step);
        else if (act(step) == Ending::hung)
            return;
        if (step.arguments.contains("process")) break;
    }
    tell_upcalls();
    require_no_own_fault();
    if (const auto fault = stray_fault()) {
        ShortText words;
        add_words(words, *fault);
        Answers::ended("crashed",
                       std::string{"the provider, on a thread of its own: "} + words.c_str());
        return;
    }
    Answers::completed();
}

/// A call that nobody awaited may have ended in an error of ours.
void ScriptRun::require_no_own_fault() {
    for (auto& [name, flight] : flights_)
        if (flight.outcome.valid() && flight.is_over()) flight.outcome.get();
}

ScriptThread& ScriptRun::thread_of(const Step& step) {
    return threads_.try_emplace(step.thread, step.thread).first->second;
}

ScriptRun::Ending ScriptRun::act(const Step& step) {
    answers_.invoked(step);
    if (step.arguments.contains("in_flight")) return launch(step);
    if (step.arguments.contains("inside")) return perform_inside(step);
    if (step.form->execute == nullptr) return await_return(step);
    if (step.form->key == "hook") {
        Performer nobody;
        Outcome seen = perform(step, session_, nobody);
        tell(step, seen.at, std::move(seen.facts));
        return Ending::done;
    }
    return finish(step,
                  thread_of(step).hand(ScriptThread::Work{[this, &step](Performer& performer) {
                      return perform(step, session_, performer);
                  }}));
}

ScriptRun::Ending ScriptRun::launch(const Step& step) {
    Flight& flight = flights_[step.arguments.at("in_flight").get<std::string>()];
    flight.outcome =
        thread_of(step).hand(ScriptThread::Work{[this, &step, &flight](Performer& performer) {
            const InFlight here{flight, performer};
            return perform(step, session_, performer, &flight.is_at_provider);
        }});
    const auto deadline = Answers::Clock::now() + time_for(step, script_.ixit);
    while (!flight.is_at_provider && flight.outcome.wait_for(glance) != std::future_status::ready)
        if (Answers::Clock::now() > deadline) return hang(step);
    return Ending::done;
}

ScriptRun::Ending ScriptRun::perform_inside(const Step& step) {
    Flight& flight = flights_[step.arguments.at("inside").get<std::string>()];
    InsideStep inside{ScriptThread::Work{[this, &step](Performer& performer) {
        Outcome seen = perform(step, session_, performer);
        inside_step_was_performed();
        return seen;
    }}};
    inside.stays = step.arguments.contains("stays");
    if (step.arguments.contains("handling")) {
        const std::scoped_lock hold{session_.baton};
        const auto window = step.arguments.at("handling").get<std::string>();
        inside.window = session_.windows.handle_of(window);
    }
    auto outcome = flight.inlet.put(std::move(inside));
    const auto deadline = Answers::Clock::now() + script_.ixit.quiescence;
    while (!flight.inlet.is_taken()) {
        const bool is_late = Answers::Clock::now() > deadline || flight.is_over();
        if (is_late && flight.inlet.withdraw()) {
            tell(step, Answers::Clock::now(), {{"not_run", true}});
            return Ending::done;
        }
        outcome.wait_for(glance);
    }
    return finish(step, std::move(outcome));
}

ScriptRun::Ending ScriptRun::await_return(const Step& step) {
    Flight& flight = flights_[step.arguments.at("of").get<std::string>()];
    const auto begun = Answers::Clock::now();
    if (!flight.outcome.valid()) {
        // It had not been expected to return that early.
        tell(step, begun, {{"over", true}});
    } else if (flight.outcome.wait_for(script_.ixit.quiescence) == std::future_status::ready) {
        Outcome seen = flight.outcome.get();
        tell(step, std::max(begun, seen.at), std::move(seen.facts));
    } else {
        tell(step, Answers::Clock::now(), {{"pending", true}});
    }
    return Ending::done;
}

ScriptRun::Ending ScriptRun::finish(const Step& step, std::future<Outcome> outcome) {
    if (outcome.wait_for(time_for(step, script_.ixit)) != std::future_status::ready)
        return hang(step);
    Outcome seen = outcome.get();
    tell(step, seen.at, std::move(seen.facts));
    return Ending::done;
}

/// A call hangs in the provider. Where the thread is in our own code it is we who are slow, or the
/// machine is, and that says nothing of the provider.
ScriptRun::Ending ScriptRun::hang(const Step& step) {
    if (!thread_of(step).is_in_provider())
        throw HarnessError("step " + std::to_string(step.number) +
                           ": the agent itself did not come to its end in time");
    tell_upcalls();
    answers_.hung(step);
    return Ending::hung;
}

void ScriptRun::tell(const Step& step, Answers::Clock::time_point at, Json facts) {
    tell_upcalls();
    answers_.returned(step, at, std::move(facts));
}

void ScriptRun::tell_upcalls() {
    for (const spi::Upcall& upcall : spi::take_upcalls())
        answers_.upcall(script_.steps[upcall.step], upcall);
}

void ScriptRun::ask(const Step& step) {
    const std::string place = "step " + std::to_string(step.number) + ": ";
    {
        const std::scoped_lock baton{session_.baton};
        answers_.asks(step, ports_of(session_));
    }
    std::string line;
    if (!std::getline(controller_, line))
        throw HarnessError(place + "the controller did not answer");
    try {
        const Json done = Json::parse(line);
        if (done.at("step") != step.number || done.at("done") != true)
            throw InputError("not the answer that was asked for");
        const Json ports = done.value("ports", Json::object());
        const std::scoped_lock baton{session_.baton};
        for (const auto& [name, port] : ports.items())
            session_.peer_ports[name] = port.get<std::uint16_t>();
    } catch (const Json::exception& error) {
        throw InputError(place + error.what());
    } catch (const InputError& error) {
        throw InputError(place + error.what());
    }
}

}  // namespace wsconform::agent
