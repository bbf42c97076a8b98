// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a station finds out about its provider before it plays, by asking the agent; and how it
// tells that, and answers requests, in the lines that station.hpp describes.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/trace/subject.hpp"
#include "conformance/trace/tested.hpp"
#include "harness/station/controller.hpp"
#include "harness/station/start_trial.hpp"
#include "harness/station/station.hpp"

namespace wsconform {

/// Why something is missing, or nothing.
using Missing = std::optional<std::string>;

/// The agent as it is asked.
struct AskedAgent {
    /// How it is started with these words, beside those that name the provider.
    std::function<Command(const std::vector<std::string>& words)> with;
    /// Called with that by which it knows, from then on, whether the DLLs are still the same.
    std::function<void(std::vector<std::string> stamps)> hold_to;
};

struct Acquaintance {
    Missing no_agent = {};
    std::vector<std::string> exports = {};
    Subject subject = {};
    Tested tested = {};
    StartTrial start = {};
};

/// Asks the agent. What goes wrong is why there is none.
Acquaintance acquaintance_with(const StationOptions& options, const AskedAgent& agent);

/// What a station has, beside the provider.
struct Furnishing {
    bool isolated = false;
    std::string isolation = {};             ///< What there is in the place of it.
    std::vector<std::string> reasons = {};  ///< What the machine refuses.
    Missing no_name_server = {};
    Missing no_peer = {};
    Missing no_database = {};
    std::string far_end = {};  ///< Where it is, if not beside the agent.
    /// What the far end cannot show, and why: "reset", "full_listener".
    std::map<std::string, std::string> not_shown = {};
};

/// The first line of a station.
std::string introduction_of(const Furnishing& furnishing, const Acquaintance& provider);

using Playing = std::function<Play(const Playable&, const Ixit&, const Subject&)>;

/// The lines that answer a request: a trace, or why it is refused.
std::string answer_to(const std::string& request, const Ixit& ixit, const Subject& subject,
                      const Playing& play);

}  // namespace wsconform
