// SPDX-License-Identifier: Apache-2.0

#pragma once

// How files of the machine come to a place in a station's view: mounted, or copied.

#include <cstdint>
#include <filesystem>

namespace wsconform {

/// A folder or file with all that is mounted below, with these attributes of mount_setattr. Makes
/// the place. Throws HarnessError.
void bind_to(const std::filesystem::path& place, const std::filesystem::path& source,
             std::uint64_t attributes);

/// Of a mount, and of those below if `flags` has AT_RECURSIVE. Throws HarnessError.
void restrict_mount(const std::filesystem::path& place, unsigned flags, std::uint64_t attributes);

/// A copy that everybody may read. Throws HarnessError.
void copy_to(const std::filesystem::path& place, const std::filesystem::path& source);

/// Whether others than the owner and the group may read it and all below, and run it where the
/// owner may.
bool may_be_read_by_others(const std::filesystem::path& path);

}  // namespace wsconform
