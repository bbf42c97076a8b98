// SPDX-License-Identifier: Apache-2.0

#pragma once

// Why a reply is a violation: the clauses it breaks, what was allowed in its place, and the earlier
// step that left no other way.

#include <cstddef>
#include <optional>
#include <vector>

#include "conformance/judging/following.hpp"

namespace wsconform {

/// One observation, and what was possible before it.
struct Past {
    Observation observation;
    Flights flights;
    StateSet before;  ///< Closed under internal steps.
};

/// Fills in the clauses that a reply breaks. The call's own result and each flaw that came with it,
/// such as a write to a buffer, break theirs by themselves: those that forbid just that, else those
/// that asked for another reply. Returns what an earlier step may have excluded: the reply as a
/// whole or, if even the call's own result is not allowed, that alone.
Observation explain(const Follower& follower, const StateSet& possible, const Observation& seen,
                    const std::vector<Past>& past, Assessment& assessment);

/// Had the reply at some earlier step been another allowed one, would this reply be allowed now?
/// The latest such step is the one that excluded it.
std::optional<std::size_t> excluding_step(const Follower& follower, const Observation& seen,
                                          const std::vector<Past>& past);

}  // namespace wsconform
