// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "reports/comparison.hpp"
#include "reports/conclusions.hpp"
#include "reports/markdown.hpp"
#include "reports/markdown_text.hpp"
#include "reports/plural.hpp"

namespace wsconform {
namespace {

using markdown::code;
using markdown::prose;

using Cells = std::vector<std::string>;

/// A text of our own; what would mean something to Markdown stands as a number.
std::string own(std::string_view text) {
    std::string safe;
    for (const char character : text) {
        const bool is_mark = std::string_view{"|<>*[]`"}.find(character) != std::string_view::npos;
        safe += is_mark ? "&#" + std::to_string(static_cast<int>(character)) + ";"
                        : std::string{character};
    }
    return safe;
}

std::string row_of(const Cells& cells) {
    std::string row = "|";
    for (const std::string& cell : cells)
        row += " " + cell + " |";
    return row + "\n";
}

std::string head_of(const Cells& captions) {
    return row_of(captions) + row_of(Cells(captions.size(), "---"));
}

/// The captions of a table with a column for each provider.
Cells captions_of(Cells first, std::span<const Report> reports) {
    std::ranges::transform(labels(reports), std::back_inserter(first), code);
    return first;
}

std::string summary_row(const Report& report, const std::string& label) {
    const Summary summary = summary_of(report);
    Cells cells{code(label)};
    for (const Finding finding : findings)
        cells.push_back(std::to_string(summary.findings.at(finding)));
    std::size_t verified = 0;
    for (const Strength strength : {Strength::must, Strength::must_derived}) {
        cells.push_back(std::to_string(summary.clauses.at(strength).at(ClauseStatus::violated)));
        verified += summary.clauses.at(strength).at(ClauseStatus::verified);
    }
    cells.push_back(std::to_string(verified));
    const auto assurance = assurance_of(report);
    cells.push_back(assurance ? prose(assurance->text) : "");
    return row_of(cells);
}

std::string summaries(std::span<const Report> reports) {
    Cells captions{"provider"};
    for (const Finding finding : findings)
        captions.emplace_back(word_for(finding));
    captions.insert(captions.end(),
                    {"MUST violated", "MUST-D violated", "clauses verified", "self-check"});
    std::string text = head_of(captions);
    const std::vector<std::string> names = labels(reports);
    for (std::size_t i = 0; i < reports.size(); ++i)
        text += summary_row(reports[i], names[i]);
    for (const std::string& notice : notices(reports))
        text += "\n" + code(notice) + "\n";
    return text + "\n";
}

std::string violated_table(std::span<const Report> reports) {
    std::vector<std::vector<ClauseConclusion>> conclusions;
    std::ranges::transform(reports, std::back_inserter(conclusions), clause_conclusions);
    std::string rows;
    std::size_t count = 0;
    for (std::size_t i = 0; i < conclusions.front().size(); ++i) {
        const auto is_violated = [i](const std::vector<ClauseConclusion>& all) {
            return all[i].status == ClauseStatus::violated;
        };
        if (std::ranges::none_of(conclusions, is_violated)) continue;
        const Clause& clause = *conclusions.front()[i].clause;
        Cells cells{"`" + std::string{clause.slug} + "` " + std::string{clause.id} + ", " +
                        std::string{word_for(clause.strength)},
                    own(clause.text)};
        for (const auto& all : conclusions) {
            const std::string word{word_for(all[i].status)};
            cells.push_back(is_violated(all) ? "**" + word + "**" : word);
        }
        rows += row_of(cells);
        ++count;
    }
    if (count == 0) return "No clause is violated.\n\n";
    return "### " + plural(count, "clause") + " that at least one violates\n\n" +
           head_of(captions_of({"clause", "which says"}, reports)) + rows + "\n";
}

std::string branches_of(const ProfileEntry& entry) {
    std::string text;
    for (const auto& [branch, times] : entry.seen)
        text += (text.empty() ? "" : ", ") + prose(branch) + " (" + std::to_string(times) + ")";
    return text;
}

std::string behaviour_table(std::span<const Report> reports) {
    std::map<std::string, Cells> rows;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (const auto& [ambiguity, entry] : behaviour_profile(reports[i])) {
            Cells& cells = rows[ambiguity];
            cells.resize(reports.size());
            cells[i] = branches_of(entry);
        }
    }
    if (rows.empty()) return "";
    std::string text =
        "### Where the sources leave a choice\n\nIn brackets, how often that was "
        "seen.\n\n" +
        head_of(captions_of({"", "asks"}, reports));
    for (auto& [ambiguity, cells] : rows) {
        cells.insert(cells.begin(), {code(ambiguity), own(title_of_ambiguity(ambiguity))});
        text += row_of(cells);
    }
    return text + "\n";
}

/// What a person said of it, or else what was seen and what was not.
std::string cause_of(const PurposeResult& result) {
    if (result.expectation) return prose(result.expectation->reason);
    if (result.judgement.violations.empty()) return code(reason_of(result));
    const Violation& first = result.judgement.violations.front();
    std::string text = code(first.observed);
    for (std::size_t i = 0; i < first.allowed.size(); ++i)
        text += (i == 0 ? ", allowed is " : " or ") + code(first.allowed[i].reply);
    return text;
}

/// The purposes of a provider that deviate, put together by cause.
std::string deviations_of(const Report& report, const std::string& label) {
    std::map<std::string, Cells> by_cause;
    std::size_t count = 0;
    for (const PurposeResult* result : sorted_purposes(report)) {
        if (!deviates(*result)) continue;
        by_cause[cause_of(*result)].push_back(code(result->id));
        ++count;
    }
    if (count == 0) return "";
    std::string text = "### " + code(label) + ": " + plural(count, "purpose") +
                       (count == 1 ? " deviates" : " deviate") + "\n\n";
    for (const auto& [cause, purposes] : by_cause) {
        text += "- " + cause + "\n";
        for (const std::string& purpose : purposes)
            text += "  - " + purpose + "\n";
    }
    return text + "\n";
}

}  // namespace

std::string to_markdown(std::span<const Report> reports) {
    std::string text = "## wsconform: " + plural(reports.size(), "provider") + "\n\n" +
                       summaries(reports) + violated_table(reports) + behaviour_table(reports);
    const std::vector<std::string> names = labels(reports);
    for (std::size_t i = 0; i < reports.size(); ++i)
        text += deviations_of(reports[i], names[i]);
    text.pop_back();  // Each part ends in an empty line.
    return text;
}

}  // namespace wsconform
