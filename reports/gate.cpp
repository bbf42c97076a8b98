// SPDX-License-Identifier: Apache-2.0

#include "reports/gate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "reports/merge.hpp"
#include "reports/rate.hpp"

namespace wsconform {
namespace {

/// What came of each play of one purpose.
using Plays = std::vector<const PurposeResult*>;

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
    return "expected " + deviation(expectation.finding, expectation.clauses);
}

std::string because(const PurposeResult& result) {
    return reason_of(result).empty() ? "" : ": " + reason_of(result);
}

/// The reason on file, with who sees to it and where that is tracked.
std::string on_file(const Expectation& expectation) {
    std::string text = expectation.reason;
    if (!expectation.owner.empty()) text += ", " + expectation.owner;
    if (!expectation.link.empty()) text += ", " + expectation.link;
    return text;
}

std::string in_plays(Rate rate) {
    return std::to_string(rate.deviations) + " of " + std::to_string(rate.of) + " plays";
}

Rate rate_of(const Plays& plays) {
    Rate sum;
    for (const PurposeResult* result : plays) {
        const Rate rate = rate_of(*result);
        sum = {sum.deviations + rate.deviations, sum.of + rate.of};
    }
    return sum;
}

const PurposeResult* first_deviating(const Plays& plays) {
    const auto found =
        std::ranges::find_if(plays, [](const PurposeResult* result) { return deviates(*result); });
    return found == plays.end() ? nullptr : *found;
}

/// The purpose, if every play of it was kept from being one and at least once by the machine.
const PurposeResult* untested_in(const Plays& plays) {
    if (rate_of(plays).of != 0) return nullptr;
    const auto found = std::ranges::find_if(plays, [](const PurposeResult* result) {
        return finding_of(*result) == Finding::untested;
    });
    return found == plays.end() ? nullptr : *found;
}

GateEntry new_deviation(const PurposeResult& result, Rate seen) {
    const std::string often = seen.of > 1 ? " in " + in_plays(seen) : "";
    return {GateChange::new_deviation, result.id, seen_in(result) + often + because(result)};
}

GateEntry vanished(const std::string& id, const Expectation& expectation, const std::string& now) {
    return {GateChange::vanished, id,
            now + ", " + expected_by(expectation) + ": " + on_file(expectation) +
                "; remove the expectation"};
}

/// The fewest plays that could show a flaky purpose to have become worse, as words.
std::string plays_wanted(Rate filed, double alpha) {
    constexpr std::size_t most = 1000;
    for (std::size_t plays = 1; plays <= most; ++plays) {
        if (least_that_are_more(filed, plays, alpha))
            return "too few plays to tell, give " + std::to_string(plays) + " or more";
    }
    return "it deviates so often that more would not show";
}

/// What the test of a rate could see, so that nobody takes its silence for more than it is.
std::string power_of_test(Rate filed, Rate seen, double alpha) {
    const auto least = least_that_are_more(filed, seen.of, alpha);
    if (!least) return plays_wanted(filed, alpha);
    const double miss = chance_to_miss_the_double(filed, seen.of, *least);
    return std::to_string(*least) + " would be too many; if it deviated twice as often, " +
           std::to_string(std::lround(miss * 100)) + " of 100 gates would miss it";
}

/// One gate: what is judged once for all purposes.
class Decision {
  public:
    Decision(const Expectations& expectations, Date today)
        : expectations_{&expectations}, today_{today} {}

    void judge(const std::map<std::string, Plays>& seen);
    void account_for_the_rest(const std::vector<Report>& reports,
                              const std::map<std::string, Plays>& seen);
    GateResult result() &&;

  private:
    void judge(const Plays& plays, const Expectation& expectation);
    void judge_deviation(const Plays& plays, const Expectation& expectation, Rate seen);
    void judge_rate(const std::string& id, const Expectation& expectation, Rate seen);
    void add(GateChange change, const std::string& id, std::string text) {
        result_.entries.push_back({change, id, std::move(text)});
    }

