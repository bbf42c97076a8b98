// SPDX-License-Identifier: Apache-2.0

#include <vector>

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

std::string words_of(const History& history, const Turn& turn) {
    const auto name = [&](std::size_t build) { return code(history.builds[build].name); };
    return std::string{turn.is_bad ? "first bad build " : "first good build "} + name(turn.build) +
           (turn.is_bad ? ", good in " : ", bad in ") + name(turn.before);
}

std::string section(const std::string& title, const std::vector<std::string>& items) {
    if (items.empty()) return "";
    std::string text = "\n### " + title + " (" + std::to_string(items.size()) + ")\n\n";
    for (const std::string& item : items)
        text += "- " + markdown::wrapped(item, 2);
    return text;
}

}  // namespace

std::string history_markdown(const History& history) {
    std::vector<std::string> broke;
    std::vector<std::string> mended;
    std::vector<std::string> came_and_went;
    std::vector<std::string> always;
    for (const Course& course : history.courses) {
        std::string words = code(course.id) + ": ";
        for (std::size_t i = 0; i < course.turns.size(); ++i)
            words += (i == 0 ? "" : "; ") + words_of(history, course.turns[i]);
        if (course.turns.size() > 1) {
            came_and_went.push_back(words);
        } else if (course.turns.size() == 1) {
            (course.is_bad_now ? broke : mended).push_back(words);
        } else if (course.first_bad) {
            always.push_back(code(course.id) + ", since " +
                             code(history.builds[*course.first_bad].name));
        }
    }
    const bool is_steady = broke.empty() && mended.empty() && came_and_went.empty();
    return "## wsconform: " + plural(history.builds.size(), "build") + " of " +
           code(history.builds.front().report.provider) + "\n\n" + counts_of(history) +
           (is_steady ? "\nNo purpose changed between good and bad.\n" : "") +
           section("Went bad", broke) + section("Became good", mended) +
           section("Came and went", came_and_went) + section("Bad in each build", always);
}

}  // namespace wsconform
