// SPDX-License-Identifier: Apache-2.0

#pragma once

// What WSAStartup and WSPStartup left behind, as facts of a trace and as the reply the model knows.

#include <nlohmann/json_fwd.hpp>

#include "model/reply.hpp"

namespace wsconform {

Reply startup_reply(const nlohmann::json& facts);
Reply provider_startup_reply(const nlohmann::json& facts);

/// The other way round, of a success.
nlohmann::json startup_facts(const Reply& reply);
nlohmann::json provider_startup_facts(const Reply& reply);

}  // namespace wsconform
