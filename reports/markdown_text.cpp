// SPDX-License-Identifier: Apache-2.0

#include "reports/markdown_text.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

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

/// Nothing that a mark, a name, a number of an issue or a link could be made of.
bool is_plain_code(std::string_view text) {
    const bool is_plain = std::ranges::all_of(text, [](char character) {
        return is_letter_or_digit(character) || is_one_of(" ,-/=()_.:+;~'!?", character);
    });
    const bool is_link =
        text.find("www.") != std::string_view::npos || text.find("//") != std::string_view::npos;
    return is_plain && !is_link && !text.empty() && text.front() != ' ' && text.back() != ' ';
}

/// Of UTF-8, as a terminal shows it.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string code(std::string_view text) {
    const std::string shown = visible(text, limit_bytes);
    if (is_plain_code(shown)) return "`" + shown + "`";
    std::string safe = "<code>";
    for (const char character : shown) {
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

std::string own(std::string_view text) {
    std::string safe;
    for (const char character : text) {
        if (is_one_of("|<>*[]`", character))
            safe += "&#" + std::to_string(static_cast<int>(character)) + ";";
        else
            safe += character;
    }
    return safe;
}

std::string wrapped(std::string_view paragraph, std::size_t indent) {
    constexpr std::size_t longest_line = 98;
    std::string text;
    std::size_t length = 0;
    std::istringstream words{std::string{paragraph}};
    for (std::string word; words >> word;) {
        const bool may_begin_a_line =
            std::isalpha(static_cast<unsigned char>(word[0])) != 0 || is_one_of("`(", word[0]);
        const std::size_t width = width_of(word);
        if (may_begin_a_line && length > 0 && length + 1 + width > longest_line) {
            text += "\n" + std::string(indent, ' ');
            length = indent;
        } else if (length > 0) {
            text += ' ';
            ++length;
        }
        text += word;
        length += width;
    }
    return text + "\n";
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 3);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width_of(row[i]));
    }
    std::string text;
    for (std::size_t line = 0; line < rows.size(); ++line) {
        std::string rule;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::string& cell = rows[line][i];
            text += "| " + cell + std::string(widths[i] - width_of(cell) + 1, ' ');
            rule += "| " + std::string(widths[i], '-') + " ";
        }
        text += "|\n" + (line == 0 ? rule + "|\n" : "");
    }
    return text;
}

}  // namespace wsconform::markdown
