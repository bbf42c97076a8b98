// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/folding.hpp"

#include <algorithm>
#include <array>

namespace wsconform {

namespace {

constexpr char escape = '\x1b';

bool is_command(std::string_view line) {
    if (line.find("  wsconform ") != std::string_view::npos) return true;
    const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view text = line.substr(start);
    constexpr std::array<std::string_view, 3> programs{"git ", "source ", "| "};
    return start > 0 && std::ranges::any_of(programs, [&](std::string_view program) {
               return text.starts_with(program);
           });
}

/// Where the text begins behind a term such as "  --out TEXT   " or "clause: ".
std::size_t hanging_indent(std::string_view line, std::size_t columns) {
    const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t word = line.find(' ', start);
    constexpr std::size_t margin = 4;  // Further in it is the text behind another term.
    const bool is_label =
        word != std::string_view::npos && line[word - 1] == ':' && start <= margin;
    const std::size_t gap = is_label ? word : line.find("  ", start);
    const std::size_t half = columns / 2;
    if (gap != std::string_view::npos) {
        const std::size_t text = line.find_first_not_of(' ', gap);
        if (text != std::string_view::npos && width_of(line.substr(0, text)) <= half)
            return width_of(line.substr(0, text));
    }
    const bool is_sentence = line.ends_with('.');
    return start == 0 && !is_sentence ? 2 : start <= half ? start : 0;
}

std::string folded_line(std::string_view line, std::size_t columns) {
    if (width_of(line) <= columns || is_command(line)) return std::string{line};
    const std::size_t indent = hanging_indent(line, columns);
    std::string text;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size();) {
        // A word, with the spaces before it.
        const std::size_t begin = std::min(line.find_first_not_of(' ', at), line.size());
        const std::size_t end = std::min(line.find(' ', begin), line.size());
        const std::string_view word = line.substr(begin, end - begin);
        const std::size_t width = begin - at + width_of(word);
        const bool has_words = column > indent;
        if (has_words && column + width > columns) {
            text += "\n" + std::string(indent, ' ');
            column = indent + width_of(word);
        } else {
            text += line.substr(at, begin - at);
            column += width;
        }
        text += word;
        at = end;
    }
    return text;
}

}  // namespace

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    bool is_mark = false;
    for (const char c : text) {
        if (c == escape) is_mark = true;
        const bool goes_on = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (!is_mark && !goes_on) ++width;
        if (is_mark && c == 'm') is_mark = false;
    }
    return width;
}

std::string folded(std::string_view text, std::size_t columns) {
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines += folded_line(text.substr(0, end), columns);
        if (end == std::string_view::npos) break;
        lines += '\n';
        text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace wsconform
