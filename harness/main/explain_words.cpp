// SPDX-License-Identifier: Apache-2.0

#include "harness/main/explain_words.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "harness/main/embedded.hpp"
#include "harness/main/names.hpp"
#include "harness/main/verb_words.hpp"

namespace wsconform {

namespace {

using Cells = std::vector<std::string>;

Cells parted(std::string_view text, std::string_view mark) {
    Cells cells;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(mark, begin), text.size());
        cells.emplace_back(text.substr(begin, end - begin));
        begin = end + mark.size();
    }
    return cells;
}

/// "| a | b |" as its cells; nothing of a line that is no row.
Cells cells_of(std::string_view line) {
    if (!line.starts_with("| ") || !line.ends_with(" |")) return {};
    line.remove_prefix(2);
    line.remove_suffix(2);
    return parted(line, " | ");
}

/// Without the marks of Markdown: `code` and [text](address).
std::string plain(std::string text) {
    std::erase(text, '`');
    for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos;) {
        const std::size_t open = text.rfind('[', at);
        const std::size_t end = text.find(')', at);
        if (open == std::string::npos || end == std::string::npos) break;
        text.erase(at, end + 1 - at);
        text.erase(open, 1);
    }
    return text;
}

/// As words are compared: "not-applicable" is "Not applicable".
std::string compared(std::string_view word) {
    std::string text = in_small_letters(word);
    std::ranges::replace(text, '-', ' ');
    return text;
}

/// "purpose (test purpose); claim" names three; the first also as it stands.
bool names(const std::string& cell, const std::string& wanted) {
    for (const std::string& part : parted(cell, "; ")) {
        if (compared(part) == wanted) return true;
        std::string both = part;
        if (const std::size_t open = both.find(" ("); open != std::string::npos)
            both.replace(open, 2, ", ");
        std::erase(both, ')');
        for (const std::string& one : parted(both, ", "))
            if (compared(one) == wanted) return true;
    }
    return false;
}

/// Whether the table is one of words, and not of rooms, files or readers.
bool is_of_words(const Cells& heads) {
    constexpr std::array<std::string_view, 8> headings{
        "word", "verdict", "status", "status of a clause", "SPEC", "the gate says", "key", "verb"};
    return std::ranges::find(headings, heads[0]) != headings.end();
}

/// What heads a column that explains needs no saying.
bool is_plain_heading(const std::string& heading) {
    constexpr std::string_view plain_ones = " means does is holds for word ";
    return plain_ones.find(" " + heading + " ") != std::string_view::npos;
}

std::string in_words(const Cells& heads, const Cells& cells) {
    std::string text = plain(cells[0]) + ":";
    for (std::size_t i = 1; i < cells.size(); ++i) {
        const std::string head = i < heads.size() ? heads[i] : "";
        text +=
            (i == 1 ? " " : "; ") + (is_plain_heading(head) ? "" : head + (i == 1 ? " " : ": "));
        text += plain(cells[i]);
    }
    return text;
}

}  // namespace

std::vector<std::string> rows_explaining(const std::string& word) {
    const std::string wanted = compared(word);
    std::vector<std::string> rows;
    Cells heads;
    std::istringstream lines{std::string{embedded::words}};
    for (std::string line; std::getline(lines, line);) {
        const Cells cells = cells_of(line);
        if (cells.size() < 2) {
            if (!line.starts_with('|')) heads.clear();
            continue;
        }
        if (heads.empty())
            heads = cells;
        else if (is_of_words(heads) && names(plain(cells[0]), wanted))
            rows.push_back(in_words(heads, cells));
    }
    const auto verb = std::ranges::find(verb_words(), wanted, &VerbWords::name);
    if (verb != verb_words().end())
        rows.push_back("wsconform " + wanted + ": " + std::string{verb->does} + "; see wsconform " +
                       wanted + " --help");
    return rows;
}

}  // namespace wsconform
