// SPDX-License-Identifier: Apache-2.0

#pragma once

// Entering namespaces of our own, step by step, by system calls.

#include <sys/types.h>

#include <filesystem>

namespace wsconform {

/// Of a fork into namespaces.
struct Forked {
    pid_t child = -1;  ///< 0 in the child.
    bool has_user_namespace = true;
};

/// Like fork, but the child is the first process of its own mount, pid, network and IPC namespaces,
/// and of a user namespace too, which gives anybody the right to the others. Where a user namespace
/// is refused (in a chroot, say), root does without. Throws HarnessError naming the first kind of
/// namespace that is refused.
Forked fork_into_namespaces();

/// To be called in that child: raises the loopback interface, and sees to it that what is mounted
/// from here on is not seen outside. `elsewhere` is any folder. Throws HarnessError.
void furnish_namespaces(const std::filesystem::path& elsewhere);

}  // namespace wsconform
