// SPDX-License-Identifier: Apache-2.0

#pragma once

// A *move* appends a step or a few to a scenario in the making (walk.hpp). Its picks are small
// numbers that choose among the things that exist, the newest first. High picks choose badly: an
// argument that is wrong, a thing that is gone.

#include <array>
#include <cstdint>

namespace wsconform::generating {

class Walk;

/// Each below `pick_limit`.
using Picks = std::array<std::uint8_t, 4>;
inline constexpr std::uint8_t pick_limit = 16;

using Move = void (*)(Walk& walk, const Picks& picks);

/// What RapidCheck draws.
struct Command {
    Move move{};
    Picks picks{};
};

constexpr bool is_bad(std::uint8_t pick) {
    return pick >= pick_limit - 2;
}

}  // namespace wsconform::generating
