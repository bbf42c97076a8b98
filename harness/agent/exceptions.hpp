// SPDX-License-Identifier: Apache-2.0

#pragma once

// What happens when the provider faults. A touch of memory that we guard is noted, allowed and
// goes on. An exception that leaves a call becomes a fact of that call (guarded_call.hpp). Any
// other exception that nobody handles, on a thread of the provider's own, stops that thread for
// good and is told at the next step that waits, so that a trace does not depend on who was faster.
// On a thread of ours it ends the process.

#include <cstdint>

#include "harness/agent/memory.hpp"

namespace wsconform::agent {

/// Once a process; `memory` must outlive it.
void watch_for_exceptions(Memory& memory);

/// The thread that calls this is one of ours, not the provider's.
void this_thread_is_ours();
bool is_this_thread_ours();

/// The code of the first exception that stopped a thread of the provider's; 0 if none did.
std::uint32_t stray_exception();

}  // namespace wsconform::agent
