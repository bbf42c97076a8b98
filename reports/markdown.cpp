// SPDX-License-Identifier: Apache-2.0

#include "reports/markdown.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/causes.hpp"
#include "reports/causes_markdown.hpp"
#include "reports/conclusions.hpp"
#include "reports/likeness.hpp"
#include "reports/markdown_text.hpp"
#include "reports/plural.hpp"

namespace wsconform {
namespace {

using markdown::code;

/// A comment on GitHub may have 65,536 characters; of what would be longer, the rest stands in the
/// page alone.
constexpr std::size_t longest = 60'000;
constexpr std::size_t limit_title = 300;

struct Limits {
    std::size_t rows;
    CauseLimits causes;
};
constexpr Limits everything{100'000, all_causes};
constexpr Limits cut{20, {10, 5, 4}};

struct Section {
    GateChange change;
    std::string_view title;
};

constexpr auto sections =
    std::to_array<Section>({{GateChange::lost, "Lost: registered, never played"},
                            {GateChange::untested, "Untested: this machine cannot show them"},
                            {GateChange::new_deviation, "New deviations"},
                            {GateChange::changed, "Deviations that changed"},
                            {GateChange::unreviewed, "Expectations that nobody has reviewed"},
                            {GateChange::expired, "Expectations that have expired"},
                            {GateChange::vanished, "Expectations that no longer hold"}});

std::string decision_line(const GateResult& gated) {
    std::string list;
    for (const Section& section : sections) {
        if (const std::size_t count = gated.count(section.change); count != 0)
            list += (list.empty() ? "" : ", ") + std::to_string(count) + " " +
                    std::string{word_for(section.change)};
    }
    switch (gated.exit_status()) {
        case 0:
            return "**As expected**: " + plural(gated.known, "known deviation") + ".\n\n";
        case 3:
            return "**Proves nothing**: " + list + ".\n\n";
        case 4:
            return "**Better than expected**: " + list + ".\n\n";
        default:
            return "**Not as expected**: " + list + ".\n\n";
    }
}

std::string counts_table(const Summary& summary) {
    std::string head = "| purposes |";
    std::string line = "|---|";
    std::string row = "| " + std::to_string(summary.registered) + " |";
    for (const Finding finding : findings) {
        head += " " + std::string{word_for(finding)} + " |";
        line += "---|";
        row += " " + std::to_string(summary.findings.at(finding)) + " |";
    }
    return head + "\n" + line + "\n" + row + "\n\n";
}

std::string clauses_table(const Summary& summary) {
    std::string text =
        "| clauses | verified | vacuous | violated | unexercised | not-applicable |\n";
    text += "|---|---|---|---|---|---|\n";
    for (const Strength strength : {Strength::must, Strength::must_derived}) {
        text += "| " + std::string{word_for(strength)} + " |";
        for (const ClauseStatus status :
             {ClauseStatus::verified, ClauseStatus::vacuous, ClauseStatus::violated,
              ClauseStatus::unexercised, ClauseStatus::not_applicable})
            text += " " + std::to_string(summary.clauses.at(strength).at(status)) + " |";
        text += "\n";
    }
    return text + "\n";
}

/// The lines of a list; those that are too many are counted.
std::string lines_of(const std::vector<std::string>& lines, const Limits& limits) {
    std::string text;
    for (std::size_t i = 0; i < std::min(lines.size(), limits.rows); ++i)
        text += lines[i];
    return lines.size() <= limits.rows
               ? text
               : text + "- and " + std::to_string(lines.size() - limits.rows) +
                     " more in index.html\n";
}

std::string line_of(const GateEntry& entry) {
    return "- " + code(entry.id) + ": " + code(entry.text) + "\n";
}

std::string section_text(const GateResult& gated, const Section& section, const Limits& limits) {
    std::vector<std::string> lines;
    for (const GateEntry& entry : gated.entries) {
        if (entry.change == section.change) lines.push_back(line_of(entry));
    }
    if (lines.empty()) return "";
    return "### " + std::string{section.title} + " (" + std::to_string(lines.size()) + ")\n\n" +
           lines_of(lines, limits) + "\n";
}

std::string flaky_text(const GateResult& gated, const Limits& limits) {
    if (gated.flaky.empty()) return "";
    std::vector<std::string> lines;
    std::ranges::transform(gated.flaky, std::back_inserter(lines), line_of);
    return "### Flaky, as on file (" + std::to_string(lines.size()) + ")\n\n" +
           lines_of(lines, limits) + "\n";
}

std::string some_causes(const std::string& kind, const std::vector<Cause>& causes,
                        const Limits& limits) {
    if (causes.empty()) return "";
    std::size_t count = 0;
    for (const Cause& cause : causes)
        count += cause.purposes.size();
    return "### " + kind + plural(count, "deviation") + ", " + plural(causes.size(), "cause") +
           "\n\n" + causes_markdown(causes, limits.causes) + "\n";
}

/// What a reader looks for first: not which purposes deviate, but why. What is on file stands
/// apart from what nobody has accepted.
std::string causes_text(const Report& report, const Limits& limits) {
    const auto [others, on_file, has_file] = causes_by_file(report);
    return some_causes(has_file ? "Not on file: " : "", others, limits) +
           some_causes("On file: ", on_file, limits);
}

/// The clauses' slugs and texts are our own and need no care.
std::string violated_text(const Report& report, const Limits& limits) {
    std::vector<std::string> lines;
    for (const ClauseConclusion& conclusion : clause_conclusions(report)) {
        if (conclusion.status != ClauseStatus::violated) continue;
        const Clause& clause = *conclusion.clause;
        lines.push_back("- `" + std::string{clause.slug} + "` (" +
                        std::string{word_for(clause.strength)} + ", " + std::string{clause.id} +
                        ")\n");
    }
    if (lines.empty()) return "";
    return "<details><summary>" + plural(lines.size(), "violated clause") + "</summary>\n\n" +
           lines_of(lines, limits) + "\n</details>\n\n";
}

/// Of each exception, crash and hang what a developer looks for first.
std::string breakdowns_text(const Report& report, const Limits& limits) {
    std::vector<std::string> items;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const std::vector<std::string>& lines = result->judgement.breakdown;
        if (lines.empty()) continue;
        std::string item = "- " + code(result->id) + "\n";
        for (const std::string& line : lines)
            item += "  - " + code(line) + "\n";
        items.push_back(std::move(item));
    }
    if (items.empty()) return "";
    return "<details><summary>exceptions, crashes and hangs: " + std::to_string(items.size()) +
           "</summary>\n\n" + lines_of(items, limits) + "\n</details>\n\n";
}

/// The files that were judged, and what they ran in; empty if the report does not tell.
std::string tested_text(const Report& report) {
    std::string text;
    const auto add = [&](const std::string& word, const std::vector<TestedDll>& dlls) {
        for (const TestedDll& dll : dlls)
            text += (text.empty() ? "Tested: " : ", " + word + " ") + code(text_of(dll));
    };
    add("and", report.tested.dlls);
    add("with", report.tested.companions);
    add("above", report.tested_beneath.dlls);
    if (!report.tested.system.empty())
        text += (text.empty() ? "Tested in " : ", in ") + code(report.tested.system);
    return text.empty() ? "" : text + "\n\n";
}

std::string foot(const Report& report) {
    std::string text = "wsconform " + code(report.suite) + ", grading " + code(report.grading) +
                       ", seed " + std::to_string(report.seed);
    if (report.is_of_own_scenarios) text += ", own scenarios";
    if (report.filter != "*") text += ", filter " + code(report.filter);
    if (const auto assurance = assurance_of(report))
        text += std::string{assurance->is_given ? ", self-check: " : ", **self-check**: "} +
                code(assurance->text);
    return text + "\n";
}

struct Badge {
    std::string message;
    std::string_view name;    ///< Of the colour, as shields.io has it.
    std::string_view colour;  ///< For the picture.
};

Badge badge_of(const Report& report, const GateResult* gated) {
    if (!report.lost.empty() || (gated != nullptr && gated->exit_status() == 3))
        return {"incomplete", "lightgrey", "#6a6a6a"};
    if (gated != nullptr && gated->exit_status() == 1) {
        const std::size_t count = gated->entries.size() - gated->count(GateChange::vanished) -
                                  gated->count(GateChange::untested);
        return {std::to_string(count) + " not as expected", "red", "#b42318"};
    }
    const Summary summary = summary_of(report);
    std::size_t violated = 0;
    std::size_t verified = 0;
    for (const Strength strength : {Strength::must, Strength::must_derived}) {
        violated += summary.clauses.at(strength).at(ClauseStatus::violated);
        verified += summary.clauses.at(strength).at(ClauseStatus::verified);
    }
    const std::size_t errors = summary.findings.at(Finding::error);
    if (violated + errors == 0)
        return {plural(verified, "clause") + " verified", "brightgreen", "#2c7a1f"};
    const std::string message =
        violated == 0 ? plural(errors, "error") : plural(violated, "clause") + " violated";
    if (gated != nullptr) return {message + ", as known", "yellow", "#8a6d00"};
    return {message, "red", "#b42318"};
}

constexpr std::string_view badge_label = "wsconform";

std::string within(const Limits& limits, const Report& report, const GateResult* gated) {
    const Summary summary = summary_of(report);
    std::string text = "## wsconform: " + code(report.provider) + "\n\n" + tested_text(report);
    const std::string warning = isolation_warning(report);
    if (!warning.empty()) text += "**" + warning + "**\n\n";
    if (!report.start.empty()) text += "**" + code(report.start) + "**\n\n";
    if (gated != nullptr) text += decision_line(*gated);
    text += counts_table(summary) + clauses_table(summary);
    const std::string windows = likeness_words(report);
    if (!windows.empty()) text += "Of the deviations: " + windows + ".\n\n";
    if (gated != nullptr) {
        for (const Section& section : sections) {
            text += section_text(*gated, section, limits);
        }
        text += flaky_text(*gated, limits);
    }
    return text + causes_text(report, limits) + violated_text(report, limits) +
           breakdowns_text(report, limits) + foot(report);
}

}  // namespace

std::string to_markdown(const Report& report, const GateResult* gated) {
    std::string text = within(everything, report, gated);
    return text.size() <= longest ? text : within(cut, report, gated);
}

std::string to_badge_svg(const Report& report, const GateResult* gated) {
    constexpr std::size_t a_letter = 7;  // Of Verdana at 11 pixels, a little generously.
    constexpr std::size_t margin = 10;
    const Badge badge = badge_of(report, gated);
    const std::size_t left = badge_label.size() * a_letter + margin;
    const std::size_t right = badge.message.size() * a_letter + margin;
    const auto number = [](std::size_t value) { return std::to_string(value); };
    const std::string title =
        xml_escaped(visible(report.provider, limit_title)) + ": " + badge.message;
    const auto part = [&](std::size_t x, std::size_t width, std::string_view colour,
                          std::string_view text) {
        return R"(<rect x=")" + number(x) + R"(" width=")" + number(width) +
               R"(" height="20" fill=")" + std::string{colour} + R"("/><text x=")" +
               number(x + width / 2) + R"(" y="14" textLength=")" + number(width - margin) + "\">" +
               std::string{text} + "</text>\n";
    };
    return R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" width=")" + number(left + right) +
           R"(" height="20" font-family="Verdana,sans-serif" )"
           R"(font-size="11" text-anchor="middle" fill="#fff">)"
           "\n<title>" +
           title + "</title>\n" + part(0, left, "#444", badge_label) +
           part(left, right, badge.colour, badge.message) + "</svg>\n";
}

std::string to_badge_json(const Report& report, const GateResult* gated) {
    const Badge badge = badge_of(report, gated);  // Nothing in it needs an escape.
    return R"({"schemaVersion": 1, "label": ")" + std::string{badge_label} + R"(", "message": ")" +
           badge.message + R"(", "color": ")" + std::string{badge.name} + "\"}\n";
}

}  // namespace wsconform
