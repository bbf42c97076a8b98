// SPDX-License-Identifier: Apache-2.0

#pragma once

// The JSON type of the agent, and how bytes that came from a provider become text in it.
// Such bytes may be anything: each one becomes the character of its number (U+0000 to U+00FF),
// so nothing is lost and the line stays valid.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

namespace wsconform::agent {

using Json = nlohmann::json;

inline constexpr std::size_t longest_text_bytes = 1024;

/// At most `longest_text_bytes` of them.
std::string text_of(std::span<const std::byte> bytes);

/// The same, up to the first NUL.
std::string text_up_to_nul(std::span<const std::byte> bytes);

}  // namespace wsconform::agent
