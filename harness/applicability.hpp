// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a purpose can be played at all, decided before it runs from what can be done.

#include <optional>
#include <string>

#include "conformance/scenario/scenario.hpp"
#include "harness/capabilities.hpp"

namespace wsconform {

/// The reason, in one sentence, why the purpose does not apply; nothing if it does.
std::optional<std::string> why_not_applicable(const Scenario& scenario,
                                              const Capabilities& capabilities);

}  // namespace wsconform
