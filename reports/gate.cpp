#include "reports/gate.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "conformance/text.hpp"

namespace wsconform {
namespace {

std::string slugs(const std::vector<ClauseId>& clauses) {
    std::string list;
    for (const ClauseId clause : clauses) {
        list.append(list.empty() ? "" : ", ").append(clause->slug);
    }
    return list;
}

/// "fail (cancel-async.zero-handle-is-refused)"
std::string deviation(Finding finding, const std::vector<ClauseId>& clauses) {
    const std::string word{word_for(finding)};
    return clauses.empty() ? word : word + " (" + slugs(clauses) + ")";
}

std::string seen_in(const PurposeResult& result) {
    return deviation(finding_of(result), violated_clauses(result));
}

std::string expected_by(const Expectation& expectation) {
    return deviation(expectation.finding, expectation.clauses);
}

bool deviates(const PurposeResult& result) {
    const Finding finding = finding_of(result);
    return finding != Finding::pass && finding != Finding::not_applicable;
}

GateEntry new_deviation(const PurposeResult& result) {
    std::string text = seen_in(result);
    if (!reason_of(result).empty()) text += ": " + reason_of(result);
    return {Change::new_deviation, result.id, text};
}

GateEntry changed(const PurposeResult& result, const Expectation& expectation) {
    std::string text = seen_in(result) + ", expected " + expected_by(expectation);
    if (!reason_of(result).empty()) text += ": " + reason_of(result);
    return {Change::changed, result.id, text};
}

GateEntry vanished(const std::string& id, const Expectation& expectation, std::string_view now) {
    return {Change::vanished, id,
            std::string{now} + ", expected " + expected_by(expectation) + ": " +
                expectation.reason + "; remove the expectation"};
}

void judge(const PurposeResult& result, const Expectation* expectation, GateResult& verdicts) {
    if (expectation == nullptr) {
        if (deviates(result))
            verdicts.entries.push_back(new_deviation(result));
        else
            ++verdicts.conforming;
    } else if (!deviates(result)) {
        verdicts.entries.push_back(vanished(result.id, *expectation, word_for(finding_of(result))));
    } else if (!meets(result, *expectation)) {
        verdicts.entries.push_back(changed(result, *expectation));
    } else {
        ++verdicts.known;
    }
}

std::string_view word_for(Change change) {
    switch (change) {
        case Change::new_deviation:
            return "new";
        case Change::changed:
            return "changed";
        case Change::vanished:
            return "vanished";
        case Change::lost:
            return "lost";
    }
    return "";
}

}  // namespace

std::size_t GateResult::count(Change change) const {
    return static_cast<std::size_t>(std::ranges::count(entries, change, &GateEntry::change));
}

int GateResult::exit_status() const {
    if (count(Change::lost) != 0) return 3;
    if (count(Change::new_deviation) + count(Change::changed) != 0) return 1;
    return count(Change::vanished) != 0 ? 4 : 0;
}

GateResult gate(const Report& report, const Expectations& expectations) {
    require_same_provider(report, expectations);

    GateResult verdicts;
    std::set<std::string> accounted{report.lost.begin(), report.lost.end()};
    for (const PurposeResult& result : report.purposes) {
        accounted.insert(result.id);
        const auto found = expectations.purposes.find(result.id);
        judge(result, found == expectations.purposes.end() ? nullptr : &found->second, verdicts);
    }
    for (const auto& [id, expectation] : expectations.purposes) {
        if (accounted.contains(id)) continue;
        if (report.filter == "*")
            verdicts.entries.push_back(vanished(id, expectation, "not in the report"));
        else
            ++verdicts.outside;
    }
    for (const std::string& id : report.lost) {
        verdicts.entries.push_back({Change::lost, id, "registered, but never played"});
    }
    std::ranges::sort(verdicts.entries, {}, [](const GateEntry& entry) {
        return std::pair{entry.change, std::string_view{entry.id}};
    });
    return verdicts;
}

GateResult gate(const Report& report) {
    return gate(report, Expectations{{}, report.provider, {}});
}

std::string gate_text(const GateResult& result) {
    std::string text;
    for (const GateEntry& entry : result.entries) {
        std::string word{word_for(entry.change)};
        word.resize(10, ' ');
        text += word + visible(entry.id) + ": " + visible(entry.text) + "\n";
    }
    const auto count = [&result](Change change) { return std::to_string(result.count(change)); };
    text += "gate: " + count(Change::new_deviation) + " new, " + count(Change::changed) +
            " changed, " + count(Change::vanished) + " vanished, " + count(Change::lost) +
            " lost; " + std::to_string(result.known) + " known, " +
            std::to_string(result.conforming) + " conforming";
    if (result.outside != 0)
        text += "; " + std::to_string(result.outside) + " expected outside the filter";
    return text + "\n";
}

}  // namespace wsconform
