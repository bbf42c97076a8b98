// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the system knows of a process that somebody wants to look into with a debugger.

#include <sys/types.h>

#include <optional>
#include <string>

namespace wsconform {

/// Whether a debugger of this system is attached to the process. One that runs outside our process
/// namespace is seen only while it has the process stopped, as it has at first.
bool is_traced(pid_t process);

/// The process below `ancestor` that was started with that word among its arguments.
std::optional<pid_t> descendant_started_with(pid_t ancestor, const std::string& word);

}  // namespace wsconform
