// SPDX-License-Identifier: Apache-2.0

#include "reports/update.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/causes.hpp"
#include "reports/merge.hpp"

namespace wsconform {
namespace {

/// Without the step, so that purposes that went the same way have one reason.
std::string why_undecided(const PurposeResult& result) {
    std::string reason = reason_of(result);
    const std::size_t end = reason.find(": ");
    if (reason.starts_with("step ") && end != std::string::npos) reason.erase(0, end + 2);
    return reason.empty() ? "the claim was not reached" : reason;
}

/// What lies behind purposes, as far as it was seen, for a person to put into better words. Where
/// some of them are on file already, the reason there is likely to be the one.
std::map<std::string, std::string> proposed_reasons(const Report& seen,
                                                    const Expectations& expectations) {
    std::vector<const PurposeResult*> deviating;
    for (const PurposeResult* result : sorted_purposes(seen)) {
        const Finding finding = finding_of(*result);
        if (finding == Finding::fail || finding == Finding::error) deviating.push_back(result);
    }
    std::map<std::string, std::string> reasons;
    for (const Cause& cause : causes_seen_in(deviating)) {
        std::string reason = cause.what;
        for (const PurposeResult* result : cause.purposes) {
            const auto known = expectations.purposes.find(result->id);
            if (known == expectations.purposes.end()) continue;
            if (known->second.reason.starts_with(unreviewed_reason)) continue;
            reason = "perhaps: " + known->second.reason;
            break;
        }
        for (const PurposeResult* result : cause.purposes)
            reasons[result->id] = std::string{unreviewed_reason} + ": " + valid_utf8(reason);
    }
    for (const PurposeResult* result : sorted_purposes(seen)) {
        if (finding_of(*result) == Finding::inconclusive)
            reasons[result->id] = std::string{unreviewed_reason} +
                                  ": nothing was decided: " + valid_utf8(why_undecided(*result));
    }
    return reasons;
}

std::string reason_for_review(const std::string& before, const std::string& proposed) {
    if (before.empty()) return proposed.empty() ? std::string{unreviewed_reason} : proposed;
    if (before.starts_with(unreviewed_reason)) return before;
    return std::string{unreviewed_reason} + "; before: " + before;
}

std::optional<Rate> rate_worth_filing(Rate seen) {
    return seen.deviations < seen.of ? std::optional{seen} : std::nullopt;
}

/// As it was seen, for review; link, owner and expiry stay.
Expectation widened(Expectation expectation, const PurposeResult& seen,
                    const std::string& proposed) {
    expectation.finding = finding_of(seen);
    expectation.clauses = violated_clauses(seen);
    expectation.reason = reason_for_review(expectation.reason, proposed);
    expectation.rate = rate_worth_filing(rate_of(seen));
    return expectation;
}

void forget(Expectations& expectations, const std::string& id_or_glob) {
    expectations.purposes.erase(id_or_glob);
    expectations.globs.erase(id_or_glob);
}

}  // namespace

Expectations updated(Expectations expectations, const std::vector<Report>& reports,
                     const GateResult& result) {
    const Report seen = merged(reports);
    const std::optional<unsigned> bits = bits_of(seen);
    const auto proposed = proposed_reasons(seen, expectations);
    const auto proposal = [&proposed](const std::string& id) {
        const auto found = proposed.find(id);
        return found == proposed.end() ? std::string{} : found->second;
    };
    for (const GateEntry& entry : result.entries) {
        const auto purpose = std::ranges::find(seen.purposes, entry.id, &PurposeResult::id);
        const bool still_deviates = purpose != seen.purposes.end() && deviates(*purpose);
        switch (entry.change) {
            case GateChange::new_deviation:
            case GateChange::changed:
                if (still_deviates) {
                    Expectation& expectation = expectations.purposes[entry.id];
                    if (expectation.bits && expectation.bits != bits) expectation.bits.reset();
                    expectation = widened(expectation, *purpose, proposal(entry.id));
                }
                break;
            case GateChange::vanished:
                if (!still_deviates)
                    forget(expectations, entry.id);
                else if (Expectation& rarer = expectations.purposes[entry.id]; rarer.rate)
                    rarer.rate = rate_of(*purpose);
                else
                    rarer = widened(rarer, *purpose, proposal(entry.id));
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
