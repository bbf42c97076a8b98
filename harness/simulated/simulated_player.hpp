// SPDX-License-Identifier: Apache-2.0

#pragma once

// The model in the part of a provider. Its choices are drawn from a seed: with an odd seed it is
// obliging, with an even one it also takes every legal way out (it refuses to cancel, splits what
// it delivers). With a clause suspended it is a mutant, which does what that clause forbids
// wherever it can; with a mutation (mutation.hpp) it is one that does just that.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "harness/player.hpp"
#include "harness/simulated/mutation.hpp"
#include "model/catalogue.hpp"

namespace wsconform {

/// Told of each moment at which the player has chosen what to do.
using Watch = std::function<void(const Moment&)>;

class SimulatedPlayer final : public Player {
  public:
    SimulatedPlayer(std::uint64_t seed, std::optional<ClauseId> suspended)
        : seed_{seed}, suspended_{suspended} {}
    /// With the name of a mutation, which it does wherever it can.
    SimulatedPlayer(std::uint64_t seed, std::string mutation)
        : seed_{seed}, mutation_{std::move(mutation)} {}
    SimulatedPlayer(std::uint64_t seed, Watch watch) : seed_{seed}, watch_{std::move(watch)} {}

    /// The model can do all that scenarios speak of.
    Capabilities capabilities() const override { return {}; }
    std::string play(const Scenario& scenario) override;

  private:
    std::uint64_t seed_;
    std::optional<ClauseId> suspended_;
    std::string mutation_;
    Watch watch_;
};

}  // namespace wsconform
