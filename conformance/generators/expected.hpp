// SPDX-License-Identifier: Apache-2.0

#pragma once

// What should have come back where a deviation shows, as an author would claim it.

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "conformance/judging/judgement.hpp"

namespace wsconform::generating {

/// All that was allowed, for the "returns" of the step; nothing if words do not say all of it.
std::optional<nlohmann::json> expected_at(const Violation& violation);

}  // namespace wsconform::generating
