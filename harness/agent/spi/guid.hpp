// SPDX-License-Identifier: Apache-2.0

#pragma once

// GUIDs as people write them: {8-4-4-4-12} in hexadecimal digits.

#include <optional>
#include <string>
#include <string_view>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

/// With or without braces; nothing if it is none.
std::optional<GUID> guid_named(std::string_view text);

std::string text_of(const GUID& guid);

}  // namespace wsconform::agent::spi
