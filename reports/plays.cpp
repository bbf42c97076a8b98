#include "reports/plays.hpp"

#include <map>
#include <set>
#include <utility>

#include "conformance/document.hpp"
#include "conformance/input_error.hpp"
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

}  // namespace

bool is_worse(const PurposeResult& result, const PurposeResult& than) {
    if (result.not_applicable.has_value() != than.not_applicable.has_value())
        return than.not_applicable.has_value();
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

std::string difference_between(const Report& one, const Report& other) {
    if (one.provider != other.provider) return "the provider";
    if (one.suite != other.suite) return "the version of the suite";
    if (one.grading != other.grading) return "--grading";
    if (one.seed != other.seed) return "--seed";
    if (one.cases != other.cases) return "--cases";
    if (one.quiescence != other.quiescence) return "--quiescence";
    if (one.filter != other.filter) return "--filter";
    return total_of(one) != total_of(other) ? "GTEST_TOTAL_SHARDS" : "";
}

std::vector<Report> read_alike(const std::vector<std::string>& files) {
    std::vector<Report> reports;
    for (const std::string& file : files) {
        reports.push_back(read_report(file));
        const std::string difference = difference_between(reports.front(), reports.back());
        if (!difference.empty())
            throw InputError{input_fault(file, "report",
                                         "differs from the first report in " + difference,
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

}  // namespace wsconform
