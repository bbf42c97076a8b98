// SPDX-License-Identifier: Apache-2.0

#pragma once

// Entering namespaces of our own, step by step, by system calls.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wsconform {

/// Of a fork into namespaces.
struct Forked {
    pid_t child = -1;  ///< 0 in the child.
    bool has_user_namespace = true;
};

/// Like fork, but the child is the first process of its own mount, pid and network namespaces, and
/// of a user namespace too, which gives anybody the right to the others. Where a user namespace is
/// refused (in a chroot, say), root does without. Throws HarnessError naming the first kind of
/// namespace that is refused.
Forked fork_into_namespaces();

/// Whose ids are mapped into a user namespace; nobody's where there is none.
struct Ids {
    uid_t user;
    gid_t group;
};

/// To be called in that child: maps the ids, raises the loopback interface, mounts a private
/// `scratch` and a /proc of the new namespace. Throws HarnessError if the first three cannot be.
/// Returns what else was refused.
std::vector<std::string> furnish_namespaces(const std::optional<Ids>& mapped,
                                            const std::filesystem::path& scratch);

/// Mounts our resolv.conf, hosts and nsswitch.conf over the system's. Throws HarnessError.
void mount_own_resolver(const std::filesystem::path& scratch);

}  // namespace wsconform
