#pragma once

// The model in the part of a provider. Its choices are drawn from a seed: with an odd seed it is
// obliging, with an even one it also takes every legal way out (it refuses to cancel, splits what
// it delivers). With a clause suspended it is a mutant, which does what that clause forbids
// wherever it can.

#include <cstdint>
#include <optional>

#include "harness/player.hpp"
#include "model/catalogue.hpp"

namespace wsconform {

class SimulatedPlayer final : public Player {
  public:
    SimulatedPlayer(std::uint64_t seed, std::optional<ClauseId> suspended)
        : seed_{seed}, suspended_{suspended} {}

    std::string play(const Scenario& scenario) override;

  private:
    std::uint64_t seed_;
    std::optional<ClauseId> suspended_;
};

}  // namespace wsconform
