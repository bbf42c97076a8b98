// SPDX-License-Identifier: Apache-2.0

#include "reports/causes_markdown.hpp"

#include <algorithm>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/cause_evidence.hpp"
#include "reports/markdown_text.hpp"
#include "reports/plural.hpp"

namespace wsconform {

namespace {

using markdown::code;
using markdown::prose;
using markdown::wrapped;

constexpr std::size_t most_words = 200;
constexpr std::size_t indent = 3;

std::string brief(std::string_view text) {
    return code(visible(text, most_words));
}

/// "a, b and 3 more"; the names are code already.
std::string list_of(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most
               ? text + " and " + std::to_string(names.size() - most) + " more in index.html"
               : text;
}

std::string seen_text(const CauseEvidence& evidence, std::size_t most_named) {
    std::string text = "Seen: " + brief(evidence.observed);
    std::vector<std::string> allowed;
    std::ranges::transform(evidence.allowed, std::back_inserter(allowed), brief);
    if (!allowed.empty()) text += "; allowed: " + list_of(allowed, most_named);
    return text + ".";
}

std::string item_of(const Cause& cause, std::size_t number, const CauseLimits& limits) {
    const std::string mark = std::to_string(number) + ". ";
    const CauseEvidence evidence = evidence_of(cause);
    std::string head = cause.is_on_file ? "**" + prose(cause.what) + "**" : brief(cause.what);
    head += " In " + plural(cause.purposes.size(), "purpose");
    if (!evidence.windows.empty()) head += "; " + evidence.windows;
    if (!evidence.link.empty()) head += "; see " + brief(evidence.link);
    std::vector<std::string> clauses;
    std::vector<std::string> purposes;
    for (const ClauseId clause : cause.clauses)
        clauses.push_back("`" + std::string{clause->slug} + "`");
    for (const PurposeResult* purpose : cause.purposes)
        purposes.push_back(brief(purpose->id));
    const std::string inner(indent, ' ');
    std::string text = wrapped(mark + head + ".", indent) + inner +
                       wrapped(seen_text(evidence, limits.clauses), indent);
    if (!clauses.empty())
        text += inner + wrapped("Breaks: " + list_of(clauses, limits.clauses) + ".", indent);
    text += inner + wrapped("Shortest: " + brief(evidence.shortest->id) + ".", indent);
    if (purposes.size() > 1)
        text += inner + wrapped("All: " + list_of(purposes, limits.purposes) + ".", indent);
    return text;
}

}  // namespace

std::string causes_markdown(const std::vector<Cause>& causes, const CauseLimits& limits) {
    std::string text;
    for (std::size_t i = 0; i < std::min(causes.size(), limits.causes); ++i)
        text += item_of(causes[i], i + 1, limits);
    if (causes.size() > limits.causes)
        text += "\nand " + plural(causes.size() - limits.causes, "more cause") + " in index.html\n";
    return text;
}

}  // namespace wsconform
