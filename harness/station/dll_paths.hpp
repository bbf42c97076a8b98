// SPDX-License-Identifier: Apache-2.0

#pragma once

// How Wine is brought to load a DLL from the file that was named. Wine has DLLs of its own, and
// where it has one of the same name it prefers it to any file, wherever that is. An override for a
// full path makes it take this file, and leaves everything else of that name as it was: what the
// file loads from the system folder, and what Wine's own DLLs load.

#include <filesystem>
#include <string>
#include <vector>

#include "conformance/trace/subject.hpp"

namespace wsconform {

bool is_dll(const std::filesystem::path& file);

/// Of a path on the drive that stands for this machine's root; any other stays.
std::filesystem::path as_this_machine_sees(const std::string& dll);

/// A path of this machine as Wine writes it; a bare name, or what is such a path already, stays.
std::string as_wine_sees(const std::string& dll);

/// Overrides for these DLLs and for what is beside them, in a prefix that no wineserver uses yet.
/// Beside them, DLLs that make up Windows itself are left alone, as Windows would leave them. So is
/// the ws2_32.dll beside a transport provider, which is tested below the system's.
void load_from_files(const std::filesystem::path& prefix, const std::vector<std::string>& dlls,
                     Interface interface);

}  // namespace wsconform
