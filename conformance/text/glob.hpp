// SPDX-License-Identifier: Apache-2.0

#pragma once

// Globs: names of purposes as filters and expectations write them.

#include <string_view>

namespace wsconform {

/// Whether the whole text is as the glob says: '*' is any text, '?' any character.
bool matches(std::string_view text, std::string_view glob);

}  // namespace wsconform
