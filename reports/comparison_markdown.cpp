// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "reports/causes.hpp"
#include "reports/causes_markdown.hpp"
#include "reports/comparison.hpp"
#include "reports/conclusions.hpp"
#include "reports/markdown.hpp"
#include "reports/markdown_text.hpp"
#include "reports/plural.hpp"
#include "reports/questions.hpp"

namespace wsconform {
namespace {

using markdown::code;
using markdown::own;
using markdown::prose;
using markdown::wrapped;

/// Providers are called A, B, C ... where names would be too long.
std::string letter_of(std::size_t place) {
    constexpr std::size_t letters = 26;
    const std::string letter{static_cast<char>('A' + place % letters)};
    return place < letters ? letter : letter + std::to_string(place / letters + 1);
}

/// Says of which providers something is true: "A, C".
std::string letters_of(const std::vector<std::size_t>& places) {
    std::string text;
    for (const std::size_t place : places)
        text += (text.empty() ? "" : ", ") + letter_of(place);
    return text;
}

std::vector<std::string> summary_row(const Report& report, std::size_t place,
                                     const std::string& label) {
    const Summary summary = summary_of(report);
    std::vector<std::string> cells{letter_of(place), code(label)};
    for (const Finding finding : findings)
        cells.push_back(std::to_string(summary.findings.at(finding)));
    std::size_t verified = 0;
    for (const Strength strength : {Strength::must, Strength::must_derived}) {
        cells.push_back(std::to_string(summary.clauses.at(strength).at(ClauseStatus::violated)));
        verified += summary.clauses.at(strength).at(ClauseStatus::verified);
    }
    cells.push_back(std::to_string(verified));
    return cells;
}

std::string summaries(std::span<const Report> reports) {
    std::string told;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (const auto assurance = assurance_of(reports[i]))
            told += "- Self-check of " + letter_of(i) + ": " + prose(assurance->text) + "\n";
    }
    for (const std::string& notice : notices(reports))
        told += "- " + wrapped(code(notice), 2);
    return counts_table(reports) + "\n" + told + (told.empty() ? "" : "\n");
}

using Conclusions = std::vector<std::vector<ClauseConclusion>>;

/// "Violated by A, B; verified by C."
std::string statuses_of(const Conclusions& conclusions, std::size_t clause) {
    std::string text;
    for (const auto& [status, words] : {std::pair{ClauseStatus::violated, "violated by "},
                                        std::pair{ClauseStatus::verified, "verified by "}}) {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < conclusions.size(); ++i) {
            if (conclusions[i][clause].status == status) places.push_back(i);
        }
        if (!places.empty()) text += (text.empty() ? "" : "; ") + (words + letters_of(places));
    }
    text[0] = 'V';
    return text + ".";
}

std::string violated_list(std::span<const Report> reports) {
    Conclusions conclusions;
    std::ranges::transform(reports, std::back_inserter(conclusions), clause_conclusions);
    std::string items;
    std::size_t count = 0;
    for (std::size_t i = 0; i < conclusions.front().size(); ++i) {
        const auto is_violated = [i](const std::vector<ClauseConclusion>& all) {
            return all[i].status == ClauseStatus::violated;
        };
        if (std::ranges::none_of(conclusions, is_violated)) continue;
        const Clause& clause = *conclusions.front()[i].clause;
        items += "- " + std::string{clause.id} + ", " + std::string{word_for(clause.strength)} +
                 ", `" + std::string{clause.slug} + "`\n  " + wrapped(own(clause.text), 2) + "  " +
                 statuses_of(conclusions, i) + "\n";
        ++count;
    }
    if (count == 0) return "No clause is violated.\n\n";
    return "### " + plural(count, "clause") + " that at least one violates\n\n" + items + "\n";
}

/// Who took a branch, and how often: "A (7), B (7)".
using Takers = std::map<std::string, std::string>;

