// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which file of known deviations holds for a provider of a certain version, where a folder has
// several: `wine-8.0.json` is what is known of version 8.0.

#include <filesystem>
#include <string>
#include <string_view>

namespace wsconform {

struct ExpectationChoice {
    std::filesystem::path file;
    std::string why;  ///< A line for the user; empty if the file itself was given.
};

/// The file itself, if `given` is one. Of a folder, the file for this provider whose name ends in
/// its version; else the nearest older one; else the oldest. If the version is empty, which means
/// that nobody knows it, the newest. Throws InputError if the folder has none for this provider.
ExpectationChoice expectations_for(const std::filesystem::path& given, const std::string& provider,
                                   const std::string& version);

/// The first number of dots and digits: "10.0" of "wine-10.0-rc2 (Debian 10.0~repack-6)". Empty if
/// there is none.
std::string version_number(std::string_view text);

}  // namespace wsconform
