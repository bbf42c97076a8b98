// SPDX-License-Identifier: Apache-2.0

#pragma once

// What WSAStartup and WSPStartup left behind, as facts of a trace and as the reply the model knows.

#include <nlohmann/json_fwd.hpp>

#include "model/calls.hpp"
#include "model/reply.hpp"

namespace wsconform {

/// A start-up without a place for an answer leaves none, even if the provider says that it did.
Reply startup_reply(const calls::Startup& call, const nlohmann::json& facts);
Reply provider_startup_reply(const calls::SpiStartup& call, const nlohmann::json& facts);

/// The other way round, of a success.
nlohmann::json startup_facts(const Reply& reply);
nlohmann::json provider_startup_facts(const Reply& reply);

}  // namespace wsconform
