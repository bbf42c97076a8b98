// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/wine_patch.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>
#include <string_view>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "reports/reproduce/c_program.hpp"
#include "reports/reproduce/reproduce.hpp"
#include "reports/reproduce/wine_form.hpp"

namespace wsconform {

namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t context = 3;

/// New lines that come before a line of the file.
struct Insertion {
    std::size_t at{};
    Lines lines;
};

Lines lines_of(const std::string& text) {
    Lines lines;
    std::istringstream all{text};
    for (std::string line; std::getline(all, line);)
        lines.push_back(line);
    return lines;
}

bool is_of_a_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Whether a line that begins at the margin, where declarations do, has the word. A table may be
/// named behind the brace that ends its structure.
bool declares(const Lines& file, const std::string& word) {
    return std::ranges::any_of(file, [&](const std::string& line) {
        if (line.empty() || !(is_of_a_name(line.front()) || line.starts_with("} "))) return false;
        for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos; ++at) {
            const std::size_t end = at + word.size();
            const bool begins = at == 0 || !is_of_a_name(line[at - 1]);
            if (begins && (end == line.size() || !is_of_a_name(line[end]))) return true;
        }
        return false;
    });
}

/// The names that the new lines declare for the whole file.
std::set<std::string> names_declared(const Lines& lines) {
    static const std::regex declaration{
        R"(^(?:static|struct)\b.*?([A-Za-z_]\w*)(?:\[.*\])?(?:\)?\(.*\)?| = .*|;|)$)"};
    static const std::regex table{R"(^\} (\w+)(?:\[\])? =.*)"};
    static const std::regex pointer{R"(^static \w+ ?\(WINAPI \*(\w+)\)\(.*\);$)"};
    std::set<std::string> names;
    std::smatch found;
    for (const std::string& line : lines) {
        if (line.size() > 400) continue;
        const bool is_known = std::regex_match(line, found, pointer) ||
                              std::regex_match(line, found, table) ||
                              std::regex_match(line, found, declaration);
        if (is_known && found[1] != "struct") names.insert(found[1]);
    }
    return names;
}

/// Gives a name another one, but for where it is text.
std::string renamed(const std::string& line, const std::string& name, const std::string& to) {
    std::string text;
    bool is_literal = false;
    for (std::size_t i = 0; i < line.size();) {
        if (is_literal && line[i] == '\\') {
            text += line.substr(i, 2);
            i += 2;
            continue;
        }
        if (line[i] == '"') is_literal = !is_literal;
        std::size_t end = i;
        while (end < line.size() && is_of_a_name(line[end]))
            ++end;
        if (end == i) end = i + 1;
        const std::string word = line.substr(i, end - i);
        text += !is_literal && word == name ? to : word;
        i = end;
    }
    return text;
}

/// The file's own names stay what they are.
Lines without_clashes(Lines lines, const Lines& file) {
    for (const std::string& name : names_declared(lines)) {
        std::string free = name;
        for (int i = 1; declares(file, free); ++i)
            free = "wsconform" + (i == 1 ? "" : std::to_string(i)) + "_" + name;
        if (free == name) continue;
        for (std::string& line : lines)
            line = renamed(line, name, free);
    }
    return lines;
}

std::size_t start_of_tests(const TestFile& file, const Lines& lines) {
    const auto at = std::ranges::find_if(
        lines, [](const std::string& line) { return line.starts_with("START_TEST("); });
    if (at == lines.end())
        throw InputError{file.path +
                         ": has no START_TEST; give a test file of Wine, such as "
                         "dlls/ws2_32/tests/sock.c"};
    return static_cast<std::size_t>(at - lines.begin());
}

/// Before the first statement, or behind the last test that is called.
std::size_t place_of_call(const Lines& lines, std::size_t start, bool comes_first) {
    static const std::regex call{R"(^\s+\w+\s*\(.*\);.*)"};
    static const std::regex test{R"(^\s+test_\w+\s*\(.*\);.*)"};
    std::size_t place = 0;
    std::size_t i = start + 1;
    for (; i < lines.size() && !lines[i].starts_with("}"); ++i) {
        if (lines[i].size() > 400) continue;
        if (comes_first && std::regex_match(lines[i], call)) return i;
        if (std::regex_match(lines[i], test)) place = i + 1;
    }
    return place == 0 ? i : place;
}

std::string hunk(const Lines& file, const std::vector<Insertion>& part, std::size_t& added) {
    const std::size_t first = part.front().at - std::min(part.front().at, context);
    const std::size_t end = std::min(part.back().at + context, file.size());
    std::string text;
    std::size_t more = 0;
    auto next = part.begin();
    for (std::size_t i = first; i <= end; ++i) {
        for (; next != part.end() && next->at == i; ++next) {
            for (const std::string& line : next->lines)
                text += "+" + line + "\n";
            more += next->lines.size();
        }
        if (i < end) text += " " + file[i] + "\n";
    }
    const std::size_t count = end - first;
    const std::string place = "@@ -" + std::to_string(first + 1) + "," + std::to_string(count) +
                              " +" + std::to_string(first + 1 + added) + "," +
                              std::to_string(count + more) + " @@\n";
    added += more;
    return place + text;
}

std::string diff_of(const Lines& file, const std::vector<Insertion>& insertions) {
    std::string text;
    std::vector<Insertion> part;
    std::size_t added = 0;
    for (const Insertion& insertion : insertions) {
        if (!part.empty() && insertion.at - part.back().at > 2 * context) {
            text += hunk(file, part, added);
            part.clear();
        }
        part.push_back(insertion);
    }
    return text + hunk(file, part, added);
}

/// As Wine's tree has it.
std::string path_in_wine(const std::string& path) {
    const std::size_t at = path.rfind("dlls/");
    return at == std::string::npos ? path.substr(path.rfind('/') + 1) : path.substr(at);
}

std::string instructions(const Scenario& scenario, const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
    const std::string unit = path.substr(slash + 1, path.rfind('.') - slash - 1);
    const std::string check = "make " + folder + "/check";
    return "A test for Wine, of " + scenario.id + ", which wsconform wrote.\n\n" +
           "In Wine's source tree, after configure:\n\n" + "    git apply THIS_FILE\n" +
           "    make " + folder + "/" + unit + ".ok    or, for all of the folder: " + check +
           "\n\n" +
           "Take away each todo_wine that Wine no longer needs, and send it with the change that\n"
           "mends it. Wine asks for a Signed-off-by line of a person.\n\n";
}

}  // namespace

std::string wine_patch_of(const Scenario& scenario, const std::set<std::size_t>& todo,
                          const TestFile& file) {
    const Lines lines = lines_of(file.text);
    const std::string name = reproduce::wine_test_name(scenario);
    const std::size_t start = start_of_tests(file, lines);
    if (declares(lines, name))
        throw InputError{file.path + ": has " + name + " already; take a file without it"};
    Lines test = without_clashes(lines_of(program_of(scenario, ProgramForm::wine, todo)), lines);
    if (!test.empty() && test.front().empty()) test.erase(test.begin());
    test.emplace_back();
    const bool comes_first = reproduce::must_come_first(scenario);
    const std::string path = path_in_wine(file.path);
    return instructions(scenario, path) + "--- a/" + path + "\n+++ b/" + path + "\n" +
           diff_of(lines, {{start, test},
                           {place_of_call(lines, start, comes_first), {"    " + name + "();"}}});
}

}  // namespace wsconform
