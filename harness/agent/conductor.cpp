#include "harness/agent/conductor.hpp"

#include "harness/agent/errors.hpp"
#include "harness/agent/faults.hpp"
#include "harness/agent/forms.hpp"

namespace wsconform {

namespace {

/// Runs on the step's thread.
Outcome perform(const Step& step, Session& session, Performer& performer) {
    const std::string place = "step " + std::to_string(step.number) + ": ";
    try {
        Turn turn{session, performer, step.arguments};
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

Conductor::Conductor(const Script& script, Session& session, const Answers& answers,
                     std::istream& controller)
    : script_{script}, session_{session}, answers_{answers}, controller_{controller} {}

void Conductor::play() {
    for (const Step& step : script_.steps) {
        if (step.form == nullptr)
            ask(step);
        else if (act(step) == Ending::hung)
            return;
        if (step.arguments.contains("process")) break;
    }
    if (stray_exception() != 0) throw HarnessError("the provider faulted on a thread of its own");
    answers_.completed();
}

Conductor::Ending Conductor::act(const Step& step) {
    Worker& worker = workers_[step.thread];
    answers_.invoked(step);
    auto outcome = worker.hand(Worker::Work{
        [this, &step](Performer& performer) { return perform(step, session_, performer); }});
    const auto waited = outcome.wait_for(time_for(step, script_.ixit));
    for (const spi::Upcall& upcall : spi::take_upcalls())
        answers_.upcall(step, upcall);
    if (waited != std::future_status::ready) {
        answers_.hung(step);
        return Ending::hung;
    }
    Outcome seen = outcome.get();
    answers_.returned(step, seen.at, std::move(seen.facts));
    return Ending::done;
}

void Conductor::ask(const Step& step) {
    const std::string place = "step " + std::to_string(step.number) + ": ";
    answers_.asks(step, ports_of(session_));
    std::string line;
    if (!std::getline(controller_, line))
        throw HarnessError(place + "the controller did not answer");
    try {
        const Json done = Json::parse(line);
        if (done.at("step") != step.number || done.at("done") != true)
            throw InputError("not the answer that was asked for");
        const Json ports = done.value("ports", Json::object());
        for (const auto& [name, port] : ports.items())
            session_.peer_ports[name] = port.get<std::uint16_t>();
    } catch (const Json::exception& error) {
        throw InputError(place + error.what());
    } catch (const InputError& error) {
        throw InputError(place + error.what());
    }
}

}  // namespace wsconform
