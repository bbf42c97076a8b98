// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a station needs of the registry of its Windows folder, whoever made the folder: nobody looks
// at a screen, and nobody is there to debug.

#include <filesystem>

namespace wsconform {

/// Writes it into the registry files, which no Wine may be using. Throws HarnessError.
void set_for_a_station(const std::filesystem::path& prefix);

}  // namespace wsconform
