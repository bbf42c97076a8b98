// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which Wine: the installed one, a tree of one's own, or a program. Whatever Wine has more than one
// program for is found from the first, so that programs of two Wines never meet.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wsconform {

struct Wine {
    /// Runs a Windows program, wineboot among them.
    std::filesystem::path program = {};
    /// The wineserver that belongs to it. A script may start a Wine that is somewhere else, and
    /// that Wine knows its own; then there is none here.
    std::optional<std::filesystem::path> server = std::nullopt;
    /// Where it is to look for DLLs of 32 bits, if they are not with the others.
    std::optional<std::filesystem::path> dlls_of_32_bits = std::nullopt;

    bool operator==(const Wine&) const = default;
};

/// The Wine that a user means by a folder (installed, built or unpacked there), by a program's
/// path, or by a program's name in PATH. Throws InputError.
Wine wine_named(const std::string& words);

/// All that are found in PATH and where Wines are usually put, the one that is taken if nobody
/// names another first.
std::vector<Wine> installed_wines();

/// The one named, or if the words are empty the first that is installed. Throws InputError for what
/// is named and wrong, HarnessError if none is installed.
Wine chosen_wine(const std::string& words);

/// The files and folders outside the system's own that it consists of, as far as they can be known.
/// A folder that is one of `shared`, or holds one, is not among them: its files that are needed
/// are.
std::vector<std::filesystem::path> places_of(const Wine& wine,
                                             const std::vector<std::filesystem::path>& shared);

/// A file and what each link leads to, one after the other: programs that belong together may lie
/// beside any of them.
std::vector<std::filesystem::path> along_links(const std::filesystem::path& file);

/// What it says of itself, such as "wine-8.0 (Debian 8.0~repack-4)". Throws HarnessError if it says
/// nothing of the kind.
std::string version_of(const Wine& wine);

/// What a Wine must not inherit from the user, who may have set it for another Wine, and what it
/// has to know to find its own programs.
std::map<std::string, std::optional<std::string>> environment_of(const Wine& wine);

}  // namespace wsconform
