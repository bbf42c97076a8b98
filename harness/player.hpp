// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whoever plays scenarios: a real provider at the other end of a station, or the model itself in
// the part of a provider. A scenario goes in, the text of a trace comes out; nothing is judged.

#include <string>

#include "conformance/scenario/scenario.hpp"
#include "harness/capabilities.hpp"

namespace wsconform {

class Player {
  public:
    Player() = default;
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;
    virtual ~Player() = default;

    /// What the provider and its surroundings can do, as far as is known before anything is played.
    virtual Capabilities capabilities() const = 0;

    /// Always returns a trace with a footer, whatever the provider does. Throws HarnessError if it
    /// cannot even say that the provider was lost.
    virtual std::string play(const Scenario& scenario) = 0;
};

}  // namespace wsconform
