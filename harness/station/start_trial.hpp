// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a transport provider starts at all, found out once for all purposes that need it to, and
// said in one sentence with what may be the cause.

#include <chrono>
#include <string>
#include <vector>

#include "harness/station/process.hpp"

namespace wsconform {

struct StartTrial {
    bool starts = true;
    /// Why not, or what is odd about it, and what can be done; empty if there is nothing to say.
    std::string words = {};

    bool operator==(const StartTrial&) const = default;
};

/// Has the agent try it, up to three times if it is not heard out. What goes wrong on our side is
/// no finding: the provider is then taken for one that starts, every purpose is judged for itself,
/// and the words say so.
StartTrial start_tried(const Command& agent, const std::vector<std::string>& chain,
                       std::chrono::seconds bound);

/// What the agent's last line means; `chain` has the files, the top first. Throws a JSON exception.
StartTrial start_told(const std::string& line, const std::vector<std::string>& chain);

}  // namespace wsconform
