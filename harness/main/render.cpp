// SPDX-License-Identifier: Apache-2.0

#include "harness/main/render.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <utility>

#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/purpose_results.hpp"
#include "harness/version.hpp"
#include "reports/comparison.hpp"
#include "reports/history.hpp"
#include "reports/markdown.hpp"
#include "reports/merge.hpp"
#include "reports/output_folder.hpp"
#include "reports/races.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"
#include "reports/terminal.hpp"
#include "reports/writing.hpp"

namespace wsconform {

namespace {

[[noreturn]] void refuse_several(std::string_view option, const std::vector<Report>& reports) {
    throw InputError{"report: " + std::string{option} + ": these are no shards of one run: " +
                     why_apart(reports[0], reports[1]) + "; --html and --markdown compare them"};
}

/// What merging leaves open, found out as a run does.
void measure_strength(Report& report) {
    if (report.strength || report.suite != suite_version || report.is_of_own_scenarios) return;
    report.strength = strength_shown_by(suite_scenarios(), report.purposes, grading_of(report));
}

std::vector<Report> read_reports(const std::vector<std::string>& files) {
    std::vector<Report> shards;
    for (const std::string& file : files)
        shards.push_back(read_report(file));
    const bool is_told =
        std::ranges::all_of(shards, [](const Report& shard) { return shard.strength.has_value(); });
    std::vector<Report> reports = merge_shards(std::move(shards));
    if (is_told) std::ranges::for_each(reports, measure_strength);
    return reports;
}

/// Of reports that were not put together from shards, what stands in the run.json beside each.
std::vector<Races> races_of(const std::vector<std::string>& files, std::size_t reports) {
    std::vector<Races> races;
    if (files.size() != reports) return races;
    for (const std::string& file : files)
        races.push_back(races_beside(file));
    return races;
}

void write_page(const std::string& folder, const std::string& text) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    write_output(std::filesystem::path{folder} / "index.html", text);
}

int render_history(const RenderOptions& options) {
    if (!options.reports.empty())
        throw InputError{"report: --history takes the reports of its folder; leave \"" +
                         visible(options.reports.front(), 80) + "\" out, or put it there"};
    for (const auto& [name, value] :
         {std::pair{"--junit", options.junit}, std::pair{"--merge", options.merge},
          std::pair{"--badge", options.badge}}) {
        if (!value.empty())
            throw InputError{"report: " + std::string{name} +
                             ": a history has none; --html and --markdown show it"};
    }
    const History history = read_history(options.history);
    if (!options.html.empty()) write_page(options.html, history_html(history));
    if (!options.markdown.empty()) write_output(options.markdown, history_markdown(history));
    if ((options.html + options.markdown).empty()) std::cout << history_text(history);
    return 0;
}

}  // namespace

int render(const RenderOptions& options) {
    if (!options.history.empty()) return render_history(options);
    if (options.reports.empty())
        throw InputError{"report: names no REPORT; give a report.json or its folder, or --history"};
    const std::vector<Report> reports = read_reports(options.reports);
    if (reports.size() > 1) {
        if (!options.junit.empty()) refuse_several("--junit", reports);
        if (!options.merge.empty()) refuse_several("--merge", reports);
        if (!options.badge.empty()) refuse_several("--badge", reports);
    }
    if (!options.html.empty())
        write_page(options.html, to_html(reports, races_of(options.reports, reports.size())));
    if (!options.junit.empty()) write_output(options.junit, to_junit(reports.front()));
    if (!options.merge.empty()) write_output(options.merge, to_json(reports.front()));
    if (!options.markdown.empty())
        write_output(options.markdown,
                     reports.size() > 1 ? to_markdown(reports) : to_markdown(reports[0], nullptr));
    if (!options.badge.empty()) write_badge(options.badge, reports[0], nullptr);
    const bool is_written =
        !(options.html + options.junit + options.merge + options.markdown + options.badge).empty();
    if (!is_written) {
        for (const Report& report : reports)
            std::cout << terminal_summary(report, Colour::off);
        if (reports.size() > 1) std::cout << "\ncompared\n" << counts_table(reports);
    }
    for (const std::string& notice : notices(reports))
        std::cerr << "notice: " << notice << '\n';
    return 0;
}

}  // namespace wsconform
