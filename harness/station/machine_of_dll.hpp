// SPDX-License-Identifier: Apache-2.0

#pragma once

// For which machine a program or DLL of Windows was made.

#include <filesystem>

namespace wsconform {

/// 64 for x86_64, 32 for i386, by its headers; 0 for anything else.
unsigned bits_of(const std::filesystem::path& file);

}  // namespace wsconform
