// SPDX-License-Identifier: Apache-2.0

#include "reports/known_found.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace wsconform {

namespace {

/// The function that a purpose is about: the first part of its id, or the last of a generated one.
std::string function_of(const std::string& id) {
    constexpr std::string_view generated{"/breaks_down_in_"};
    const std::size_t at = id.find(generated);
    return at == std::string::npos ? id.substr(0, id.find('/')) : id.substr(at + generated.size());
}

std::vector<std::string> broken(const std::string& id, Finding finding,
                                const std::vector<ClauseId>& clauses) {
    std::vector<std::string> all;
    all.reserve(clauses.size() + 1);
    for (const ClauseId clause : clauses)
        all.push_back("clause " + std::string{clause->slug});
    if (finding == Finding::error) all.push_back("error in " + function_of(id));
    return all;
}

std::string lines_of(const std::map<std::string, std::string>& shown, std::string_view word) {
    std::string text;
    for (const auto& [what, purpose] : shown)
        text += std::string{word} + "  " + what + (purpose.empty() ? "" : ": " + purpose) + '\n';
    return text;
}

}  // namespace

std::size_t KnownFound::missing() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(known, [](const auto& each) { return each.second.empty(); }));
}

KnownFound found_in(const Report& report, const Expectations& all) {
    require_same_provider(report, all);
    const Expectations expectations = of_bits(all, bits_of(report));
    KnownFound found;
    for (const auto& [id, expected] : expectations.purposes) {
        for (const std::string& what : broken(id, expected.finding, expected.clauses))
            found.known.emplace(what, "");
    }
    for (const PurposeResult* const result : sorted_purposes(report)) {
        if (result->generated) continue;  // Its counterexamples are purposes of their own.
        const Finding finding = finding_of(*result);
        if (finding != Finding::fail && finding != Finding::error) continue;
        for (const std::string& what : broken(result->id, finding, violated_clauses(*result))) {
            const auto known = found.known.find(what);
            if (known == found.known.end())
                found.further.emplace(what, result->id);
            else if (known->second.empty())
                known->second = result->id;
        }
    }
    return found;
}

std::string found_text(const KnownFound& found) {
    std::map<std::string, std::string> missing;
    std::map<std::string, std::string> shown;
    for (const auto& [what, purpose] : found.known)
        (purpose.empty() ? missing : shown).emplace(what, purpose);
    return lines_of(missing, "missing") + lines_of(shown, "found  ") +
           lines_of(found.further, "further") + std::to_string(shown.size()) + " of " +
           std::to_string(found.known.size()) + " known deviations found, " +
           std::to_string(found.further.size()) + " further\n";
}

}  // namespace wsconform
