// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a developer wants to know of an exception, a crash or a hang: which call, in which thread,
// where in the code, and what was called before.

#include <string>
#include <vector>

#include "conformance/judging/judgement.hpp"
#include "conformance/trace/trace.hpp"

namespace wsconform {

/// A line for each thing known; none if nothing broke. The transcript is that of the trace.
std::vector<std::string> breakdown_of(const Trace& trace,
                                      const std::vector<TranscriptLine>& transcript);

/// What was seen of a step beside its reply, as the end of a sentence: "; it read past the end of
/// buffer b". Empty if nothing was.
std::string beside(const Event& event);

}  // namespace wsconform
