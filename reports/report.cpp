// SPDX-License-Identifier: Apache-2.0

#include "reports/report.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace wsconform {

std::string dotted(std::string purpose) {
    std::ranges::replace(purpose, '/', '.');
    return purpose;
}

std::string trace_path(const std::string& purpose, std::size_t position) {
    const std::string part = position == 1 ? "" : ".from-" + std::to_string(position);
    return "traces/" + dotted(purpose) + part + ".jsonl";
}

bool is_of_somebody(std::string_view provider) {
    return provider.starts_with("api:") || provider.starts_with("spi:");
}

bool is_of_the_suite(const Report& report) {
    constexpr std::array<std::string_view, 3> files{"base_provider.dll", "faulty_provider.dll",
                                                    "layered_provider.dll"};
    const auto& dlls = report.tested.dlls;
    const auto is_ours = [&](const TestedDll& dll) {
        return dll.product.empty() && std::ranges::find(files, dll.file) != files.end();
    };
    return report.provider.starts_with("simulated") ||
           (!dlls.empty() && std::ranges::all_of(dlls, is_ours));
}

bool is_of_windows(const Report& report) {
    return report.provider == "windows";
}

bool does_not_start(const Report& report) {
    return report.capabilities.contains("start");
}

std::optional<unsigned> bits_of(const Report& report) {
    const auto bits = report.capabilities.find("bits");
    if (bits == report.capabilities.end()) return std::nullopt;
    if (bits->second == "32") return 32;
    return bits->second == "64" ? std::optional{64U} : std::nullopt;
}

std::string isolation_warning(const Report& report) {
    const auto isolation = report.capabilities.find("isolation");
    if (isolation == report.capabilities.end() || isolation->second != "no") return "";
    return "not isolated: the provider could reach whatever its user can";
}

Finding finding_of(const PurposeResult& result) {
    if (result.not_played) return result.not_played->finding;
    switch (result.judgement.verdict) {
        case Verdict::pass:
            return Finding::pass;
        case Verdict::none:  // Nothing was judged, so the purpose was not reached.
        case Verdict::inconclusive:
            return Finding::inconclusive;
        case Verdict::fail:
            return Finding::fail;
        case Verdict::error:
            return Finding::error;
    }
    return Finding::error;
}

const std::string& reason_of(const PurposeResult& result) {
    return result.not_played ? result.not_played->reason : result.judgement.reason;
}

std::vector<ClauseId> violated_clauses(const PurposeResult& result) {
    std::set<ClauseId> broken;
    for (const Violation& violation : result.judgement.violations) {
        broken.insert(violation.clauses.begin(), violation.clauses.end());
    }
    return {broken.begin(), broken.end()};
}

bool meets(const PurposeResult& result, const Expectation& expectation) {
    return finding_of(result) == expectation.finding &&
           violated_clauses(result) == expectation.clauses;
}

bool deviates(const PurposeResult& result) {
    return !result.not_played && finding_of(result) != Finding::pass;
}

Rate rate_of(const PurposeResult& result) {
    if (result.not_played) return {};
    return result.repeated.value_or(Rate{deviates(result) ? 1U : 0U, 1U});
}

bool is_expected(const PurposeResult& result) {
    if (finding_of(result) == Finding::untested) return true;
    if (!result.expectation) return !deviates(result);
    return meets(result, *result.expectation) || (result.expectation->rate && !deviates(result));
}

std::vector<const PurposeResult*> sorted_purposes(const Report& report) {
    std::vector<const PurposeResult*> sorted;
    sorted.reserve(report.purposes.size());
    for (const PurposeResult& result : report.purposes) {
        sorted.push_back(&result);
    }
    std::ranges::stable_sort(sorted, {}, &PurposeResult::id);
    return sorted;
}

std::string_view word_for(Finding finding) {
    switch (finding) {
        case Finding::pass:
            return "pass";
        case Finding::inconclusive:
            return "inconclusive";
        case Finding::fail:
            return "fail";
        case Finding::error:
            return "error";
        case Finding::not_applicable:
            return "not-applicable";
        case Finding::untested:
            return "untested";
    }
    return "";
}

std::string_view word_for(Strength strength) {
    switch (strength) {
        case Strength::must:
            return "MUST";
        case Strength::must_derived:
            return "MUST-D";
        case Strength::may:
            return "MAY";
        case Strength::advisory:
            return "ADVISORY";
    }
    return "";
}

std::optional<Finding> finding_named(std::string_view word) {
    for (const Finding finding : {Finding::pass, Finding::inconclusive, Finding::fail,
                                  Finding::error, Finding::not_applicable, Finding::untested}) {
        if (word_for(finding) == word) return finding;
    }
    return std::nullopt;
}

}  // namespace wsconform
