// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/guid.hpp"

#include <array>
#include <cstdio>

namespace wsconform::agent::spi {

namespace {

constexpr const char* written = "{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}";
constexpr std::size_t length = 38;

}  // namespace

std::optional<GUID> guid_named(std::string_view text) {
    std::string braced{text};
    if (!text.starts_with('{')) braced = "{" + braced + "}";
    std::array<unsigned, 11> part{};
    const int fields =
        std::sscanf(braced.c_str(), written, &part[0], &part[1], &part[2], &part[3], &part[4],
                    &part[5], &part[6], &part[7], &part[8], &part[9], &part[10]);
    if (fields != static_cast<int>(part.size()) || braced.size() != length) return std::nullopt;
    GUID guid{part[0], static_cast<WORD>(part[1]), static_cast<WORD>(part[2]), {}};
    for (std::size_t i = 0; i < std::size(guid.Data4); ++i)
        guid.Data4[i] = static_cast<unsigned char>(part[i + 3]);
    return guid;
}

std::string text_of(const GUID& guid) {
    std::array<char, 64> text{};
    const unsigned char* const last = guid.Data4;
    std::snprintf(text.data(), text.size(), written, static_cast<unsigned>(guid.Data1), guid.Data2,
                  guid.Data3, last[0], last[1], last[2], last[3], last[4], last[5], last[6],
                  last[7]);
    return text.data();
}

}  // namespace wsconform::agent::spi
