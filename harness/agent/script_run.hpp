// SPDX-License-Identifier: Apache-2.0

#pragma once

// The main thread's work: it goes through the script in order. Each step is handed to its thread,
// or asked of the controller if a lower tester does it, and the next one begins when it is done; a
// call that is to be in flight counts as done when it reaches the provider. A step that is not done
// within its time is hung, and the last one.

#include <istream>
#include <map>
#include <string>

#include "harness/agent/answer.hpp"
#include "harness/agent/flight.hpp"
#include "harness/agent/script_thread.hpp"
#include "harness/agent/session.hpp"

namespace wsconform::agent {

class ScriptRun {
  public:
    /// `controller` is where the controller's lines come from.
    ScriptRun(const Script& script, Session& session, const Answers& answers,
              std::istream& controller);

    /// Throws InputError where the script turns out to make no sense.
    void play();

  private:
    enum class Ending { done, hung };

    Ending act(const Step& step);
    /// Begins a call and leaves it in flight.
    Ending launch(const Step& step);
    /// Has the step performed by a hook inside a call in flight.
    Ending perform_inside(const Step& step);
    Ending await_return(const Step& step);
    Ending finish(const Step& step, std::future<Outcome> outcome);
    Ending hang(const Step& step);
    void tell(const Step& step, Answers::Clock::time_point at, Json facts);
    void tell_upcalls();
    void require_no_own_fault();
    ScriptThread& thread_of(const Step& step);
    void ask(const Step& step);

    const Script& script_;
    Session& session_;
    const Answers& answers_;
    std::istream& controller_;
    std::map<std::string, ScriptThread> threads_;
    std::map<std::string, Flight> flights_;
};

}  // namespace wsconform::agent
