// SPDX-License-Identifier: Apache-2.0

#include "reports/markdown_text.hpp"

#include "conformance/text/text.hpp"

namespace wsconform::markdown {
namespace {

constexpr std::size_t limit_bytes = 600;

bool is_letter_or_digit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z');
}

bool is_one_of(std::string_view characters, char character) {
    return characters.find(character) != std::string_view::npos;
}

}  // namespace

std::string code(std::string_view text) {
    std::string safe = "<code>";
    for (const char character : visible(text, limit_bytes)) {
        const auto byte = static_cast<unsigned char>(character);
        if (is_letter_or_digit(character) || byte >= 0x80 || is_one_of(" ,-/=()", character))
            safe += character;
        else
            safe += "&#" + std::to_string(byte) + ";";
    }
    return safe + "</code>";
}

std::string prose(std::string_view text) {
    bool is_plain = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Within a word an underscore emphasises nothing.
        const bool is_within_word = i > 0 && i + 1 < text.size() &&
                                    is_letter_or_digit(text[i - 1]) &&
                                    is_letter_or_digit(text[i + 1]);
        is_plain =
            is_plain && (is_letter_or_digit(text[i]) || is_one_of(" ,;:.?!'\"()/+=%-", text[i]) ||
                         (text[i] == '_' && is_within_word));
    }
    // Both would become links.
    const bool is_link =
        text.find("www.") != std::string_view::npos || text.find("//") != std::string_view::npos;
    return is_plain && !is_link ? std::string{text} : code(text);
}

}  // namespace wsconform::markdown
