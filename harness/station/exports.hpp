// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the names of the functions that a DLL exports tell of it.

#include <string>
#include <vector>

namespace wsconform {

bool is_among(const std::vector<std::string>& exports, const char* function);

/// Whether the functions that a DLL exports are those of a 1.1 DLL. What came with Winsock 2 tells
/// the two apart, whatever a file is called and whatever version the DLL claims.
bool has_winsock_1_only(const std::vector<std::string>& exports);

}  // namespace wsconform
