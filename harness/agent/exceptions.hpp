// SPDX-License-Identifier: Apache-2.0

#pragma once

// What happens when something faults. A touch by the provider of memory that we guard is noted,
// allowed and goes on. An exception that leaves a call becomes a fact of that call
// (guarded_call.hpp). Any other exception that nobody handles, on a thread of the provider's own,
// stops that thread for good and is told at the next step that waits, so that a trace does not
// depend on who was faster. What faults in our own code ends the process, and says so: it must
// never be told as the provider's.

#include <optional>

#include "harness/agent/fault.hpp"
#include "harness/agent/memory.hpp"

namespace wsconform::agent {

/// Once a process; `memory` must outlive it.
void watch_for_exceptions(Memory& memory);

/// The first exception that stopped a thread of the provider's, if one did.
std::optional<Fault> stray_fault();

/// Ends the play as lost. Takes no memory, for the heap may be what broke.
[[noreturn]] void end_by_own_fault(const Fault& fault);

}  // namespace wsconform::agent
