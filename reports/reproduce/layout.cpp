// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/layout.hpp"

#include <sstream>

namespace wsconform::reproduce {

namespace {

constexpr std::size_t widest = 100;

/// Where the next line goes on: behind the last comma or "or" before the line is too long, if there
/// is one that no literal holds.
std::size_t end_of_line(const std::string& text, std::size_t room) {
    bool is_literal = false;
    std::size_t end = text.size();
    for (std::size_t i = 0; i < text.size() && (i < room || end == text.size()); ++i) {
        if (text[i] == '\\') {
            ++i;
            continue;
        }
        if (text[i] == '"') is_literal = !is_literal;
        if (!is_literal && text[i] == ',' && text[i + 1] == ' ') end = i + 2;
        if (!is_literal && text.compare(i, 4, " || ") == 0) end = i + 4;
    }
    return end;
}

}  // namespace

std::string indented(const std::string& text) {
    return "    " + text + "\n";
}

std::string statement(std::string text) {
    std::string lines;
    std::size_t indent = 4;
    while (text.size() + indent > widest) {
        const std::size_t end = end_of_line(text, widest - indent);
        if (end == text.size()) break;
        lines += std::string(indent, ' ') + text.substr(0, end - 1) + "\n";
        text.erase(0, end);
        indent = 8;
    }
    return lines + std::string(indent, ' ') + text + "\n";
}

std::string locals_of(const std::string& lines) {
    std::string text;
    if (lines.find("    seen = ") != std::string::npos) text += indented("const char *seen;");
    if (lines.find("    ret = ") != std::string::npos) text += indented("int ret;");
    return text.empty() ? text : text + "\n";
}

std::string deeper(const std::string& lines) {
    std::string text;
    std::istringstream all{lines};
    for (std::string line; std::getline(all, line);)
        text += "    " + line + "\n";
    return text;
}

}  // namespace wsconform::reproduce
