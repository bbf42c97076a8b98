// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a reply, or any reply of a pattern, is what the author of a step claimed.

#include "conformance/scenario/scenario.hpp"
#include "model/state.hpp"

namespace wsconform {

bool is_claimed(const Claim& claim, const Reply& reply, const State& state);
/// Whether some reply of the pattern is.
bool may_be_claimed(const Claim& claim, const Pattern& pattern, const State& state);

/// A reply of the pattern that is claimed, if there is one.
Reply claimed_example(const Claim& claim, const Pattern& pattern, const State& state);

}  // namespace wsconform
