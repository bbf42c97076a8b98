// SPDX-License-Identifier: Apache-2.0

#pragma once

// An agent is asked something other than a play: what the provider exports, whether it starts. It
// is told a key as for a play, and a line that is not sealed with that is not its answer.

#include <chrono>
#include <string>

#include "harness/station/process.hpp"
#include "harness/station/seal.hpp"

namespace wsconform {

/// The next line that is sealed, opened. What else is written meanwhile is the provider's.
Reading sealed_line(ChildProcess& agent, Seal& seal, ChildProcess::Clock::time_point deadline);

/// The first line of its answer. Throws HarnessError if there is none, or if the agent does not end
/// in time or not with status 0.
std::string answer_of(const Command& agent, std::chrono::milliseconds bound);

/// The same, tried twice: on a busy machine Wine may fail once to start a program, or take too
/// long. The second try has more time.
std::string answer_of_one_of_two(const Command& agent, std::chrono::seconds bound);

}  // namespace wsconform
