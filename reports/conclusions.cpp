// SPDX-License-Identifier: Apache-2.0

#include "reports/conclusions.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "reports/plural.hpp"

namespace wsconform {
namespace {

/// What the purposes of a report have to say about one clause.
struct Evidence {
    std::vector<const PurposeResult*> claimants;
    std::set<std::string> purposes;
    bool violated{};
    bool verified{};
    bool untold{};  ///< What verified it does not tell what the provider was seen to do.
    bool ran{};
    bool untested{};  ///< A purpose that claims it could not be played on this machine.
};

using EvidenceByClause = std::vector<Evidence>;

bool has_exercised(const PurposeResult& result, ClauseId clause) {
    const auto& exercised = result.judgement.exercised;
    return std::ranges::find(exercised, clause) != exercised.end();
}

void gather(const PurposeResult& result, EvidenceByClause& evidence) {
    const Finding finding = finding_of(result);
    for (const ClauseId clause : result.clauses) {
        Evidence& known = evidence[clause.index()];
        known.claimants.push_back(&result);
        known.purposes.insert(result.id);
        known.ran = known.ran || !result.not_played;
        known.untested = known.untested || finding == Finding::untested;
        // A purpose that fails has still exercised what came before its first violation.
        const bool was_judged = finding == Finding::pass || finding == Finding::fail;
        const bool verifies = was_judged && has_exercised(result, clause);
        known.verified = known.verified || verifies;
        known.untold = known.untold || (verifies && !result.judgement.witnessed);
    }
    for (const ClauseId clause : violated_clauses(result)) {
        evidence[clause.index()].violated = true;
        evidence[clause.index()].purposes.insert(result.id);
    }
}

/// Why nothing was learnt from the purposes that claim a clause: the first that ran speaks, or the
/// first that could not on this machine.
std::string unexercised_reason(const std::vector<const PurposeResult*>& claimants) {
    auto ran = std::ranges::find_if(
        claimants, [](const PurposeResult* result) { return !result->not_played; });
    if (ran == claimants.end())
        ran = std::ranges::find_if(claimants, [](const PurposeResult* result) {
            return finding_of(*result) == Finding::untested;
        });
    if (ran == claimants.end()) return "No purpose claims it.";
    const PurposeResult& result = **ran;
    if (finding_of(result) == Finding::pass) return result.id + " passed without exercising it.";
    const std::string outcome = result.id + ": " + std::string{word_for(finding_of(result))};
    return reason_of(result).empty() ? outcome : outcome + ": " + reason_of(result);
}

/// What the provider was seen to do in any play. One purpose shows it at the moment at which it is
/// allowed, another that it is left at the moment at which it is not: so it need not be the same.
Witnesses witnessed_in(const Report& report) {
    Witnesses seen;
    for (const PurposeResult& result : report.purposes) {
        if (result.judgement.witnessed) seen.add(*result.judgement.witnessed);
    }
    return seen;
}

/// Reports of earlier versions do not tell what was seen: there a clause stays verified.
bool is_vacuous(ClauseId clause, const Evidence& evidence, Witnesses seen) {
    return clause->witness != Witness::none && !seen.contains(clause->witness) && !evidence.untold;
}

std::string vacuous_reason(Witness witness) {
    return "In this run the provider was never seen to " + std::string{name_of(witness).words} +
           ".";
}

std::pair<ClauseStatus, std::string> status_of(ClauseId clause, const Evidence& evidence,
                                               Witnesses seen, const Report& report) {
    if (evidence.violated) return {ClauseStatus::violated, ""};
    if (clause->is_binding() && evidence.verified) {
        if (is_vacuous(clause, evidence, seen))
            return {ClauseStatus::vacuous, vacuous_reason(clause->witness)};
        return {ClauseStatus::verified, ""};
    }
    if (!clause->is_binding() && evidence.ran) return {ClauseStatus::recorded, ""};
    if (!evidence.claimants.empty() && !evidence.ran && !evidence.untested)
        return {ClauseStatus::not_applicable, reason_of(*evidence.claimants.front())};
    const auto unreachable = report.unreachable.find(clause);
    if (unreachable != report.unreachable.end())
        return {ClauseStatus::not_applicable, unreachable->second};
    return {ClauseStatus::unexercised, unexercised_reason(evidence.claimants)};
}

/// Whether the purpose failed without breaking anything that a source states outright.
bool fails_as_derived_only(const PurposeResult& result) {
    const auto broken = violated_clauses(result);
    return finding_of(result) == Finding::fail && !broken.empty() &&
           std::ranges::all_of(
               broken, [](ClauseId clause) { return clause->strength == Strength::must_derived; });
}

}  // namespace

std::vector<ClauseConclusion> clause_conclusions(const Report& report) {
    EvidenceByClause evidence(clause_count);
    for (const PurposeResult* result : sorted_purposes(report)) {
        gather(*result, evidence);
    }

    const Witnesses seen = witnessed_in(report);
    std::vector<ClauseConclusion> conclusions;
    conclusions.reserve(clause_count);
    for (const ClauseId clause : all_clauses()) {
        const Evidence& known = evidence[clause.index()];
        auto [status, reason] = status_of(clause, known, seen, report);
        conclusions.push_back(
            {clause, status, {known.purposes.begin(), known.purposes.end()}, std::move(reason)});
    }
    return conclusions;
}

std::string_view title_of_ambiguity(std::string_view id) {
    const auto ambiguity = AmbiguityId::find(id);
    return ambiguity ? (*ambiguity)->title : "";
}

std::map<std::string, ProfileEntry> behaviour_profile(const Report& report) {
    std::map<std::string, ProfileEntry> profile;
    for (const PurposeResult& result : report.purposes) {
        for (const Choice& choice : result.judgement.choices) {
            ++profile[choice.ambiguity].seen[choice.branch];
        }
    }
    for (auto& [ambiguity, entry] : profile) {
        // The first of equals, and a map is sorted: ties go to the first by name.
        const auto most = std::ranges::max_element(
            entry.seen, {}, [](const auto& branch) { return branch.second; });
        entry.branch = most->first;
    }
    return profile;
}

Summary summary_of(const Report& report) {
    Summary summary;
    summary.played = report.purposes.size();
    summary.registered = summary.played + report.lost.size();
    for (const Finding finding : findings) {
        summary.findings[finding] = 0;
    }
    for (const PurposeResult& result : report.purposes) {
        ++summary.findings[finding_of(result)];
        ++(is_expected(result) ? summary.expected : summary.unexpected);
        if (fails_as_derived_only(result)) ++summary.derived;
        if (result.blame) ++summary.blame[result.blame->layer];
    }
    for (const Strength strength : strengths) {
        for (const ClauseStatus status : clause_statuses) {
            summary.clauses[strength][status] = 0;
        }
    }
    for (const ClauseConclusion& conclusion : clause_conclusions(report)) {
        ++summary.clauses[conclusion.clause->strength][conclusion.status];
    }
    return summary;
}

bool decides_nothing(const Report& report) {
    return std::ranges::none_of(report.purposes, [](const PurposeResult& result) {
        const Finding finding = finding_of(result);
        return finding == Finding::pass || finding == Finding::fail || finding == Finding::error;
    });
}

std::optional<Assurance> assurance_of(const Report& report) {
    if (!report.self_check) {
        if (!is_of_somebody(report.provider)) return std::nullopt;
        return Assurance{false, "none: nobody knows whether this machine finds faults"};
    }
    const SelfCheck& check = *report.self_check;
    if (!check.not_done.empty()) return Assurance{false, "not done: " + check.not_done};
    return Assurance{true, plural(check.caught.size(), "known-bad provider") + " caught"};
}

std::string_view word_for(ClauseStatus status) {
    switch (status) {
        case ClauseStatus::verified:
            return "verified";
        case ClauseStatus::vacuous:
            return "vacuous";
        case ClauseStatus::violated:
            return "violated";
        case ClauseStatus::recorded:
            return "recorded";
        case ClauseStatus::unexercised:
            return "unexercised";
        case ClauseStatus::not_applicable:
            return "not-applicable";
    }
    return "";
}

}  // namespace wsconform
