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
#include "reports/markdown.hpp"
#include "reports/merge.hpp"
#include "reports/output_folder.hpp"
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
    if (report.strength || report.suite != suite_version) return;
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

}  // namespace

int render(const RenderOptions& options) {
    const std::vector<Report> reports = read_reports(options.reports);
    if (reports.size() > 1) {
        if (!options.junit.empty()) refuse_several("--junit", reports);
        if (!options.merge.empty()) refuse_several("--merge", reports);
        if (!options.badge.empty()) refuse_several("--badge", reports);
    }
    if (!options.html.empty()) {
        std::error_code fault;
        std::filesystem::create_directories(options.html, fault);
        write_output(std::filesystem::path{options.html} / "index.html", to_html(reports));
    }
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
    }
    for (const std::string& notice : notices(reports))
        std::cerr << "notice: " << notice << '\n';
    return 0;
}

}  // namespace wsconform
