// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a reply, or any reply of a pattern, is what the author of a step claimed.

#include "conformance/scenario/scenario.hpp"
#include "model/state.hpp"

namespace wsconform {

bool is_claimed(const Claim& claim, const Reply& reply, const State& state);
/// Whether some reply of the pattern is.
bool may_be_claimed(const Claim& claim, const Pattern& pattern, const State& state);

/// The values that a claim allows; of a message, the handle of the request that it names.
Range values_of(const Claimed& claimed, const State& state);

}  // namespace wsconform
