// SPDX-License-Identifier: Apache-2.0

#pragma once

// The structures a look-up leaves in the caller's buffer, as the agent writes them down: hostent,
// protoent and servent with every pointer as an offset into the buffer.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

/// What is wrong with a result (bits of Defect), given the look-up and the buffer's length.
std::uint32_t defects_of_result(const nlohmann::json& result, const Step& lookup,
                                std::uint32_t room_bytes);

/// A right result of the look-up, spoilt by the defects given.
nlohmann::json result_with(std::uint32_t defects, const Step& lookup);

}  // namespace wsconform
