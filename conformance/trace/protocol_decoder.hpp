// SPDX-License-Identifier: Apache-2.0

#pragma once

// The protocol entries that WSAEnumProtocols stored, as the agent writes them.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "model/reply.hpp"

namespace wsconform {

/// What is wrong with the entries of a successful call (bits of Defect).
std::uint32_t defects_of_protocols(const nlohmann::json& facts);

/// A right answer, spoilt by the defects of the reply.
nlohmann::json protocol_facts(const Reply& reply);

}  // namespace wsconform
