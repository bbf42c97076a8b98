// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which error belongs where, told along the life of a connection to a provider:
//
// 1. Somebody asks for a run: a command line, a scenario, a recorded trace. What makes no sense in
//    it is an InputError (conformance/text/input_error.hpp), with words for whoever wrote it. The
//    program ends with status 2.
// 2. A player starts a station, the station starts a provider's agent and the lower testers. What
//    the machine does not let us do there is a HarnessError: no process, no port, no namespace, no
//    Wine. The program ends with status 3, or does without what it can do without.
// 3. The provider is connected and plays. What it does wrong from here on is never thrown: a reply
//    that no state of the model explains is a violation, a crash or a hang ends the trace and says
//    so in its footer. Both are judged later, and make a verdict.
// 4. The agent or the station is lost. The scenario gets a trace that says `lost`, and the next one
//    gets a new agent or station. What cannot even be told in a trace is a HarnessError again, and
//    so is an interrupt by the user, which ends every wait.

#include <stdexcept>

namespace wsconform {

/// We could not do our part of a run. It says nothing about the provider.
class HarnessError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace wsconform
