// SPDX-License-Identifier: Apache-2.0

#pragma once

// A scenario as a conversation: who says what to whom, and what its author says comes back.

#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

struct Utterance {
    std::string speaker;  ///< "main", "b", "peer", "name_server" or "database"
    std::string text;     ///< `s.recv(16) = "hello"`
};

/// A line for each step, in their order.
std::vector<Utterance> conversation_of(const Scenario& scenario);

}  // namespace wsconform
