// SPDX-License-Identifier: Apache-2.0

#pragma once

// What Wine's own tests look like: natural claims instead of texts where a call says only that it
// succeeded or failed, Wine's layout, and a patch of an existing test file.

#include <set>
#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform::reproduce {

struct WineClaim {
    std::size_t step{};  ///< As people count.
    std::string reply;   ///< An expression that gives a text.
    std::vector<std::string> texts;
    bool is_todo{};
};

/// The statements that do a step and put its claim, if it has one.
std::string wine_statements(const WineClaim& claim);

/// C as Wine lays it out: braces have a line of their own.
std::string in_wine_layout(const std::string& c);

/// Whether the test must find Winsock not started: unless it starts version 2.2 in its first step
/// and leaves it at that.
bool must_come_first(const Scenario& scenario);

/// How many starts the steps leave behind that no clean-up took back.
int starts_left(const Scenario& scenario);

}  // namespace wsconform::reproduce
