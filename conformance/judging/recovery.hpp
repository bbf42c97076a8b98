#pragma once

// What a provider that deviated may have done, which the oracle supposes to go on from there.

#include <optional>
#include <vector>

#include "model/ruling.hpp"

namespace wsconform {

/// The states after a call that was done although nothing is started: with its effect, as if
/// something were.
std::vector<State> done_unstarted(const Spec& spec, const State& state,
                                  std::optional<ThreadId> thread, const Call& call,
                                  const Reply& reply);

}  // namespace wsconform
