// SPDX-License-Identifier: Apache-2.0

#pragma once

// The agent fails by itself where WSCONFORM_AGENT_FAILS in its environment says so. Only tests set
// it: they show that such a failure is never told as the provider's.

#include "harness/agent/memory.hpp"

namespace wsconform::agent {

/// In a step, before the provider is called: "reads", "reads-past", "throws" or "stalls".
void fail_in_step_if_told(Memory& memory);
/// In a blocking hook, which the provider called: "in-hook".
void fail_in_hook_if_told();

}  // namespace wsconform::agent
