#pragma once

// What happens when the provider faults. A touch of memory that we guard is noted, allowed and
// goes on. An exception that leaves a call becomes a fact of that call (guarded_call.hpp). Any
// other exception that nobody handles, on a thread of the provider, ends the process with one line
// on stderr.

#include "harness/agent/memory.hpp"

namespace wsconform {

/// Once a process; `memory` must outlive it.
void watch_for_faults(Memory& memory);

}  // namespace wsconform
