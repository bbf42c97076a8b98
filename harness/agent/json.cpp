// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/json.hpp"

#include <algorithm>

namespace wsconform::agent {

std::string text_of(std::span<const std::byte> bytes) {
    std::string text;
    for (const std::byte byte : bytes.first(std::min(bytes.size(), longest_text_bytes))) {
        const auto code = std::to_integer<unsigned>(byte);
        if (code < 0x80) {
            text += static_cast<char>(code);
        } else {
            text += static_cast<char>(0xC0U | (code >> 6U));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        }
    }
    return text;
}

std::string text_up_to_nul(std::span<const std::byte> bytes) {
    const auto end = std::ranges::find(bytes, std::byte{0});
    return text_of(bytes.first(static_cast<std::size_t>(end - bytes.begin())));
}

}  // namespace wsconform::agent
