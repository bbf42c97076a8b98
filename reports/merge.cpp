#include "reports/merge.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "conformance/text.hpp"
#include "reports/plays.hpp"

namespace wsconform {
namespace {

std::set<std::string_view> registered(const Report& report) {
    std::set<std::string_view> ids{report.lost.begin(), report.lost.end()};
    for (const PurposeResult& result : report.purposes) {
        ids.insert(result.id);
    }
    return ids;
}

std::string apart(std::string_view what, std::string_view one, std::string_view other) {
    const std::size_t longest = 80;
    return one == other ? ""
                        : std::string{what} + " differs: " + visible(one, longest) + " and " +
                              visible(other, longest);
}

}  // namespace

std::string why_apart(const Report& one, const Report& other) {
    for (const std::string& difference :
         {apart("suite", one.suite, other.suite), apart("provider", one.provider, other.provider),
          apart("grading", one.grading, other.grading),
          apart("seed", std::to_string(one.seed), std::to_string(other.seed)),
          apart("cases", std::to_string(one.cases), std::to_string(other.cases)),
          apart("quiescence", std::to_string(one.quiescence.count()),
                std::to_string(other.quiescence.count())),
          apart("filter", one.filter, other.filter)}) {
        if (!difference.empty()) return difference;
    }
    if (one.capabilities != other.capabilities) return "their machines have other capabilities";
    const std::set<std::string_view> ids = registered(one);
    for (const std::string_view id : registered(other)) {
        if (ids.contains(id)) return "both hold " + visible(id, 120);
    }
    return "";
}

std::vector<Report> merge_shards(std::vector<Report> reports) {
    std::vector<Report> runs;
    for (Report& report : reports) {
        const auto run = std::ranges::find_if(
            runs, [&report](const Report& known) { return why_apart(known, report).empty(); });
        if (run == runs.end())
            runs.push_back(std::move(report));
        else
            *run = together({std::move(*run), std::move(report)});
    }
    return runs;
}

}  // namespace wsconform
