// SPDX-License-Identifier: Apache-2.0

#pragma once

// Replies and patterns of them in words, with the scenario's names in place of handles.

#include <cstdint>
#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "model/reply.hpp"
#include "model/state.hpp"

namespace wsconform {

/// What a step gave back: "returned SOCKET_ERROR, WSAEINVAL". `state` names the handles;
/// `unwanted_writes` are buffers worth a word, one bit each.
std::string describe(const Reply& reply, const Step& step, const Scenario& scenario,
                     const State& state, std::uint8_t unwanted_writes);
std::string describe(const Pattern& pattern, const Step& step, const Scenario& scenario,
                     const State& state);

}  // namespace wsconform
