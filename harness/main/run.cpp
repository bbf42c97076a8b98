// SPDX-License-Identifier: Apache-2.0

#include "harness/main/run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "conformance/suite/suite.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/campaign.hpp"
#include "harness/main/googletest.hpp"
#include "harness/main/interruption.hpp"
#include "harness/main/names.hpp"
#include "harness/main/purpose_tests.hpp"
#include "harness/main/self_check.hpp"
#include "harness/main/standard_output.hpp"
#include "harness/main/this_machine.hpp"
#include "harness/main/told_expectations.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/wine.hpp"
#include "reports/conclusions.hpp"
#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/output_folder.hpp"
#include "reports/report_json.hpp"
#include "reports/terminal.hpp"

namespace wsconform {

namespace {

constexpr std::size_t most_violations_shown = 3;

/// When, where and how long: what report.json must not hold.
std::string circumstances_of(const Campaign& campaign, std::chrono::milliseconds took) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    nlohmann::json circumstances{
        {"format", "wsconform-run/1"},
        {"host", host_name()},
        {"ended_unix_s", std::chrono::duration_cast<std::chrono::seconds>(now).count()},
        {"duration_ms", took.count()}};
    if (!campaign.races().empty()) circumstances["races"] = campaign.races();
    constexpr auto replace = nlohmann::json::error_handler_t::replace;
    return circumstances.dump(2, ' ', false, replace) + "\n";
}

void show_violations(const Report& report, const std::optional<std::string>& folder) {
    std::size_t shown = 0;
    std::size_t more = 0;
    for (const PurposeResult* result : sorted_purposes(report)) {
        if (is_expected(*result)) continue;
        for (const Violation& violation : result->judgement.violations) {
            if (shown++ < most_violations_shown)
                std::cout << violation_text(*result, violation, folder);
            else
                more++;
        }
    }
    if (more > 0) std::cout << "... and " << more << " more violations in index.html\n";
}

void show_breakdowns(const Report& report) {
    constexpr std::size_t most_shown = 3;
    std::size_t count = 0;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const std::string text = breakdown_text(*result);
        if (text.empty() || is_expected(*result)) continue;
        if (++count <= most_shown) std::cout << text;
    }
    if (count > most_shown)
        std::cout << "... and " << count - most_shown
                  << " more exceptions, crashes and hangs in index.html\n";
}

/// Of this run alone: another may see other ends, so they are in run.json and in no report.
void show_races(const Campaign::Races& races) {
    if (!races.empty()) std::cout << "\nraces, and how often each end was seen\n";
    for (const auto& [property, calls] : races) {
        for (const auto& [call, ends] : calls) {
            std::string text;
            for (const auto& [end, times] : ends)
                text += "; " + end + ": " + std::to_string(times);
            std::cout << "  " << property << "  " << call << text << '\n';
        }
    }
}

int conclude(const RunOptions& options, const Report& report, const GateResult* gated,
             const Campaign::Races& races) {
    const auto colour = isatty(1) != 0 ? Colour::on : Colour::off;
    std::cout << terminal_summary(report, colour);
    show_races(races);
    show_violations(report, options.keeps_report ? std::optional{options.out + "/"} : std::nullopt);
    show_breakdowns(report);
    const std::string place =
        options.keeps_report ? "report: " + options.out + "/index.html\n" : "";
    if (gated != nullptr) {
        std::cout << gate_text(*gated) << place;
        return gated->exit_status() == 4 ? 0 : gated->exit_status();
    }
    std::cout << place;
    if (!report.lost.empty()) return 3;
    if (decides_nothing(report)) {
        std::cout << nothing_was_decided;
        return 3;
    }
    const bool deviates = std::ranges::any_of(report.purposes, [](const PurposeResult& result) {
        const Finding finding = finding_of(result);
        return finding == Finding::fail || finding == Finding::error;
    });
    if (deviates) return 1;
    return does_not_start(report) ? 3 : 0;
}

/// Of an older report there, that is not one of this provider's: it is replaced in the end.
std::string words_about_older_report(const RunOptions& options, const std::string& provider) {
    const std::filesystem::path file = std::filesystem::path{options.out} / "report.json";
    try {
        const nlohmann::json older = read_report_document(file);
        const auto before = older.at("provider").get<std::string>();
        if (before == provider) return {};
        return "notice: " + visible(file.generic_string()) + " is a report of " +
               visible(before, 80) + ", and will be replaced by that of " + visible(provider, 80) +
               "\n";
    } catch (const std::exception&) {
        return {};  // There is none, or nothing that one could read.
    }
}

void tell_first(const RunOptions& options, const Campaign& campaign) {
    std::cerr << words_about_older_report(options, campaign.provider());
    std::cout << campaign.first_words();
    flush_output();
}

/// Read before anything is played: a fault in the file is said at once, and not after the run.
std::optional<Expectations> expectations_for(const RunOptions& options) {
    if (options.expectations.empty()) return std::nullopt;
    const ProviderSpec provider = parse_provider(options.provider);
    Report report;
    report.provider = provider.name;
    if (is_folder(options.expectations) && !provider.is_simulated && options.agent_command.empty())
        report.tested.system = version_of(chosen_wine(options.wine));
    Expectations expectations = told_expectations(options.expectations, report);
    require_same_provider(report, expectations);
    return expectations;
}

RunOptions with_full_filter(const RunOptions& given) {
    RunOptions options = given;
    if (given.filter == "*") return options;
    const bool is_built_in = given.scenarios.empty();
    options.filter = filter_in_full(
        given.filter, is_built_in ? suite_scenarios() : scenarios_below(given.scenarios));
    return options;
}

}  // namespace

int run(const RunOptions& given) {
    const auto start = std::chrono::steady_clock::now();
    watch_for_interrupts();
    const std::optional<Expectations> expectations = expectations_for(given);
    const RunOptions options = start_googletest(with_full_filter(given));
    Campaign campaign{options};
    std::optional<SelfCheck> check;
    if (!testing::GTEST_FLAG(list_tests)) {
        check = self_check(options);
        campaign.open_journal();
    }
    register_purposes(campaign, options);
    if (!testing::GTEST_FLAG(list_tests)) tell_first(options, campaign);
    listen(campaign);
    // Its count of failures is nothing to us: the verdicts and expectations decide.
    [[maybe_unused]] const int failures = RUN_ALL_TESTS();

    if (testing::GTEST_FLAG(list_tests)) return 0;
    campaign.rethrow();
    if (is_interrupted()) {
        std::cerr << "wsconform: interrupted after " << campaign.finished() << " of "
                  << campaign.selected()
                  << " purposes; the same command with --resume goes on from there\n";
        return 3;
    }
    if (campaign.selected() == 0) {
        throw InputError{"--filter: \"" + visible(options.filter) +
                         "\" selects no purpose of this shard; take fewer shards"};
    }
    Report report = campaign.report();
    report.self_check = check;
    std::optional<GateResult> gated;
    if (expectations) {
        report = with_expectations(report, *expectations);
        gated = gate({report}, *expectations, options.today);
        gated->allows_untested = options.allows_untested;
    }
    write_outputs(options.out, report, gated ? &*gated : nullptr,
                  circumstances_of(campaign, std::chrono::duration_cast<std::chrono::milliseconds>(
                                                 std::chrono::steady_clock::now() - start)));
    return conclude(options, report, gated ? &*gated : nullptr, campaign.races());
}

}  // namespace wsconform
