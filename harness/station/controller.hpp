// SPDX-License-Identifier: Apache-2.0

#pragma once

// Plays one scenario: the agent runs its steps and asks for those of the lower testers in their
// place, and what either reports becomes the trace. Whatever the agent does, there is a trace with
// a footer.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "conformance/trace/subject.hpp"
#include "harness/station/agent_process.hpp"
#include "harness/station/lower_testers.hpp"
#include "harness/station/process.hpp"

namespace wsconform {

/// A scenario as text, looked into as far as playing it needs.
struct Playable {
    std::string scenario;
    std::vector<Tester> testers = {};
    /// Each step as JSON text, without the author's claim of what it returns.
    std::vector<std::string> steps = {};
};

/// Throws HarnessError if it is no scenario with steps.
Playable parse_playable(const std::string& scenario);

/// What came of playing a scenario once.
struct Play {
    std::string trace = {};  ///< Its lines, each with its newline.
    /// How long the agent took to say its first word; nothing if it said none.
    std::optional<std::chrono::milliseconds> started_in = {};
};

/// So often is an agent started that ends before its first event.
constexpr int most_attempts = 3;

/// `addresses` are told to an agent that is elsewhere.
Play play_on_agent(const Playable& playable, const Command& command, LowerTesters& testers,
                   const Ixit& ixit, const Subject& subject,
                   const std::optional<native::Addresses>& addresses = {});

/// A trace in which nothing happened.
std::string empty_trace(const Subject& subject, const std::string& scenario, const Ending& ending);

}  // namespace wsconform
