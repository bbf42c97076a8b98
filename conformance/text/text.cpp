// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace wsconform {
namespace {

/// A code point and the number of bytes it takes; no bytes if they are not valid UTF-8.
struct CodePoint {
    char32_t value{};
    std::size_t bytes{};
};

bool is_continuation(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80U) return {lead, 1};
    const std::size_t bytes = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U) return {};

    char32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!is_continuation(text, at + i)) return {};
        value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    const std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least.at(bytes) || value > 0x10FFFF || is_surrogate) return {};
    return {value, bytes};
}

std::string hexadecimal(std::uint32_t value, std::size_t digits) {
    std::string text(digits, '0');
    for (std::size_t i = digits; i-- > 0; value >>= 4U) {
        text[i] = "0123456789ABCDEF"[value & 0xFU];
    }
    return text;
}

std::string escaped_byte(char byte) {
    return "\\x" + hexadecimal(static_cast<unsigned char>(byte), 2);
}

bool is_between(char32_t value, char32_t first, char32_t last) {
    return value >= first && value <= last;
}

/// Control characters, marks of direction, invisible characters and what XML forbids.
bool deceives(char32_t value) {
    return value < 0x20 || is_between(value, 0x7F, 0x9F) || value == 0xAD || value == 0x061C ||
           value == 0x180E || is_between(value, 0x200B, 0x200F) ||
           is_between(value, 0x2028, 0x202E) || is_between(value, 0x2060, 0x206F) ||
           value == 0xFEFF || is_between(value, 0xFFF9, 0xFFFB) || (value & 0xFFFEU) == 0xFFFE ||
           is_between(value, 0xE0000, 0xE007F);
}

std::string escaped(char32_t value) {
    if (value == U'\n') return "\\n";
    if (value == U'\r') return "\\r";
    if (value == U'\t') return "\\t";
    return value > 0xFFFF ? "\\U" + hexadecimal(value, 8) : "\\u" + hexadecimal(value, 4);
}

std::string_view markup(char character) {
    switch (character) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&apos;";
        default:
            return {};
    }
}

}  // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        if (point.bytes == 0)
            valid += escaped_byte(text[at]);
        else
            valid += text.substr(at, point.bytes);
        at += point.bytes == 0 ? 1 : point.bytes;
    }
    return valid;
}

std::string visible(std::string_view text, std::size_t limit_bytes) {
    std::string line;
    std::size_t at = 0;
    while (at < text.size() && at < limit_bytes) {
        const CodePoint point = code_point_at(text, at);
        if (point.bytes == 0)
            line += escaped_byte(text[at]);
        else if (deceives(point.value))
            line += escaped(point.value);
        else
            line += text.substr(at, point.bytes);
        at += point.bytes == 0 ? 1 : point.bytes;
    }
    if (at < text.size()) line += "... (" + std::to_string(text.size() - at) + " bytes more)";
    return line;
}

bool precedes(std::string_view one, std::string_view other) {
    static constexpr std::string_view digits = "0123456789";
    const auto number_at = [](std::string_view text, std::size_t at) {
        const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
        const std::size_t start = std::min(text.find_first_not_of('0', at), end);
        return std::pair{text.substr(start, end - start), end};
    };
    std::size_t at_one = 0;
    std::size_t at_other = 0;
    while (at_one < one.size() && at_other < other.size()) {
        const auto [number, end] = number_at(one, at_one);
        const auto [other_number, other_end] = number_at(other, at_other);
        const bool are_numbers = end > at_one && other_end > at_other;
        if (are_numbers && number != other_number)
            return std::pair{number.size(), number} < std::pair{other_number.size(), other_number};
        if (!are_numbers && one[at_one] != other[at_other])
            return static_cast<unsigned char>(one[at_one]) <
                   static_cast<unsigned char>(other[at_other]);
        at_one = are_numbers ? end : at_one + 1;
        at_other = are_numbers ? other_end : at_other + 1;
    }
    const bool one_is_longer = at_one < one.size();
    const bool other_is_longer = at_other < other.size();
    return one_is_longer == other_is_longer ? one < other : other_is_longer;
}

std::string xml_escaped(std::string_view text) {
    std::string xml;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t line_end = std::min(text.find('\n', at), text.size());
        for (const char character : visible(text.substr(at, line_end - at), text.size())) {
            const std::string_view entity = markup(character);
            if (entity.empty())
                xml += character;
            else
                xml += entity;
        }
        if (line_end < text.size()) xml += '\n';
        at = line_end + 1;
    }
    return xml;
}

}  // namespace wsconform
