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

/// The part of what was seen that is to be explained. A write is blamed only where the rest of the
/// reply would be allowed: when exactly a provider writes is chance, and a deviation should read
/// the same every time.
Observation what_to_blame(const Follower& follower, const StateSet& possible,
                          const Observation& seen, Assessment& assessment);

/// Fills in the clauses that a reply breaks: those that forbid just it, else those that asked for
/// another.
void explain(const Follower& follower, const StateSet& possible, const Observation& seen,
             Assessment& assessment);

/// Had the reply at some earlier step been another allowed one, would this reply be allowed now?
/// The latest such step is the one that excluded it.
std::optional<std::size_t> excluding_step(const Follower& follower, const Observation& seen,
                                          const std::vector<Past>& past);

}  // namespace wsconform
