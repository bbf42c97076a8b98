// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider that deviated may have done, which the oracle supposes to go on from there.

#include "conformance/judging/following.hpp"

namespace wsconform {

/// The states that may follow the violation: as if any reply had been seen that was allowed. The
/// same as `possible` where the call was not made at all.
StateSet states_after_violation(const Follower& follower, const StateSet& possible,
                                const Observation& seen);

/// What a reply that no state allows comes to, once it is explained.
Conclusion conclusion_of(const Follower& follower, const StateSet& possible,
                         const Observation& seen, const Assessment& assessment);

}  // namespace wsconform
