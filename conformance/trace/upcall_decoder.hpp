// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the agent writes of an upcall that a provider was made to make.

#include <nlohmann/json_fwd.hpp>

#include "conformance/scenario/scenario.hpp"
#include "model/reply.hpp"

namespace wsconform {

Reply upcall_reply(const Step& step, const nlohmann::json& facts, unsigned bits);

/// Facts that upcall_reply() reads back as the same reply.
nlohmann::json upcall_facts(const Step& step, const Reply& reply);

}  // namespace wsconform
