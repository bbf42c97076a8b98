// SPDX-License-Identifier: Apache-2.0

#pragma once

// The fingerprint of a text: 64 hexadecimal digits.

#include <string>
#include <string_view>

namespace wsconform {

std::string sha256(std::string_view text);

}  // namespace wsconform
