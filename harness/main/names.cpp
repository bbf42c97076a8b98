// SPDX-License-Identifier: Apache-2.0

#include "harness/main/names.hpp"

#include <algorithm>
#include <cctype>

#include "conformance/suite/suite.hpp"
#include "reports/report.hpp"

namespace wsconform {

namespace {

bool is_same(std::string_view a, std::string_view b) {
    return in_small_letters(a) == in_small_letters(b);
}

std::string purposes_claiming(const std::vector<ClauseId>& clauses,
                              const std::vector<Scenario>& scenarios) {
    std::string globs;
    for (const Scenario& scenario : scenarios) {
        const bool claims =
            std::ranges::find_first_of(scenario.clauses, clauses) != scenario.clauses.end();
        if (claims) globs += (globs.empty() ? "" : ":") + dotted(scenario.id);
    }
    return globs;
}

/// One of those between the colons.
std::string glob_in_full(const std::string& name, const std::vector<Scenario>& scenarios) {
    std::vector<ClauseId> clauses;
    if (const auto clause = clause_called(name))
        clauses.push_back(*clause);
    else if (const auto ambiguity = ambiguity_called(name))
        clauses = clauses_about(*ambiguity);
    if (const std::string globs = purposes_claiming(clauses, scenarios); !globs.empty())
        return globs;
    std::string glob = name;
    std::ranges::replace(glob, '/', '.');
    for (const Scenario& scenario : scenarios) {
        const std::string id = dotted(scenario.id);
        const std::string_view call = std::string_view{id}.substr(0, id.find('.'));
        if (is_same(call, glob)) return std::string{call} + ".*";
    }
    return glob;
}

}  // namespace

std::string in_small_letters(std::string_view text) {
    std::string small{text};
    std::ranges::transform(small, small.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return small;
}

std::optional<ClauseId> clause_called(std::string_view name) {
    if (const auto clause = ClauseId::find(name)) return clause;
    for (const ClauseId clause : all_clauses()) {
        if (is_same(clause->id, name) || is_same(clause->slug, name)) return clause;
    }
    const std::string ending = "." + in_small_letters(name);
    std::optional<ClauseId> found;
    for (const ClauseId clause : all_clauses()) {
        if (!clause->slug.ends_with(ending)) continue;
        if (found) return std::nullopt;  // Which of them is meant nobody knows.
        found = clause;
    }
    return found;
}

std::optional<AmbiguityId> ambiguity_called(std::string_view name) {
    std::string capitals{name};
    std::ranges::transform(capitals, capitals.begin(), [](unsigned char letter) {
        return static_cast<char>(std::toupper(letter));
    });
    return AmbiguityId::find(capitals);
}

std::vector<ClauseId> clauses_about(AmbiguityId ambiguity) {
    std::vector<ClauseId> about_it;
    for (const ClauseId clause : all_clauses()) {
        if (clause->ambiguities.contains(ambiguity)) about_it.push_back(clause);
    }
    return about_it;
}

std::optional<Scenario> purpose_called(std::string name) {
    if (const std::size_t dot = name.find('.'); dot != std::string::npos) name[dot] = '/';
    return suite_scenario(name);
}

std::string filter_in_full(const std::string& filter, const std::vector<Scenario>& scenarios) {
    std::string full;
    for (std::size_t begin = 0; begin <= filter.size();) {
        const std::size_t end = std::min(filter.find(':', begin), filter.size());
        full +=
            (begin == 0 ? "" : ":") + glob_in_full(filter.substr(begin, end - begin), scenarios);
        begin = end + 1;
    }
    return full;
}

}  // namespace wsconform
