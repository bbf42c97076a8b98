// SPDX-License-Identifier: Apache-2.0

#pragma once

// Playing providers of 32 bits. A Wine of 64 bits runs programs of 32 bits in the same process
// (WoW64) if it has DLLs of Windows for them. No program of Linux of 32 bits is started: beside a
// provider these are refused.

#include <filesystem>

#include "harness/station/wine.hpp"

namespace wsconform {

/// Debian has these DLLs in a package of another architecture, where its Wine does not look. If
/// they are installed, the Wine is told of them by links that are made in the folder.
void find_dlls_of_32_bits(Wine& wine, const std::filesystem::path& folder);

/// Whether such DLLs were put into that Windows folder when it was made.
bool has_32_bits(const std::filesystem::path& windows);

/// What to do about it if there are none.
constexpr const char* no_32_bits =
    "Wine here runs no programs of 32 bits; for Debian's Wine install what is missing: dpkg "
    "--add-architecture i386 && apt-get update && apt-get install libwine:i386; or take another "
    "Wine with --wine";
constexpr const char* no_32_bits_in_prefix =
    "--prefix: that Windows folder has no DLLs of 32 bits; name one that was made by a Wine that "
    "runs programs of 32 bits";

}  // namespace wsconform
