// SPDX-License-Identifier: Apache-2.0

#include "reports/likeness.hpp"

namespace wsconform {

Likened likened(const PurposeResult& result) {
    const std::string call = result.id.substr(0, result.id.find('/'));
    Likened found;
    for (const Violation& violation : result.judgement.violations) {
        for (const ClauseId clause : violation.clauses) {
            const WindowsFact* const fact = windows_fact(clause, call);
            if (fact == nullptr || found.likeness == Likeness::unlike_windows) continue;
            found.likeness = fact->is_kept ? Likeness::unlike_windows : Likeness::as_windows;
            found.source = fact->source;
        }
    }
    return found;
}

Likened likened(const std::string& ambiguity, const std::string& branch) {
    const auto id = AmbiguityId::find(ambiguity);
    if (!id) return {};
    const Likeness likeness = likeness_of(**id, branch);
    const bool is_known = likeness != Likeness::not_known;
    return {likeness, is_known ? std::string{(*id)->windows} : ""};
}

std::string likeness_suffix(const std::string& ambiguity, const std::string& branch) {
    const Likeness likeness = likened(ambiguity, branch).likeness;
    return likeness == Likeness::not_known ? "" : ", " + std::string{word_for(likeness)};
}

std::map<Likeness, std::size_t> likenesses_of(const Report& report) {
    std::map<Likeness, std::size_t> counts;
    for (const PurposeResult& result : report.purposes) {
        if (!result.judgement.violations.empty()) ++counts[likened(result).likeness];
    }
    return counts;
}

std::string likeness_words(const Report& report) {
    const auto counts = likenesses_of(report);
    std::string words;
    if (counts.empty()) return words;
    for (const Likeness likeness :
         {Likeness::as_windows, Likeness::unlike_windows, Likeness::not_known}) {
        const auto found = counts.find(likeness);
        words += (words.empty() ? "" : ", ") +
                 std::to_string(found == counts.end() ? 0 : found->second) + " " +
                 std::string{word_for(likeness)};
    }
    return words;
}

}  // namespace wsconform
