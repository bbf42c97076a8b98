// SPDX-License-Identifier: Apache-2.0

#pragma once

// The blocking hooks that a script names. A hook is a plain function without a context, so there
// is a small fixed number of them, each with its record. They run on any thread of the script.

#include <optional>
#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// What a hook does when it has no step to perform.
struct HookManner {
    /// How often it returns TRUE before it returns FALSE once.
    unsigned repeats = 0;
    /// Whether it dispatches the thread's messages.
    bool dispatches = false;
};

/// The function of that name, from now on with these manners. Throws InputError if there are too
/// many names.
FARPROC hook_named(const std::string& name, const HookManner& manner);

/// The name of a function of ours; nothing for any other.
std::optional<std::string> name_of_hook(FARPROC function);

struct HookSeen {
    unsigned ran = 0;
    bool has_wrong_context = false;
};

/// What was seen of it since it was last asked, or since the last step inside it. Throws InputError
/// for an unknown name.
HookSeen observe_hook(const std::string& name);

/// A step inside the hook that this thread is in has been performed.
void inside_step_was_performed();

/// A provider came back with another context than it was given for this hook.
void note_wrong_context(FARPROC function);

}  // namespace wsconform::agent
