// SPDX-License-Identifier: Apache-2.0

#pragma once

// Entering namespaces of our own, step by step, by system calls.

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace wsconform {

/// Like fork, but the child is the first process of its own user, mount, pid and network
/// namespaces. Throws HarnessError naming the first kind of namespace that is refused.
pid_t fork_into_namespaces();

/// To be called in that child: maps our own ids, raises the loopback interface, mounts a private
/// `scratch` and a /proc of the new namespace. Throws HarnessError if the first three cannot be.
/// Returns what else was refused.
std::vector<std::string> furnish_namespaces(uid_t user, gid_t group,
                                            const std::filesystem::path& scratch);

/// Mounts our resolv.conf, hosts and nsswitch.conf over the system's. Throws HarnessError.
void mount_own_resolver(const std::filesystem::path& scratch);

}  // namespace wsconform
