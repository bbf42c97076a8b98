// SPDX-License-Identifier: Apache-2.0

#pragma once

// What must hold in every state and at every transition of the model, whatever the rules say: they
// are checked against it, as a provider is against them.

#include <string_view>

#include "model/state.hpp"

namespace wsconform {

/// What the state breaks, in words; empty if nothing. Each invariant is about the start-ups with
/// one request or one socket, or about two requests: the explorer relies on that.
std::string_view broken_in(const State& state);

/// What the transition breaks, in words; empty if nothing.
std::string_view broken_between(const State& before, const State& after);

}  // namespace wsconform
