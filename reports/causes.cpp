// SPDX-License-Identifier: Apache-2.0

#include "reports/causes.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace wsconform {
namespace {

/// What was seen where a purpose first went wrong, without the names of one scenario.
struct Sight {
    std::string what;
    std::vector<ClauseId> broken;
};

bool is_letter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// "WSARecv(s, 16) in flight as r returned 0" as "WSARecv returned 0".
std::string without_arguments(std::string_view text) {
    const std::size_t inside = text.starts_with("inside ") ? text.find(": ") : std::string::npos;
    if (inside != std::string::npos) text.remove_prefix(inside + 2);
    const std::size_t open = text.find('(');
    const bool is_call = open != 0 && open != std::string_view::npos &&
                         std::ranges::all_of(text.substr(0, open), is_letter);
    if (!is_call) return std::string{text};
    std::size_t end = open;
    for (std::size_t depth = 0; end < text.size(); ++end) {
        if (text[end] == '(') ++depth;
        if (text[end] == ')' && --depth == 0) break;
    }
    std::string_view rest = text.substr(std::min(end + 1, text.size()));
    for (const std::string_view naming : {" as ", " in flight as "}) {
        if (!rest.starts_with(naming)) continue;
        rest.remove_prefix(std::min(rest.find(' ', naming.size()), rest.size()));
    }
    return std::string{text.substr(0, open)} + std::string{rest};
}

/// Names of one scenario are short: "r1", "b2", "s", "p".
std::string without_names(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(text[at])) {
            plain += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_letter(text[end]))
            ++end;
        const std::string word = text.substr(at, end - at);
        const bool has_digit =
            std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
        const bool is_name = std::isalpha(static_cast<unsigned char>(word[0])) != 0 &&
                             word.size() <= 3 && (has_digit || word.size() == 1) && word != "a";
        plain += is_name ? "..." : word;
        at = end;
    }
    return plain;
}

constexpr std::string_view exception = "raised an exception ";

Sight sight_of(const PurposeResult& result) {
    const auto& violations = result.judgement.violations;
    if (violations.empty()) {
        const std::string& reason = reason_of(result);
        const std::size_t at = reason.find(exception);
        if (at == std::string::npos) return {without_names(reason), {}};
        return {reason.substr(at, reason.find(' ', at + exception.size()) - at), {}};
    }
    const Violation& first = violations.front();
    // The call that was to be made inside a hook says nothing of why the hook was not run.
    const bool is_hook =
        first.observed.find("hook did not run") != std::string::npos ||
        (first.observed.starts_with("hook ") && first.observed.ends_with("was not run"));
    return {
        is_hook ? "a blocking hook was not run" : without_names(without_arguments(first.observed)),
        first.clauses};
}

bool is_alike(const Sight& one, const Sight& other) {
    if (one.what != other.what) return false;
    const bool is_common = std::ranges::find_first_of(one.broken, other.broken) != one.broken.end();
    return is_common || (one.broken.empty() && other.broken.empty());
}

void add(Cause& cause, const PurposeResult& result) {
    cause.purposes.push_back(&result);
    for (const ClauseId clause : violated_clauses(result))
        cause.clauses.push_back(clause);
    std::ranges::sort(cause.clauses);
    const auto twice = std::ranges::unique(cause.clauses);
    cause.clauses.erase(twice.begin(), twice.end());
}

void sort_by_weight(std::vector<Cause>& causes) {
    for (Cause& cause : causes)
        std::ranges::sort(cause.purposes, {}, &PurposeResult::id);
    std::ranges::stable_sort(causes, [](const Cause& one, const Cause& other) {
        if (one.purposes.size() != other.purposes.size())
            return one.purposes.size() > other.purposes.size();
        return one.purposes.front()->id < other.purposes.front()->id;
    });
}

}  // namespace

std::vector<Cause> causes_seen_in(const std::vector<const PurposeResult*>& deviating) {
    // Groups of what is alike, those joined that a further one is alike to both of.
    std::vector<std::vector<std::pair<Sight, const PurposeResult*>>> groups;
    for (const PurposeResult* result : deviating) {
        std::vector<std::pair<Sight, const PurposeResult*>> joined{{sight_of(*result), result}};
        std::erase_if(groups, [&](auto& group) {
            const bool joins = std::ranges::any_of(
                group, [&](const auto& each) { return is_alike(each.first, joined[0].first); });
            if (joins) joined.insert(joined.end(), group.begin(), group.end());
            return joins;
        });
        groups.push_back(std::move(joined));
    }
    std::vector<Cause> causes;
    for (const auto& group : groups) {
        Cause cause{group.front().first.what, false, {}, {}};
        for (const auto& [sight, result] : group)
            add(cause, *result);
        causes.push_back(std::move(cause));
    }
    sort_by_weight(causes);
    return causes;
}

std::vector<Cause> causes_of(const Report& report) {
    std::map<std::string, Cause> on_file;
    std::vector<const PurposeResult*> others;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const Finding finding = finding_of(*result);
        if (finding != Finding::fail && finding != Finding::error) continue;
        if (!result->expectation || !meets(*result, *result->expectation)) {
            others.push_back(result);
            continue;
        }
        Cause& cause = on_file[result->expectation->reason];
        cause.what = result->expectation->reason;
        cause.is_on_file = true;
        add(cause, *result);
    }
    std::vector<Cause> causes = causes_seen_in(others);
    std::vector<Cause> known;
    for (auto& [reason, cause] : on_file)
        known.push_back(std::move(cause));
    sort_by_weight(known);
    causes.insert(causes.end(), known.begin(), known.end());
    return causes;
}

CausesByFile causes_by_file(const Report& report) {
    CausesByFile causes;
    for (Cause& cause : causes_of(report))
        (cause.is_on_file ? causes.on_file : causes.others).push_back(std::move(cause));
    causes.has_file = std::ranges::any_of(report.purposes, [](const PurposeResult& result) {
        return result.expectation.has_value();
    });
    return causes;
}

}  // namespace wsconform
