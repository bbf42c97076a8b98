// SPDX-License-Identifier: Apache-2.0

#pragma once

// Words of ours, as the tables of our documents explain them.

#include <string>
#include <vector>

namespace wsconform {

/// Each row that explains the word, as a line; nothing if it is in no table. Capitals do not count,
/// nor whether parts are joined by hyphens.
std::vector<std::string> rows_explaining(const std::string& word);

}  // namespace wsconform
