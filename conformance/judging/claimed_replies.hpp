// SPDX-License-Identifier: Apache-2.0

#pragma once

// The replies that an author may have meant, among those that an outcome allows. A claim may leave
// things open ("ok" of a receive says no length, and a success says nothing of the last error), and
// a later claim may depend on them; so there are several replies where that can matter.

#include <set>
#include <vector>

#include "conformance/scenario/deliveries.hpp"
#include "conformance/scenario/scenario.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// What is known of a scenario while its claims are followed.
struct ClaimsSoFar {
    explicit ClaimsSoFar(const Scenario& of);

    const Scenario* scenario;
    std::set<Error> codes_read_later;  ///< That steps claim to read with WSAGetLastError.
    Deliveries deliveries;             ///< After the steps that were followed.
};

/// Whether the text that is claimed can be what the step receives: on a stream what comes next,
/// else what somebody sent.
bool is_text_sent(const Claimed& claimed, std::size_t index, const ClaimsSoFar& so_far,
                  const State& state);

/// Replies of the outcome that are claimed, or any if the step claims nothing, and that no clause
/// forbids.
std::vector<Reply> claimed_replies(const ClaimsSoFar& so_far, std::size_t index, const State& state,
                                   const Ruling& ruling, const Outcome& outcome);

}  // namespace wsconform
