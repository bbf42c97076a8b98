// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the controller asks for: one line of JSON with the steps, in order, and the times that the
// implementer of the provider gave (IXIT). It never says what is expected.

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "harness/agent/addresses.hpp"
#include "harness/agent/json.hpp"

namespace wsconform::agent {

struct Form;

struct Ixit {
    std::chrono::milliseconds quiescence;
    std::chrono::milliseconds settle;
    std::chrono::milliseconds patience;
};

struct Step {
    std::size_t number;
    std::string thread;
    Json arguments;
    /// How the agent does it; null if a lower tester does it.
    const Form* form;
};

struct Script {
    Ixit ixit;
    Addresses addresses;
    std::vector<Step> steps;
};

inline constexpr const char* agent_format = "wsconform-agent/1";

/// Throws InputError for whatever it does not know: an unknown argument is a misunderstanding.
Script parse_script(const std::string& line);

}  // namespace wsconform::agent
