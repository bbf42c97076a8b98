// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a purpose can be played at all, decided before it runs from what can be done. What the
// provider cannot do makes a purpose not applicable; what this machine cannot show leaves it
// untested.

#include <optional>
#include <string>

#include "conformance/scenario/scenario.hpp"
#include "harness/capabilities.hpp"

namespace wsconform {

/// What keeps a purpose from being played.
struct Obstacle {
    enum class Of { provider, machine };
    Of of{Of::provider};
    std::string reason;  ///< In one sentence.
};

/// Nothing if the purpose can be played. What lies with the provider goes before what lies with
/// the machine, for it would be the same on any other.
std::optional<Obstacle> obstacle_to(const Scenario& scenario, const Capabilities& capabilities);

}  // namespace wsconform
