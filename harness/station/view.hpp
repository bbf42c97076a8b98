// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a station sees of the machine's files: a root of its own, in memory, in which there is what
// containment.hpp names and what is added here, read-only, each at the place that it has outside.

#include <filesystem>
#include <vector>

#include "harness/station/rights.hpp"

namespace wsconform {

struct View {
    /// Files, and folders with all that is below.
    std::vector<std::filesystem::path> shown = {};
    /// The same, in which nothing is looked for that others than the owner must not read.
    std::vector<std::filesystem::path> shown_as_they_are = {};
    /// Of each of these files the folder, with all that is in it when the station begins but for
    /// sockets; of a folder that holds more than a provider, only its DLLs.
    std::vector<std::filesystem::path> shown_with_their_folder = {};
    /// Is not shown where a folder of the above would show it.
    std::vector<std::filesystem::path> hidden = {};
    /// Folders that the station may write to.
    std::vector<std::filesystem::path> writable = {};
    /// All files of the machine, read-only, and not only those.
    bool is_whole_machine = false;
};

/// Where a station's own files are, of what it sees.
constexpr const char* own_folder = "/station";

/// To be called in a mount namespace of our own: makes the view below `root`, a folder, and makes
/// it the root of this process. What the ids that the station will have must not read outside is
/// shown as a copy. Returns what else was refused. Throws HarnessError.
std::vector<std::string> enter_view(const View& view, const std::filesystem::path& root,
                                    const Ids& ids);

}  // namespace wsconform
