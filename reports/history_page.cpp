// SPDX-License-Identifier: Apache-2.0

// The history as a page: bars of verdicts over the builds, and a row of cells for each purpose
// that turned. It needs no script.

#include <array>
#include <string_view>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/conclusions.hpp"
#include "reports/embedded.hpp"
#include "reports/history.hpp"
#include "reports/plural.hpp"
#include "reports/style_hash.hpp"

namespace wsconform {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t bar_height = 160;
constexpr std::size_t bar_width = 66;
constexpr std::size_t bar_gap = 10;
constexpr std::size_t room_for_names = 18;

constexpr std::string_view page_style = R"(
body { max-width: none; }
.bars rect { fill: var(--tone); }
.bars text { text-anchor: middle; font-size: 10px; }
.courses th[scope="row"] { font-family: var(--mono); font-size: 0.8125rem; }
.courses td { min-width: 4.5rem; }
.courses td { padding-left: 0.5rem; }
.turned { background: var(--amber-wash); box-shadow: inset 2px 0 var(--amber); }
)";

constexpr std::array bar_order{Finding::fail,     Finding::error,          Finding::inconclusive,
                               Finding::untested, Finding::not_applicable, Finding::pass};

std::string escaped(std::string_view text) {
    return xml_escaped(visible(text, longest_name));
}

std::string number(std::size_t value) {
    return std::to_string(value);
}

/// What was bad stands at the bottom, so that its growth is seen.
std::string bar_of(const Build& build, std::size_t x, std::size_t most) {
    const Summary summary = summary_of(build.report);
    std::string text;
    double y = bar_height;
    for (const Finding finding : bar_order) {
        const std::size_t count = summary.findings.at(finding);
        if (count == 0) continue;
        const double height = static_cast<double>(bar_height * count) / static_cast<double>(most);
        y -= height;
        const std::string word{word_for(finding)};
        text += "<rect class=\"is-" + word + "\" x=\"" + number(x) + "\" width=\"" +
                number(bar_width) + "\" y=\"" + std::to_string(y) + "\" height=\"" +
                std::to_string(height) + "\"><title>" + escaped(build.name) + ": " + number(count) +
                " " + word + "</title></rect>";
    }
    return text + "<text x=\"" + number(x + bar_width / 2) + "\" y=\"" +
           number(bar_height + room_for_names - 4) + "\">" + xml_escaped(visible(build.name, 12)) +
           "</text>\n";
}

std::string bars_of(const History& history) {
    std::size_t most = 1;
    for (const Build& build : history.builds)
        most = std::max(most, build.report.purposes.size());
    std::string bars;
    for (std::size_t i = 0; i < history.builds.size(); ++i)
        bars += bar_of(history.builds[i], i * (bar_width + bar_gap), most);
    const std::size_t width = history.builds.size() * (bar_width + bar_gap);
    return "<div class=\"scrolling\" tabindex=\"0\" role=\"region\" aria-label=\"Verdicts by "
           "build\">"
           "<svg class=\"bars\" role=\"img\" aria-label=\"Verdicts of each build; the table below "
           "has the numbers\" width=\"" +
           number(width) + "\" height=\"" + number(bar_height + room_for_names) + "\">\n" + bars +
           "</svg></div>\n";
}

std::string head_row(const History& history, const std::string& first) {
    std::string row = "<tr><th scope=\"col\">" + first + "</th>";
    for (const Build& build : history.builds)
        row += "<th scope=\"col\">" + escaped(build.name) + "</th>";
    return "<thead>" + row + "</tr></thead>\n";
}

std::string counts_of(const History& history) {
    std::string rows;
    for (const Finding finding : bar_order) {
        rows += "<tr><th scope=\"row\">" + std::string{word_for(finding)} + "</th>";
        for (const Build& build : history.builds)
            rows += "<td class=\"number\">" +
                    number(summary_of(build.report).findings.at(finding)) + "</td>";
        rows += "</tr>\n";
    }
    return "<div class=\"scrolling\" tabindex=\"0\" role=\"region\" aria-label=\"Counts by build\">"
           "<table>" +
           head_row(history, "Verdict") + "<tbody>" + rows + "</tbody></table></div>\n";
}

bool turns_at(const Course& course, std::size_t build) {
    return std::ranges::any_of(course.turns, [&](const Turn& turn) { return turn.build == build; });
}

std::string sign_of(Finding finding) {
    switch (finding) {
        case Finding::pass:
            return "✓";
        case Finding::fail:
            return "✕";
        case Finding::error:
            return "!";
        case Finding::inconclusive:
            return "?";
        case Finding::not_applicable:
            return "–";
        case Finding::untested:
            return "∅";
    }
    return "";
}

std::string course_row(const Course& course) {
    std::string row = "<tr><th scope=\"row\">" + escaped(course.id) + "</th>";
    for (std::size_t i = 0; i < course.findings.size(); ++i) {
        row += turns_at(course, i) ? "<td class=\"turned\">" : "<td>";
        if (const auto finding = course.findings[i]) {
            const std::string word{word_for(*finding)};
            row += "<span class=\"badge is-" + word +
                   "\"><span class=\"sign\" aria-hidden=\"true\">" + sign_of(*finding) + "</span>" +
                   word + "</span>";
        }
        row += "</td>";
    }
    return row + "</tr>\n";
}

std::string courses_of(const History& history, const std::string& title, bool has_turned) {
    std::string rows;
    std::size_t count = 0;
    for (const Course& course : history.courses) {
        const bool is_one = has_turned ? !course.turns.empty()
                                       : course.turns.empty() && course.first_bad.has_value();
        if (!is_one) continue;
        rows += course_row(course);
        ++count;
    }
    const std::string head = "<section class=\"panel\"><h2>" + title + "</h2>\n";
    if (count == 0) return head + "<p class=\"calm\">None.</p></section>\n";
    return head + "<div class=\"scrolling\" tabindex=\"0\" role=\"region\" aria-label=\"" + title +
           "\"><table class=\"courses\">" + head_row(history, "Purpose") + "<tbody>" + rows +
           "</tbody></table></div></section>\n";
}

}  // namespace

std::string history_html(const History& history) {
    const std::string style = std::string{embedded::style} + std::string{page_style};
    const std::string title = escaped(history.builds.front().report.provider);
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'sha256-" +
           hash_for_policy(style) +
           "'; base-uri 'none'; form-action 'none'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
           title + " · wsconform history</title>\n<style>" + style +
           "</style>\n</head>\n<body>\n<header class=\"head\"><p class=\"eyebrow\">Winsock "
           "conformance history</p>\n<h1>" +
           title + "</h1>\n<p class=\"run\">" + plural(history.builds.size(), "build") + ", " +
           escaped(history.builds.front().name) + " to " + escaped(history.builds.back().name) +
           "</p></header>\n<main>\n" + bars_of(history) + counts_of(history) +
           courses_of(history, "Purposes that turned; where, is marked", true) +
           courses_of(history, "Purposes that were never good", false) +
           "</main>\n</body>\n</html>\n";
}

}  // namespace wsconform
