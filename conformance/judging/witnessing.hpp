// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider was seen to do in one play, of what clauses limit. It is read from the trace
// alone: neither the model nor the verdict has a say in it.

#include "conformance/trace/trace.hpp"
#include "model/witness.hpp"

namespace wsconform {

Witnesses witnessed_in(const Trace& trace);

}  // namespace wsconform
