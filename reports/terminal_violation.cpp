// SPDX-License-Identifier: Apache-2.0

// Of the terminal's text: one violation, one breakdown.

#include <set>
#include <string>

#include "conformance/text/text.hpp"
#include "reports/blame.hpp"
#include "reports/terminal.hpp"
#include "reports/terminal_parts.hpp"

namespace wsconform {
namespace {

std::string citation(ClauseId clause) {
    return std::string{clause->slug} + " (" + std::string{word_for(clause->strength)} + ", " +
           std::string{clause->id} + ", " + std::string{clause->sources} + ")";
}

constexpr std::string_view margin = "           ";

std::string quotation(ClauseId clause) {
    return std::string{margin} + wrapped("\"" + std::string{clause->text} + "\"", margin.size()) +
           "\n";
}

/// Each reply that was allowed with its clauses; a clause is quoted where it is first cited.
std::string allowed_text(const Violation& violation, std::set<ClauseId>& quoted) {
    std::string text;
    std::string label = "  allowed: ";
    for (const Alternative& alternative : violation.allowed) {
        std::string start = label + visible(alternative.reply);
        label = margin;
        if (alternative.clauses.empty()) text += start + "\n";
        for (const ClauseId clause : alternative.clauses) {
            text += start + "  " + citation(clause) + "\n";
            if (quoted.insert(clause).second) text += quotation(clause);
            start = margin;
        }
    }
    return text;
}

std::string broken_text(const Violation& violation, std::set<ClauseId>& quoted) {
    std::string text;
    for (const ClauseId clause : violation.clauses) {
        if (!quoted.insert(clause).second) continue;
        text += "  broken:  " + citation(clause) + "\n" + quotation(clause);
    }
    return text;
}

}  // namespace

std::string breakdown_text(const PurposeResult& result) {
    const std::vector<std::string>& lines = result.judgement.breakdown;
    std::string text = visible(result.id) + ": " + visible(reason_of(result)) + "\n";
    for (const std::string& line : lines)
        text += "  " + visible(line) + "\n";
    return lines.empty() ? "" : text;
}

std::string violation_text(const PurposeResult& result, const Violation& violation,
                           const std::optional<std::string>& folder) {
    std::set<ClauseId> quoted;
    std::string text = visible(result.id) + ": step " + std::to_string(violation.step + 1) + ": " +
                       visible(violation.observed) + "\n";
    text += allowed_text(violation, quoted);
    text += broken_text(violation, quoted);
    if (violation.since)
        text += "  since:   step " + std::to_string(*violation.since + 1) + ": " +
                visible(violation.since_text) + "\n";
    if (result.blame) text += "  guilty:  " + visible(text_of(*result.blame)) + "\n";
    if (!folder) return text;
    return text + "  again:   wsconform check " + visible(*folder + trace_path(result.id)) + "\n";
}

}  // namespace wsconform
