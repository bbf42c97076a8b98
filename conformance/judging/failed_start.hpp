// SPDX-License-Identifier: Apache-2.0

#pragma once

// A transport provider that could not be made ready for calls. That is an error of the run and no
// violation: it breaks no clause of the call that first needed it.

#include "conformance/judging/judgement.hpp"
#include "conformance/trace/trace.hpp"

namespace wsconform {

/// Takes back the violations from the step on at which the provider did not start.
void excuse_what_did_not_start(const Trace& trace, Judgement& judgement);

}  // namespace wsconform
