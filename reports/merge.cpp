// SPDX-License-Identifier: Apache-2.0

#include "reports/merge.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/report_json.hpp"

namespace wsconform {
namespace {

std::size_t total_of(const Report& report) {
    return report.shard ? report.shard->total : 1;
}

void take_capabilities(const Report& from, Report& into) {
    for (const auto& [name, answer] : from.capabilities) {
        std::string& known = into.capabilities.try_emplace(name, answer).first->second;
        if (known == "yes") known = answer;  // What one machine lacks is what a reader must know.
    }
}

std::string apart(std::string_view what, std::string_view one, std::string_view other) {
    const std::size_t longest = 80;
    return one == other ? ""
                        : std::string{what} + " differs: " + visible(one, longest) + " and " +
                              visible(other, longest);
}

std::string apart(std::string_view what, std::uint64_t one, std::uint64_t other) {
    return apart(what, std::to_string(one), std::to_string(other));
}

/// Empty for a report that does not tell.
std::string dlls_of(const Report& report) {
    std::string text;
    for (const TestedDll& dll : report.tested.dlls)
        text += (text.empty() ? "" : " + ") + dll.file + " SHA-256 " + dll.sha256.substr(0, 16);
    return text;
}

std::string ids_of(const Report& report) {
    std::string text;
    for (const auto& [file, id] : report.provider_ids)
        text += (text.empty() ? "" : ", ") + file + "=" + id;
    return text.empty() ? "none" : text;
}

std::string or_none(const std::string& text) {
    return text.empty() ? "none" : text;
}

std::set<std::string_view> registered(const Report& report) {
    std::set<std::string_view> ids{report.lost.begin(), report.lost.end()};
    for (const PurposeResult& result : report.purposes) {
        ids.insert(result.id);
    }
    return ids;
}

}  // namespace

bool is_worse(const PurposeResult& result, const PurposeResult& than) {
    if (result.not_played.has_value() != than.not_played.has_value())
        return than.not_played.has_value();
    // That it does not apply is a fact of the provider, and the same on every machine.
    if (result.not_played && finding_of(result) != finding_of(than))
        return finding_of(result) == Finding::not_applicable;
    if (result.judgement.verdict != than.judgement.verdict)
        return result.judgement.verdict > than.judgement.verdict;
    return violated_clauses(result).size() > violated_clauses(than).size();
}

PurposeResult worst_of(PurposeResult one, PurposeResult other) {
    const Rate first = rate_of(one);
    const Rate second = rate_of(other);
    PurposeResult worst = is_worse(other, one) ? std::move(other) : std::move(one);
    const Rate both{first.deviations + second.deviations, first.of + second.of};
    if (both.of > 1) worst.repeated = both;
    return worst;
}

std::string scenarios_of(const Report& report) {
    return report.is_of_own_scenarios ? "given" : "none";
}

std::string difference_between(const Report& one, const Report& other) {
    const auto wait = [](const Report& report) {
        return static_cast<std::uint64_t>(report.quiescence.count());
    };
    // What an older report does not tell may be the same.
    const bool tell = !one.tested.dlls.empty() && !other.tested.dlls.empty();
    for (const std::string& difference :
         {tell ? apart("the DLL", dlls_of(one), dlls_of(other)) : std::string{},
          apart("provider", one.provider, other.provider), apart("suite", one.suite, other.suite),
          apart("--grading", one.grading, other.grading), apart("--seed", one.seed, other.seed),
          apart("--cases", one.cases, other.cases), apart("--quiescence", wait(one), wait(other)),
          apart("--filter", one.filter, other.filter),
          apart("--scenarios", scenarios_of(one), scenarios_of(other)),
          apart("--provider-id", ids_of(one), ids_of(other)),
          apart("--prepare", or_none(one.prepare), or_none(other.prepare)),
          apart("--prefix", or_none(one.prefix), or_none(other.prefix)),
          apart("--beneath", or_none(one.beneath), or_none(other.beneath)),
          apart("GTEST_TOTAL_SHARDS", total_of(one), total_of(other))}) {
        if (!difference.empty()) return difference;
    }
    return "";
}

std::string why_apart(const Report& one, const Report& other) {
    std::string difference = difference_between(one, other);
    if (!difference.empty()) return difference;
    if (one.tested.system != other.tested.system)
        return apart("the system", one.tested.system, other.tested.system);
    if (one.capabilities != other.capabilities) return "their machines have other capabilities";
    const std::set<std::string_view> ids = registered(one);
    for (const std::string_view id : registered(other)) {
        if (ids.contains(id)) return "both hold " + visible(id, 120);
    }
    return "";
}

std::vector<Report> read_alike(const std::vector<std::string>& files) {
    std::vector<Report> reports;
    for (const std::string& file : files) {
        reports.push_back(read_report(file));
        std::string difference = difference_between(reports.front(), reports.back());
        if (!difference.empty())
            throw InputError{input_fault(file, "report",
                                         "is not of the first one's run: " + difference,
                                         "give shards of one run, or the same run again")};
    }
    return reports;
}

std::vector<std::string> missing_shards(const std::vector<Report>& reports) {
    std::set<std::size_t> there;
    for (const Report& report : reports) {
        there.insert(report.shard ? report.shard->index : 0);
    }
    std::vector<std::string> missing;
    const std::size_t total = total_of(reports.front());
    for (std::size_t index = 0; index < total; ++index) {
        if (!there.contains(index))
            missing.push_back("shard " + std::to_string(index + 1) + " of " +
                              std::to_string(total));
    }
    return missing;
}

Report merged(std::vector<Report> reports) {
    const auto missing = missing_shards(reports);
    if (!missing.empty())
        throw InputError{"reports: " + missing.front() +
                         " is missing; give the reports of all shards"};
    return together(std::move(reports));
}

Report together(std::vector<Report> reports) {
    std::map<std::string, PurposeResult> purposes;
    std::set<std::string> lost;
    Report whole = reports.front();
    for (Report& report : reports) {
        take_capabilities(report, whole);
        if (whole.start.empty()) whole.start = report.start;
        lost.insert(report.lost.begin(), report.lost.end());
        whole.unreachable.merge(report.unreachable);
        for (PurposeResult& result : report.purposes) {
            const auto [known, is_new] = purposes.try_emplace(result.id, result);
            if (!is_new) known->second = worst_of(std::move(known->second), std::move(result));
        }
    }
    whole.shard.reset();
    if (reports.size() > 1) whole.strength.reset();  // A part's is not that of the whole.
    whole.purposes.clear();
    for (auto& [id, result] : purposes) {
        if (!lost.contains(id)) whole.purposes.push_back(std::move(result));
    }
    whole.lost.assign(lost.begin(), lost.end());
    return whole;
}

std::vector<Report> merge_shards(std::vector<Report> reports) {
    std::vector<std::vector<Report>> runs;
    for (Report& report : reports) {
        const auto run = std::ranges::find_if(runs, [&report](const std::vector<Report>& shards) {
            return std::ranges::all_of(shards, [&report](const Report& shard) {
                return why_apart(shard, report).empty();
            });
        });
        if (run == runs.end())
            runs.push_back({std::move(report)});
        else
            run->push_back(std::move(report));
    }
    std::vector<Report> whole;
    std::ranges::transform(runs, std::back_inserter(whole), [](std::vector<Report>& shards) {
        return shards.size() == 1 ? std::move(shards.front()) : together(std::move(shards));
    });
    return whole;
}

}  // namespace wsconform
