// SPDX-License-Identifier: Apache-2.0

#include "reports/terminal.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/blame.hpp"
#include "reports/conclusions.hpp"
#include "reports/likeness.hpp"
#include "reports/plural.hpp"

namespace wsconform {
namespace {

constexpr std::size_t width = 100;

/// The words of `text` in lines that start with `indent`; the first line goes without.
std::string wrapped(std::string_view text, std::size_t indent) {
    std::string lines;
    std::size_t column = indent;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (column > indent && column + 1 + word.size() > width) {
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

std::string head_line(const Report& report, const Paint& paint) {
    return paint.bold(visible(report.provider, 80)) + "  wsconform " + visible(report.suite, 40) +
           ", grading " + visible(report.grading, 40) + ", seed " + std::to_string(report.seed) +
           (report.filter == "*" ? "" : ", filter " + visible(report.filter, 80)) + "\n";
}

std::string tested_lines(const Report& report) {
    std::string text;
    const auto add = [&text](const char* label, const std::vector<TestedDll>& dlls) {
        for (const TestedDll& dll : dlls)
            text += label + visible(text_of(dll), 400) + "\n";
    };
    add("tested    ", report.tested.dlls);
    add("with      ", report.tested.companions);
    add("beneath   ", report.tested_beneath.dlls);
    const std::string& system = report.tested.system;
    return system.empty() ? text : text + "in        " + visible(system, 200) + "\n";
}

/// Of a provider that does not start this is the one thing to know, so nothing stands before it.
std::string start_line(const Report& report, const Paint& paint) {
    return report.start.empty() ? "" : paint.red(visible(report.start, 600)) + "\n";
}

std::string count_of(const Summary& summary, Finding finding, const Paint& paint) {
    const std::size_t count = summary.findings.at(finding);
    std::string text = std::to_string(count) + " " + std::string{word_for(finding)};
    if (count == 0) return text;
    switch (finding) {
        case Finding::pass:
            return paint.green(text);
        case Finding::fail:
        case Finding::error:
            return paint.red(text);
        case Finding::inconclusive:
            return paint.yellow(text);
        case Finding::not_applicable:
            return text;
        case Finding::untested:
            return paint.yellow(text);
    }
    return text;
}

std::string counts_line(const Report& report, const Summary& summary, const Paint& paint) {
    std::string line = "purposes  ";
    for (const Finding finding : {Finding::pass, Finding::fail, Finding::error,
                                  Finding::inconclusive, Finding::not_applicable}) {
        line += (finding == Finding::pass ? "" : ", ") + count_of(summary, finding, paint);
        if (finding == Finding::fail && summary.derived != 0)
            line += " (" + std::to_string(summary.derived) + " derived only)";
    }
    if (summary.findings.at(Finding::untested) != 0)
        line += ", " + count_of(summary, Finding::untested, paint) + " on this machine";
    const auto known = std::ranges::count_if(report.purposes, [](const PurposeResult& result) {
        return result.expectation && !result.not_played && is_expected(result);
    });
    if (known != 0) line += "; " + std::to_string(known) + " as expected";
    return line + "\n";
}

std::string clause_counts_line(const Summary& summary, Strength strength) {
    const auto& counts = summary.clauses.at(strength);
    std::string label{word_for(strength)};
    label.resize(10, ' ');
    return label + std::to_string(counts.at(ClauseStatus::verified)) + " verified, " +
           std::to_string(counts.at(ClauseStatus::vacuous)) + " vacuous, " +
           std::to_string(counts.at(ClauseStatus::violated)) + " violated, " +
           std::to_string(counts.at(ClauseStatus::unexercised)) + " unexercised, " +
           std::to_string(counts.at(ClauseStatus::not_applicable)) + " not-applicable\n";
}

std::string blame_line(const Report& report, const Summary& summary) {
    std::string line;
    auto blame = summary.blame;
    // Of a DLL that forwards, none of its own is the answer that is looked for.
    if (!report.beneath.empty()) blame.try_emplace(parts_of(report).front().layer, 0);
    for (const auto& [layer, times] : blame) {
        line += (line.empty() ? "guilty    " : ", ") +
                (layer.empty() ? "undecided" : visible(layer, 80)) + " " + std::to_string(times);
    }
    return line.empty() ? line : line + "\n";
}

std::string windows_line(const Report& report) {
    const std::string words = likeness_words(report);
    return words.empty() ? "" : "windows   " + words + "\n";
}

std::string strength_line(const Report& report) {
    return report.strength ? "strength  " + strength_text(*report.strength) + "\n" : "";
}

bool violates(const PurposeResult& result, ClauseId clause) {
    return std::ranges::binary_search(violated_clauses(result), clause);
}

/// The purposes in which the clause was seen broken: two by name, the rest by number.
std::string shown_by(const Report& report, ClauseId clause) {
    std::vector<std::string> ids;
    for (const PurposeResult* result : sorted_purposes(report)) {
        if (violates(*result, clause)) ids.push_back(visible(result->id, 120));
    }
    std::string text;
    for (std::size_t i = 0; i < ids.size() && i < 2; ++i)
        text += (i == 0 ? "" : ", ") + ids[i];
    return ids.size() > 2 ? text + " and " + std::to_string(ids.size() - 2) + " more" : text;
}

/// One screen holds about this many clauses; the rest is in the HTML.
constexpr std::size_t limit_clauses = 12;

std::string violated_text(const Report& report, const std::vector<ClauseConclusion>& conclusions,
                          Strength strength, const Paint& paint) {
    std::string text;
    std::size_t count = 0;
    for (const ClauseConclusion& conclusion : conclusions) {
        if (conclusion.status != ClauseStatus::violated) continue;
        if (conclusion.clause->strength != strength || ++count > limit_clauses) continue;
        text += "  " + paint.red(std::string{conclusion.clause->slug}) + "  " +
                std::string{conclusion.clause->id} + "\n      " +
                paint.faint(shown_by(report, conclusion.clause)) + "\n";
    }
    if (count == 0) return "";
    if (count > limit_clauses) text += "  and " + std::to_string(count - limit_clauses) + " more\n";
    const std::string title = strength == Strength::must
                                  ? "violated: " + plural(count, "MUST clause")
                                  : "violated, derived: " + plural(count, "MUST-D clause");
    return "\n" + paint.bold(title) + "\n" + text;
}

/// "WSAEALREADY, always" or "WSAEALREADY 6 times, WSAEINVAL 1 time".
std::string branches(const ProfileEntry& entry, const Paint& paint) {
    if (entry.is_consistent()) return visible(entry.branch, 80) + ", always";
    std::string text =
        visible(entry.branch, 80) + " " + plural(entry.seen.at(entry.branch), "time");
    for (const auto& [branch, times] : entry.seen) {
        if (branch == entry.branch) continue;
        text += ", " + paint.yellow(visible(branch, 80) + " " + plural(times, "time"));
    }
    return text;
}

std::string profile_text(const Report& report, const Paint& paint) {
    std::string text;
    for (const auto& [ambiguity, entry] : behaviour_profile(report)) {
        const std::string title{title_of_ambiguity(ambiguity)};
        text += "  " + visible(ambiguity, 40) + "  " + (title.empty() ? "" : title + ": ") +
                branches(entry, paint) + likeness_suffix(ambiguity, entry.branch) + "\n";
    }
    const std::string title = paint.bold("behaviour where the sources leave a choice");
    return text.empty() ? "" : "\n" + title + "\n" + text;
}

std::string self_check_line(const Report& report, const Paint& paint) {
    const auto assurance = assurance_of(report);
    if (!assurance) return "";
    const std::string text = "self-check " + visible(assurance->text, 200);
    return (assurance->is_given ? text : paint.yellow(text)) + "\n";
}

std::string lost_text(const Report& report, const Paint& paint) {
    if (report.lost.empty()) return "";
    std::string text =
        paint.red(plural(report.lost.size(), "purpose") + " registered but never played") + ": ";
    for (std::size_t i = 0; i < report.lost.size() && i < 5; ++i)
        text += (i == 0 ? "" : ", ") + visible(report.lost[i], 120);
    return text + (report.lost.size() > 5 ? ", ...\n" : "\n");
}

}  // namespace

std::string terminal_summary(const Report& report, Colour colour) {
    const Paint paint{colour};
    const Summary summary = summary_of(report);
    const auto conclusions = clause_conclusions(report);
    return start_line(report, paint) + head_line(report, paint) + tested_lines(report) +
           counts_line(report, summary, paint) + clause_counts_line(summary, Strength::must) +
           clause_counts_line(summary, Strength::must_derived) + blame_line(report, summary) +
           windows_line(report) + strength_line(report) + self_check_line(report, paint) +
           lost_text(report, paint) + violated_text(report, conclusions, Strength::must, paint) +
           violated_text(report, conclusions, Strength::must_derived, paint) +
           profile_text(report, paint);
}

std::string breakdown_text(const PurposeResult& result) {
    const std::vector<std::string>& lines = result.judgement.breakdown;
    std::string text = visible(result.id) + ": " + visible(reason_of(result)) + "\n";
    for (const std::string& line : lines)
        text += "  " + visible(line) + "\n";
    return lines.empty() ? "" : text;
}

std::string violation_text(const PurposeResult& result, const Violation& violation,
                           const std::string& folder) {
    std::set<ClauseId> quoted;
    std::string text = visible(result.id) + ": step " + std::to_string(violation.step + 1) + ": " +
                       visible(violation.observed) + "\n";
    text += allowed_text(violation, quoted);
    text += broken_text(violation, quoted);
    if (violation.since)
        text += "  since:   step " + std::to_string(*violation.since + 1) + ": " +
                visible(violation.since_text) + "\n";
    if (result.blame) text += "  guilty:  " + visible(text_of(*result.blame)) + "\n";
    return text + "  again:   wsconform check " + visible(folder + trace_path(result.id)) + "\n";
}

}  // namespace wsconform