    const Expectations* expectations_;
    Date today_;
    double alpha_{};  ///< For one question about one rate.
    GateResult result_;
};

void Decision::judge(const std::map<std::string, Plays>& seen) {
    std::size_t rates = 0;
    for (const auto& [id, plays] : seen) {
        const auto found = expectations_->purposes.find(id);
        if (found != expectations_->purposes.end() && found->second.rate) ++rates;
    }
    // Each is asked twice, whether it deviates more and whether less: the alarms add up.
    if (rates != 0) alpha_ = false_alarms / static_cast<double>(2 * rates);
    for (const auto& [id, plays] : seen) {
        const auto found = expectations_->purposes.find(id);
        if (const PurposeResult* untested = untested_in(plays))
            add(GateChange::untested, id, reason_of(*untested));
        else if (found != expectations_->purposes.end())
            judge(plays, found->second);
        else if (const PurposeResult* deviating = first_deviating(plays))
            result_.entries.push_back(new_deviation(*deviating, rate_of(plays)));
        else if (rate_of(plays).of == 0)
            ++result_.not_applicable;
        else
            ++result_.conforming;
    }
}

void Decision::judge(const Plays& plays, const Expectation& expectation) {
    const std::string& id = plays.front()->id;
    const Rate seen = rate_of(plays);
    if (seen.of == 0) {
        result_.entries.push_back(vanished(id, expectation, "not-applicable"));
    } else if (seen.deviations == 0 && !expectation.rate) {
        result_.entries.push_back(vanished(id, expectation, "pass"));
    } else {
        judge_deviation(plays, expectation, seen);
    }
}

void Decision::judge_deviation(const Plays& plays, const Expectation& expectation, Rate seen) {
    const std::string& id = plays.front()->id;
    const auto other = std::ranges::find_if(plays, [&](const PurposeResult* result) {
        return deviates(*result) && !meets(*result, expectation);
    });
    if (other != plays.end()) {
        add(GateChange::changed, id,
            seen_in(**other) + ", " + expected_by(expectation) + because(**other));
    } else if (expectation.reason.starts_with(unreviewed_reason)) {
        add(GateChange::unreviewed, id,
            "as expected, but its reason is \"" + expectation.reason + "\"; write down why " +
                "that is accepted");
    } else if (expectation.expires && *expectation.expires < today_) {
        add(GateChange::expired, id,
            "accepted until " + text_of(*expectation.expires) + ": " + on_file(expectation) +
                "; have it mended, or review it and set another day");
    } else if (expectation.rate) {
        judge_rate(id, expectation, seen);
    } else if (seen.deviations < seen.of) {
        add(GateChange::vanished, id,
            "deviates in " + in_plays(seen) + " only, expected always: " + on_file(expectation) +
                "; if that is chance, give it a rate");
    } else {
        ++result_.known;
    }
}

void Decision::judge_rate(const std::string& id, const Expectation& expectation, Rate seen) {
    const Rate filed = *expectation.rate;
    const std::string text = "deviates in " + in_plays(seen) + ", on file in " + in_plays(filed);
    if (chance_of_as_many(filed, seen) <= alpha_) {
        add(GateChange::changed, id, text + ": more often than chance explains");
    } else if (chance_of_as_few(filed, seen) <= alpha_) {
        add(GateChange::vanished, id,
            text + ": less often than chance explains: " + on_file(expectation) +
                "; update the expectation");
    } else {
        ++result_.known;
        result_.flaky.push_back(
            {GateChange{}, id, text + "; " + power_of_test(filed, seen, alpha_)});
    }
}

void Decision::account_for_the_rest(const std::vector<Report>& reports,
                                    const std::map<std::string, Plays>& seen) {
    const Report& first = reports.front();
    const auto missing = missing_shards(reports);
    const bool is_part = first.filter != "*" || !missing.empty();
    std::set<std::string> lost;
    for (const Report& report : reports) {
        lost.insert(report.lost.begin(), report.lost.end());
    }
    for (const auto& [id, expectation] : expectations_->purposes) {
        if (seen.contains(id) || lost.contains(id)) continue;
        if (is_part)
            ++result_.outside;
        else
            result_.entries.push_back(vanished(id, expectation, "not in the report"));
    }
    for (const std::string& glob : idle_globs(*expectations_, reports)) {
        if (is_part)
            ++result_.outside;
        else
            result_.entries.push_back(
                vanished(glob, expectations_->globs.at(glob), "nothing that deviates so"));
    }
    for (const Report& report : reports) {
        if (does_not_start(report)) add(GateChange::lost, report.provider, report.start);
    }
    for (const std::string& id : lost) {
        add(GateChange::lost, id, "registered, but never played");
    }
}

GateResult Decision::result() && {
    std::ranges::sort(result_.entries, {}, [](const GateEntry& entry) {
        return std::pair{entry.change, std::string_view{entry.id}};
    });
    return std::move(result_);
}

}  // namespace

std::size_t GateResult::count(GateChange change) const {
    return static_cast<std::size_t>(std::ranges::count(entries, change, &GateEntry::change));
}

int GateResult::exit_status() const {
    const std::size_t untested = count(GateChange::untested);
    if (count(GateChange::lost) != 0 || (untested != 0 && !allows_untested)) return 3;
    if (decides_nothing()) return 3;
    const std::size_t decisive = entries.size() - untested;
    if (count(GateChange::vanished) != decisive) return 1;
    return decisive == 0 ? 0 : 4;
}

GateResult gate(const std::vector<Report>& reports, const Expectations& all, Date today) {
    const Expectations expectations = of_bits(all, bits_of(reports.front()));
    std::map<std::string, Plays> seen;
    for (const Report& report : reports) {
        require_same_provider(report, expectations);
        for (const PurposeResult& result : report.purposes) {
            seen[result.id].push_back(&result);
        }
    }
    const Expectations whole = spelt_out(expectations, reports);
    Decision decision{whole, today};
    decision.judge(seen);
    decision.account_for_the_rest(reports, seen);
    return std::move(decision).result();
}

void require_all_shards(const std::vector<Report>& reports, GateResult& result) {
    for (const std::string& shard : missing_shards(reports)) {
        result.entries.push_back({GateChange::lost, shard, "its report is not among those given"});
    }
}

GateResult gate(const Report& report) {
    Expectations carried{{}, report.provider, {}};
    for (const PurposeResult& result : report.purposes) {
        if (result.expectation) carried.purposes.emplace(result.id, *result.expectation);
    }
    constexpr Date before_all{std::chrono::year{0}, std::chrono::month{1}, std::chrono::day{1}};
    return gate(std::vector{report}, carried, before_all);
}

}  // namespace wsconform
