// SPDX-License-Identifier: Apache-2.0

#include "reports/terminal.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/blame.hpp"
#include "reports/cause_evidence.hpp"
#include "reports/causes.hpp"
#include "reports/conclusions.hpp"
#include "reports/likeness.hpp"
#include "reports/plural.hpp"
#include "reports/terminal_parts.hpp"

namespace wsconform {
namespace {

std::string head_line(const Report& report, const Paint& paint) {
    return paint.bold(visible(report.provider, 80)) + "  wsconform " + visible(report.suite, 40) +
           ", grading " + visible(report.grading, 40) + ", seed " + std::to_string(report.seed) +
           (report.is_of_own_scenarios ? ", own scenarios" : "") +
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

/// A failure that breaks no clause is in no count of clauses, so it is told here.
std::string kinds_of_failure(const Report& report, const Summary& summary) {
    std::string kinds;
    if (summary.derived != 0) kinds = std::to_string(summary.derived) + " derived only";
    const auto without = std::ranges::count_if(report.purposes, [](const PurposeResult& result) {
        return finding_of(result) == Finding::fail && violated_clauses(result).empty();
    });
    if (without != 0)
        kinds += (kinds.empty() ? "" : ", ") + std::to_string(without) + " break no clause";
    return kinds.empty() ? "" : " (" + kinds + ")";
}

std::string counts_line(const Report& report, const Summary& summary, const Paint& paint) {
    std::string line = "purposes  ";
    for (const Finding finding : {Finding::pass, Finding::fail, Finding::error,
                                  Finding::inconclusive, Finding::not_applicable}) {
        line += (finding == Finding::pass ? "" : ", ") + count_of(summary, finding, paint);
        if (finding == Finding::fail) line += kinds_of_failure(report, summary);
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

/// Of some purposes it would say how many were left out, and nothing of the suite.
std::string strength_line(const Report& report) {
    const bool is_whole = report.filter == "*" && !report.shard;
    return report.strength && is_whole ? "strength  " + strength_text(*report.strength) + "\n" : "";
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
        text += "  " + visible(ambiguity, 40) + "  " + (title.empty() ? "" : title + " ") +
                branches(entry, paint) + likeness_suffix(ambiguity, entry.branch) + "\n";
    }
    const std::string title = paint.bold("behaviour where the sources leave a choice");
    return text.empty() ? "" : "\n" + title + "\n" + text;
}

/// Names by what is to be said of them: the finding and its reason.
std::map<std::string, std::vector<std::string>> undecided_by_reason(const Report& report) {
    std::map<std::string, std::vector<std::string>> ids;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const Finding finding = finding_of(*result);
        if (finding != Finding::error && finding != Finding::inconclusive &&
            finding != Finding::untested)
            continue;
        ids[std::string{word_for(finding)} + ": " + reason_of(*result)].push_back(result->id);
    }
    if (!report.lost.empty()) ids["lost: registered, but never played to an end"] = report.lost;
    return ids;
}

std::string self_check_line(const Report& report, const Paint& paint) {
    const auto assurance = assurance_of(report);
    if (!assurance) return "";
    const std::string text = "self-check " + visible(assurance->text, 200);
    return (assurance->is_given ? text : paint.yellow(text)) + "\n";
}

/// A cause's purposes: as many as fit, the rest by number.
std::string purposes_of(const Cause& cause) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < cause.purposes.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + visible(cause.purposes[i]->id, 120);
    const std::size_t more = cause.purposes.size() - std::min(cause.purposes.size(), most);
    return more == 0 ? text : text + " and " + std::to_string(more) + " more";
}

/// Under one heading: how many purposes each explains, and how that compares with Windows.
std::string some_causes(const std::string& heading, const std::vector<Cause>& causes,
                        const Paint& paint) {
    constexpr std::size_t most = 25;
    std::string text;
    for (std::size_t i = 0; i < causes.size() && i < most; ++i) {
        const Cause& cause = causes[i];
        std::string number = std::to_string(cause.purposes.size());
        number.insert(0, number.size() < 4 ? 4 - number.size() : 0, ' ');
        const std::string windows = evidence_of(cause).windows;
        const std::string what =
            wrapped(visible(cause.what, 300) + (windows.empty() ? "" : " (" + windows + ")"), 6);
        text += number + "  " + (cause.is_on_file ? what : paint.red(what)) + "\n      " +
                paint.faint(wrapped(purposes_of(cause), 6)) + "\n";
    }
    if (causes.size() > most)
        text += "      and " + plural(causes.size() - most, "cause") + " more in index.html\n";
    return text.empty() ? "" : "\n" + paint.bold(heading) + "\n" + text;
}

/// What is on file stands apart from what nobody has accepted.
std::string causes_text(const Report& report, const Paint& paint) {
    const auto [others, on_file, has_file] = causes_by_file(report);
    const std::string and_count = ", by cause: how many purposes each explains";
    return some_causes(
               (has_file ? "what deviates and is not on file" : "what deviates") + and_count,
               others, paint) +
           some_causes("what deviates as on file" + and_count, on_file, paint);
}

/// Of purposes about which a run decided nothing, and of those that broke it: each by its name.
std::string undecided_text(const Report& report, const Paint& paint) {
    std::string text;
    for (const auto& [reason, ids] : undecided_by_reason(report)) {
        constexpr std::size_t most = 40;
        std::string names;
        for (std::size_t i = 0; i < ids.size() && i < most; ++i)
            names += (i == 0 ? "" : ", ") + visible(ids[i], 120);
        if (ids.size() > most)
            names += ", and " + std::to_string(ids.size() - most) + " more in index.html";
        text += "  " + paint.yellow(wrapped(visible(reason, 400), 2)) + "\n      " +
                wrapped(names, 6) + "\n";
    }
    return text.empty() ? "" : "\n" + paint.bold("undecided, lost and broken off") + "\n" + text;
}

}  // namespace

void write_for_columns(std::size_t columns) {
    terminal_width() = columns;
}

std::string terminal_head(const Report& report, Colour colour) {
    const Paint paint{colour};
    return start_line(report, paint) + head_line(report, paint) + tested_lines(report);
}

std::string terminal_summary(const Report& report, Colour colour) {
    const Paint paint{colour};
    const Summary summary = summary_of(report);
    const auto conclusions = clause_conclusions(report);
    return terminal_head(report, colour) + counts_line(report, summary, paint) +
           clause_counts_line(summary, Strength::must) +
           clause_counts_line(summary, Strength::must_derived) + blame_line(report, summary) +
           windows_line(report) + strength_line(report) + self_check_line(report, paint) +
           causes_text(report, paint) + violated_text(report, conclusions, Strength::must, paint) +
           violated_text(report, conclusions, Strength::must_derived, paint) +
           undecided_text(report, paint) + profile_text(report, paint);
}

}  // namespace wsconform
