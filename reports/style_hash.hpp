// SPDX-License-Identifier: Apache-2.0

#pragma once

// The hash by which a Content-Security-Policy admits a style or a script.

#include <string>
#include <string_view>

#include "reports/page_data.hpp"
#include "reports/sha256.hpp"

namespace wsconform {

/// What a policy wants of a hash that sha256() tells in hexadecimal.
inline std::string hash_for_policy(std::string_view text) {
    const auto nibble = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
    const std::string digits = sha256(text);
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(nibble(digits[i]) * 16 + nibble(digits[i + 1]));
    return base64(bytes);
}

}  // namespace wsconform
