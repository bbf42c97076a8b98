// SPDX-License-Identifier: Apache-2.0

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

}  // namespace wsconform
