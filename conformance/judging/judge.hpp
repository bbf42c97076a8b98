#pragma once

// From a trace to a judgement: the oracle's assessment of each step, put into the words of the
// scenario, and the verdict that follows.

#include "conformance/judging/judgement.hpp"
#include "conformance/trace/trace.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// What is known of the provider before it runs: it settles a few of the model's parameters.
State initial_state(const Subject& subject);

Judgement judge(const Trace& trace, Grading grading);

/// The first step whose claim the model does not allow whatever happened before; nothing if the
/// scenario is sound. `grading` as for `judge`.
std::optional<std::size_t> impossible_claim(const Scenario& scenario);

}  // namespace wsconform
