// SPDX-License-Identifier: Apache-2.0

#pragma once

// Calling into the provider so that an exception which leaves the call becomes a value.

#include <cstdint>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// Runs body(argument). Returns 0, or the code of the exception that left it: one that no handler
/// inside the call wanted. The body must own nothing that needs a destructor.
std::uint32_t run_guarded(void (*body)(void*), void* argument);

/// Makes `context` continue where the guarded call that this thread is in returns the code. False
/// if the thread is in none.
bool leave_guarded_call(CONTEXT& context, std::uint32_t code);

/// Once a process, before the first call.
void prepare_guarded_calls();

}  // namespace wsconform::agent
