// SPDX-License-Identifier: Apache-2.0

#include "reports/blame.hpp"

#include <algorithm>

namespace wsconform {
namespace {

/// What is inconclusive is nobody's guilt.
bool is_wrong(const PurposeResult& result) {
    return deviates(result) && finding_of(result) != Finding::inconclusive;
}

bool break_alike(const Violation& one, const Violation& other) {
    return one.observed == other.observed &&
           std::ranges::any_of(one.clauses, [&other](ClauseId clause) {
               return std::ranges::find(other.clauses, clause) != other.clauses.end();
           });
}

/// A failure is the same one only if it breaks a clause that the other breaks too, and was seen to
/// do the same; an error only if its reason is the same: two layers may be wrong, each in its own
/// way.
bool deviate_alike(const PurposeResult& one, const PurposeResult& other) {
    if (finding_of(one) != finding_of(other)) return false;
    const auto& violations = one.judgement.violations;
    const auto& others = other.judgement.violations;
    if (violations.empty() && others.empty()) return reason_of(one) == reason_of(other);
    return std::ranges::any_of(violations, [&others](const Violation& violation) {
        return std::ranges::any_of(
            others, [&violation](const Violation& known) { return break_alike(violation, known); });
    });
}

}  // namespace

std::string name_from(const std::vector<std::string>& files, std::size_t position) {
    std::string name = "spi:" + files[position - 1];
    for (std::size_t i = position; i < files.size(); ++i)
        name += "+" + files[i];
    return name;
}

std::vector<Part> parts_of(const Report& report) {
    std::vector<Part> parts;
    for (std::size_t position = 1; position <= report.chain.size(); ++position)
        parts.push_back({report.chain[position - 1], name_from(report.chain, position)});
    if (!parts.empty()) return parts;
    const std::string_view api = "api:";
    const bool has_prefix = report.provider.starts_with(api);
    parts.push_back({report.provider.substr(has_prefix ? api.size() : 0), report.provider});
    if (!report.beneath.empty()) parts.push_back({report.beneath, report.beneath});
    return parts;
}

std::optional<Blame> blame_for(const PurposeResult& whole, const std::vector<Part>& parts,
                               const PlayFrom& play_from) {
    if (parts.size() < 2 || !is_wrong(whole)) return std::nullopt;
    for (std::size_t position = 2; position <= parts.size(); ++position) {
        const PurposeResult lower = play_from(position);
        if (deviate_alike(whole, lower)) continue;
        Blame blame;
        if (finding_of(lower) == Finding::pass) {
            blame.layer = parts[position - 2].layer;
            blame.position = position - 1;
        }
        blame.below = {parts[position - 1].provider, finding_of(lower), reason_of(lower),
                       lower.judgement.transcript};
        return blame;
    }
    return Blame{parts.back().layer, parts.size(), std::nullopt};
}

std::string text_of(const Blame& blame) {
    if (!blame.below) return blame.layer + ": by itself it deviates in the same way";
    const std::string& below = blame.below->provider;
    if (!blame.layer.empty()) return blame.layer + ": what is below it, " + below + ", passes";
    return "undecided: what is below, " + below +
           ", deviates in another way: " + std::string{word_for(blame.below->finding)} +
           (blame.below->reason.empty() ? "" : ", " + blame.below->reason);
}

}  // namespace wsconform
