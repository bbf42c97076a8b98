// SPDX-License-Identifier: Apache-2.0

#pragma once

// The properties: kinds of generated scenarios. Each says *always* that what a provider does is
// allowed, and *sometimes* that certain clauses were put to the test, or it would say nothing.

#include <string>
#include <string_view>
#include <vector>

#include "conformance/generators/move.hpp"
#include "model/catalogue.hpp"

namespace wsconform::generating {

/// A move, and how often it is drawn compared with the others.
struct Weighted {
    unsigned weight{};
    Move move{};
};

struct Property {
    std::string_view name;
    std::string_view purpose;  ///< In one sentence.
    bool is_spi{};             ///< It calls the provider interface, as `simulated` then does.
    std::vector<Move> opening;
    std::vector<Weighted> moves;
    std::vector<ClauseId> sometimes;  ///< What every case claims, and some case must exercise.

    std::string id() const { return "generated/" + std::string{name}; }
};

const std::vector<Property>& properties();

}  // namespace wsconform::generating
