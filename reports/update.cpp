// SPDX-License-Identifier: Apache-2.0

#include "reports/update.hpp"

#include <algorithm>
#include <string>

#include "reports/merge.hpp"

namespace wsconform {
namespace {

std::string reason_for_review(const std::string& before) {
    if (before.empty()) return std::string{unreviewed_reason};
    if (before.starts_with(unreviewed_reason)) return before;
    return std::string{unreviewed_reason} + "; before: " + before;
}

std::optional<Rate> rate_worth_filing(Rate seen) {
    return seen.deviations < seen.of ? std::optional{seen} : std::nullopt;
}

/// As it was seen, for review; link, owner and expiry stay.
Expectation widened(Expectation expectation, const PurposeResult& seen) {
    expectation.finding = finding_of(seen);
    expectation.clauses = violated_clauses(seen);
    expectation.reason = reason_for_review(expectation.reason);
    expectation.rate = rate_worth_filing(rate_of(seen));
    return expectation;
}

}  // namespace

Expectations updated(Expectations expectations, const std::vector<Report>& reports,
                     const GateResult& result) {
    const Report seen = merged(reports);
    for (const GateEntry& entry : result.entries) {
        const auto purpose = std::ranges::find(seen.purposes, entry.id, &PurposeResult::id);
        const bool still_deviates = purpose != seen.purposes.end() && deviates(*purpose);
        switch (entry.change) {
            case GateChange::new_deviation:
            case GateChange::changed:
                if (still_deviates) {
                    Expectation& expectation = expectations.purposes[entry.id];
                    expectation = widened(expectation, *purpose);
                }
                break;
            case GateChange::vanished:
                if (!still_deviates)
                    expectations.purposes.erase(entry.id);
                else if (Expectation& rarer = expectations.purposes[entry.id]; rarer.rate)
                    rarer.rate = rate_of(*purpose);
                else
                    rarer = widened(rarer, *purpose);
                break;
            case GateChange::unreviewed:
            case GateChange::expired:
            case GateChange::lost:
            case GateChange::untested:
                break;
        }
    }
    return expectations;
}

}  // namespace wsconform
