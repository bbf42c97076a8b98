#pragma once

// Goes through the script in order. Each step is handed to its thread, or asked of the controller
// if a lower tester does it, and the next one begins when it is done. A step that is not done
// within its time is hung, and the last one.

#include <istream>
#include <map>
#include <string>

#include "harness/agent/answer.hpp"
#include "harness/agent/session.hpp"
#include "harness/agent/threads.hpp"

namespace wsconform {

class Conductor {
  public:
    /// `controller` is where the controller's lines come from.
    Conductor(const Script& script, Session& session, const Answers& answers,
              std::istream& controller);

    /// Throws InputError where the script turns out to make no sense.
    void play();

  private:
    enum class Ending { done, hung };

    Ending act(const Step& step);
    void ask(const Step& step);

    const Script& script_;
    Session& session_;
    const Answers& answers_;
    std::istream& controller_;
    std::map<std::string, Worker> workers_;
};

}  // namespace wsconform
