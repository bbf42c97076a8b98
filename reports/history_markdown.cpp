// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <string_view>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/conclusions.hpp"
#include "reports/history.hpp"
#include "reports/markdown_text.hpp"
#include "reports/plural.hpp"

namespace wsconform {
namespace {

using markdown::code;

std::string counts_of(const History& history) {
    std::vector<std::vector<std::string>> rows{{"build"}};
    for (const Finding finding : findings)
        rows[0].emplace_back(word_for(finding));
    rows[0].emplace_back("MUST violated");
    for (const Build& build : history.builds) {
        const Summary summary = summary_of(build.report);
        std::vector<std::string> row{code(build.name)};
        for (const Finding finding : findings)
            row.push_back(std::to_string(summary.findings.at(finding)));
        row.push_back(
            std::to_string(summary.clauses.at(Strength::must).at(ClauseStatus::violated)));
        rows.push_back(std::move(row));
    }
    return markdown::table(rows);
}

/// As Markdown has a name, or as it stands.
using Mark = std::string (*)(std::string_view);

std::string bare(std::string_view name) {
    return visible(name, 200);
}

std::string marked(std::string_view name) {
    return code(name);
}

std::string words_of(const History& history, const Turn& turn, Mark mark) {
    const auto name = [&](std::size_t build) { return mark(history.builds[build].name); };
    return std::string{turn.is_bad ? "first bad build " : "first good build "} + name(turn.build) +
           (turn.is_bad ? ", good in " : ", bad in ") + name(turn.before);
}

/// What became of purposes: a heading, and a line for each purpose.
struct Group {
    std::string_view title;
    std::vector<std::string> lines;
};

std::vector<Group> groups_of(const History& history, Mark mark) {
    std::vector<Group> groups{
        {"Went bad", {}}, {"Became good", {}}, {"Came and went", {}}, {"Bad in each build", {}}};
    for (const Course& course : history.courses) {
        std::string words = mark(course.id) + ": ";
        for (std::size_t i = 0; i < course.turns.size(); ++i)
            words += (i == 0 ? "" : "; ") + words_of(history, course.turns[i], mark);
        if (course.turns.size() > 1)
            groups[2].lines.push_back(words);
        else if (course.turns.size() == 1)
            groups[course.is_bad_now ? 0 : 1].lines.push_back(words);
        else if (course.first_bad)
            groups[3].lines.push_back(mark(course.id) + ", since " +
                                      mark(history.builds[*course.first_bad].name));
    }
    return groups;
}

std::string steady_words(const std::vector<Group>& groups) {
    const bool is_steady =
        groups[0].lines.empty() && groups[1].lines.empty() && groups[2].lines.empty();
    return is_steady ? "\nNo purpose changed between good and bad.\n" : "";
}

/// How many purposes turned with a build.
std::size_t turns_in(const History& history, std::size_t build, bool is_bad) {
    std::size_t count = 0;
    for (const Course& course : history.courses) {
        count +=
            static_cast<std::size_t>(std::ranges::count_if(course.turns, [&](const Turn& turn) {
                return turn.build == build && turn.is_bad == is_bad;
            }));
    }
    return count;
}

std::string build_line(const History& history, std::size_t build, std::size_t width) {
    const Summary summary = summary_of(history.builds[build].report);
    std::string text = bare(history.builds[build].name);
    text.resize(std::max(text.size(), width) + 2, ' ');
    for (const Finding finding : {Finding::pass, Finding::fail, Finding::error})
        text += (finding == Finding::pass ? "" : ", ") +
                std::to_string(summary.findings.at(finding)) + " " + std::string{word_for(finding)};
    if (const std::size_t worse = turns_in(history, build, true); worse > 0)
        text += "; " + std::to_string(worse) + " went bad";
    if (const std::size_t better = turns_in(history, build, false); better > 0)
        text += "; " + std::to_string(better) + " became good";
    return text + "\n";
}

}  // namespace

std::string history_text(const History& history) {
    std::size_t width = 0;
    for (const Build& build : history.builds)
        width = std::max(width, bare(build.name).size());
    std::string text = plural(history.builds.size(), "build") + " of " +
                       bare(history.builds.front().report.provider) + "\n\n";
    for (std::size_t i = 0; i < history.builds.size(); ++i)
        text += build_line(history, i, width);
    const std::vector<Group> groups = groups_of(history, bare);
    text += steady_words(groups);
    for (const Group& group : groups) {
        if (group.lines.empty()) continue;
        text += "\n" + std::string{group.title} + " (" + std::to_string(group.lines.size()) + ")\n";
        for (const std::string& line : group.lines)
            text += "  " + line + "\n";
    }
    return text;
}

std::string history_markdown(const History& history) {
    std::string text = "## wsconform: " + plural(history.builds.size(), "build") + " of " +
                       code(history.builds.front().report.provider) + "\n\n" + counts_of(history);
    const std::vector<Group> groups = groups_of(history, marked);
    text += steady_words(groups);
    for (const Group& group : groups) {
        if (group.lines.empty()) continue;
        text += "\n### " + std::string{group.title} + " (" + std::to_string(group.lines.size()) +
                ")\n\n";
        for (const std::string& line : group.lines)
            text += "- " + markdown::wrapped(line, 2);
    }
    return text;
}

}  // namespace wsconform
