// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/versions.hpp"

#include <charconv>

#include "harness/agent/errors.hpp"

namespace wsconform::agent {

WORD version_of(const std::string& text) {
    unsigned major = 0;
    unsigned minor = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, major);
    const bool has_dot = first.ptr != end && *first.ptr == '.';
    const auto second = has_dot ? std::from_chars(first.ptr + 1, end, minor) : first;
    if (!has_dot || second.ptr != end || major > 0xFF || minor > 0xFF)
        throw InputError("\"" + text + "\" is not a version");
    return static_cast<WORD>(major | (minor << 8U));
}

std::string text_of_version(WORD version) {
    return std::to_string(version & 0xFFU) + "." + std::to_string(version >> 8U);
}

}  // namespace wsconform::agent
