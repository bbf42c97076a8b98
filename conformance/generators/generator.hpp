// SPDX-License-Identifier: Apache-2.0

#pragma once

// Draws scenarios of a property, with RapidCheck. Of several candidates it keeps the one that the
// model says would exercise the most clauses that were not exercised yet.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "conformance/generators/properties.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform::generating {

class Generator {
  public:
    Generator(const Property& property, std::uint64_t seed) : property_{&property}, seed_{seed} {}

    /// The next scenarios. They depend on the seed and on what was exercised so far.
    std::vector<Scenario> next(std::size_t count);
    void exercised(const std::vector<ClauseId>& clauses) {
        exercised_.insert(clauses.begin(), clauses.end());
    }

  private:
    Walk walk(std::uint64_t case_number, std::uint64_t candidate) const;

    const Property* property_;
    std::uint64_t seed_;
    std::uint64_t drawn_{};
    std::set<ClauseId> exercised_;
};

/// The scenario of those steps that can be done, without claims of what they return. What is in
/// flight in the end is awaited: a call that nobody saw return could have had any effect.
Scenario scenario_of(const nlohmann::json& steps, bool is_spi, const std::vector<ClauseId>& clauses,
                     const std::string& id, const std::string& purpose);

}  // namespace wsconform::generating