std::string behaviour_list(std::span<const Report> reports) {
    std::map<std::string, Takers> found;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (const auto& [ambiguity, entry] : behaviour_profile(reports[i])) {
            for (const auto& [branch, times] : entry.seen) {
                std::string& takers = found[ambiguity][branch];
                takers += (takers.empty() ? "" : ", ") + letter_of(i) + " (" +
                          std::to_string(times) + ")";
            }
        }
    }
    if (found.empty()) return "";
    std::string text =
        "### Where the sources leave a choice\n\nIn brackets, how often that was seen.\n\n";
    for (const auto& [ambiguity, branches] : found) {
        const std::string title = own(title_of_ambiguity(ambiguity));
        text += "- " + wrapped(code(ambiguity) + (title.empty() ? "" : ": " + title), 2);
        for (const auto& [branch, takers] : branches)
            text += "  - " + wrapped(prose(branch) + ": " + takers, 4);
    }
    return text + "\n";
}

/// "A, B: Yes." for each answer that somebody gives.
std::string answers_text(const std::vector<std::vector<Advice>>& answers, std::size_t question) {
    const auto ambiguity = all_questions()[question].ambiguity;
    const std::string asked = ambiguity ? " " + std::string{(*ambiguity)->title} + " " : "";
    std::vector<std::pair<std::string, std::vector<std::size_t>>> given;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const Advice& answer = answers[i][question];
        const std::string text =
            answer.text + (answer.choice.empty() ? "" : asked + answer.choice + ".");
        const auto found = std::ranges::find(given, text, &decltype(given)::value_type::first);
        if (found == given.end())
            given.push_back({text, {i}});
        else
            found->second.push_back(i);
    }
    std::string lines;
    for (const auto& [text, places] : given)
        lines += "  - " + markdown::wrapped(letters_of(places) + ": " + prose(text), 4);
    return lines;
}

std::string questions_list(std::span<const Report> reports) {
    std::vector<std::vector<Advice>> answers;
    std::ranges::transform(reports, std::back_inserter(answers), answers_of);
    std::string text =
        "### What may I rely on?\n\nAnswers follow from the verdicts of these reports alone; "
        "`index.html` has the evidence.\n\n";
    for (std::size_t i = 0; i < all_questions().size(); ++i) {
        const Question& question = all_questions()[i];
        text += "- " + wrapped("**" + own(question.text) + "**", 2) + answers_text(answers, i) +
                "  - " + wrapped(own(windows_words(question)), 4);
    }
    return text + "\n";
}

/// The deviations of a provider, put together by cause.
std::string deviations_of(const Report& report, std::size_t place, const std::string& label) {
    const std::vector<Cause> all = causes_of(report);
    const std::string causes = causes_markdown(all, all_causes);
    if (causes.empty()) return "";
    const Summary summary = summary_of(report);
    const std::size_t count =
        summary.findings.at(Finding::fail) + summary.findings.at(Finding::error);
    return "### " + letter_of(place) + ", " + code(label) + ": " + plural(count, "deviation") +
           ", " + plural(all.size(), "cause") + "\n\n" + causes + "\n";
}

}  // namespace

std::string counts_table(std::span<const Report> reports) {
    std::vector<std::vector<std::string>> rows{{"", "provider"}};
    for (const Finding finding : findings)
        rows[0].emplace_back(word_for(finding));
    rows[0].insert(rows[0].end(), {"MUST violated", "MUST-D violated", "clauses verified"});
    const std::vector<std::string> names = labels(reports);
    for (std::size_t i = 0; i < reports.size(); ++i)
        rows.push_back(summary_row(reports[i], i, names[i]));
    return markdown::table(rows);
}

std::string to_markdown(std::span<const Report> reports) {
    std::string text =
        "## wsconform: " + plural(reports.size(), "provider") + "\n\n" + summaries(reports);
    const std::vector<std::string> names = labels(reports);
    for (std::size_t i = 0; i < reports.size(); ++i)
        text += deviations_of(reports[i], i, names[i]);
    text += questions_list(reports) + violated_list(reports) + behaviour_list(reports);
    text.pop_back();  // Each part ends in an empty line.
    return text;
}

}  // namespace wsconform
