// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a scenario claims only what the model allows. No trace is needed: a claim that no
// conforming provider could meet is a fault of the scenario.

#include <cstddef>
#include <optional>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

/// The first step whose claim the model does not allow whatever happened before; nothing if the
/// scenario is sound.
std::optional<std::size_t> impossible_claim(const Scenario& scenario);

}  // namespace wsconform
