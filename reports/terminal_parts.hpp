// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the parts of the terminal's text have in common.

#include <algorithm>
#include <string>
#include <string_view>

#include "reports/terminal.hpp"

namespace wsconform {

/// Columns of what is printed; those of a terminal, if it is printed at one.
inline std::size_t& terminal_width() {
    static std::size_t columns = 100;
    return columns;
}

/// The words of `text` in lines that start with `indent`; the first line goes without.
inline std::string wrapped(std::string_view text, std::size_t indent) {
    std::string lines;
    std::size_t column = indent;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (column > indent && column + 1 + word.size() > terminal_width()) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += word.size();
        at = end + 1;
    }
    return lines;
}

class Paint {
  public:
    explicit Paint(Colour colour) : on_{colour == Colour::on} {}
    std::string bold(const std::string& text) const { return in("1", text); }
    std::string red(const std::string& text) const { return in("31", text); }
    std::string green(const std::string& text) const { return in("32", text); }
    std::string yellow(const std::string& text) const { return in("33", text); }
    std::string faint(const std::string& text) const { return in("2", text); }

  private:
    std::string in(std::string_view code, const std::string& text) const {
        return on_ ? "\x1b[" + std::string{code} + "m" + text + "\x1b[0m" : text;
    }
    bool on_;
};

}  // namespace wsconform
