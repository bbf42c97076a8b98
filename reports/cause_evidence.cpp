// SPDX-License-Identifier: Apache-2.0

#include "reports/cause_evidence.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "reports/likeness.hpp"

namespace wsconform {

namespace {

/// What is best to show a fault by: a C program can, and in few steps.
auto effort_of(const PurposeResult& result) {
    return std::tuple{result.generated.has_value(), result.not_reproducible.has_value(),
                      result.judgement.transcript.size(), result.id};
}

std::string windows_words(const Cause& cause) {
    std::map<Likeness, std::size_t> counts;
    for (const PurposeResult* const purpose : cause.purposes) {
        if (!purpose->judgement.violations.empty()) ++counts[likened(*purpose).likeness];
    }
    std::string words;
    for (const auto& [likeness, count] : counts)
        words += (words.empty() ? "" : ", ") +
                 (counts.size() == 1 ? "" : std::to_string(count) + " ") +
                 std::string{word_for(likeness)};
    return words;
}

}  // namespace

CauseEvidence evidence_of(const Cause& cause) {
    CauseEvidence evidence;
    evidence.shortest = *std::ranges::min_element(
        cause.purposes, [](const PurposeResult* one, const PurposeResult* other) {
            return effort_of(*one) < effort_of(*other);
        });
    const Judgement& judgement = evidence.shortest->judgement;
    evidence.observed = judgement.reason;
    if (!judgement.violations.empty()) {
        evidence.observed = judgement.violations.front().observed;
        for (const Alternative& alternative : judgement.violations.front().allowed)
            evidence.allowed.push_back(alternative.reply);
    }
    evidence.windows = windows_words(cause);
    for (const PurposeResult* const purpose : cause.purposes) {
        if (purpose->expectation && evidence.link.empty())
            evidence.link = purpose->expectation->link;
    }
    return evidence;
}

}  // namespace wsconform
