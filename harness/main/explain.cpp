// SPDX-License-Identifier: Apache-2.0

// What a clause or an ambiguity says, which lines of the model cite it, and which purposes put it
// to the test.

#include <algorithm>
#include <iostream>
#include <string_view>

#include "conformance/judging/unreachable.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/embedded.hpp"
#include "harness/main/verbs.hpp"
#include "model/needs.hpp"
#include "reports/report.hpp"

namespace wsconform {

namespace {

/// Nothing for an empty text.
void show(std::string_view term, std::string_view text) {
    constexpr std::size_t indent = 11;
    if (text.empty()) return;
    std::string start = std::string{term} + ":";
    start.resize(indent, ' ');
    std::cout << start << text << '\n';
}

/// The lines of the model with this citation.
void show_rules(const std::string& citation) {
    for (const embedded::File& file : embedded::model_files) {
        std::size_t line = 1;
        for (std::size_t at = 0; at < file.text.size(); ++line) {
            const std::size_t end = std::min(file.text.find('\n', at), file.text.size());
            const std::string_view text = file.text.substr(at, end - at);
            if (text.find(citation) != std::string_view::npos) {
                const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
                show("rule", "model/" + std::string{file.name} + ':' + std::to_string(line) + ": " +
                                 std::string{text.substr(first)});
            }
            at = end + 1;
        }
    }
}

/// The purposes that claim one of the clauses.
void show_purposes(const std::vector<ClauseId>& clauses) {
    for (const Scenario& scenario : suite_scenarios()) {
        const bool claims = std::ranges::any_of(scenario.clauses, [&](ClauseId claimed) {
            return std::ranges::find(clauses, claimed) != clauses.end();
        });
        if (claims) show("purpose", scenario.id + ": " + scenario.purpose);
    }
}

std::string witness_in_words(const Clause& clause) {
    if (clause.witness == Witness::none || !clause.is_binding()) return {};
    return "vacuous where the provider is never seen to " +
           std::string{name_of(clause.witness).words};
}

void explain_clause(ClauseId id) {
    const Clause& clause = *id;
    std::cout << clause.slug << " (" << clause.id << ", " << word_for(clause.strength)
              << ", Winsock " << clause.levels.words() << ")\n  " << clause.text << '\n';
    show("allowed", clause.allowed);
    show("needs", needs_in_words(clause.needs));
    show("witness", witness_in_words(clause));
    show("sources", clause.sources);
    for (const AmbiguityId ambiguity : clause.ambiguities)
        show("ambiguous", std::string{ambiguity->id} + ": " + std::string{ambiguity->title});
    show_rules("\"" + std::string{clause.slug} + "\"_clause");
    show_purposes({id});
    const auto unreachable = unreachable_clauses();
    if (const auto reason = unreachable.find(id); reason != unreachable.end())
        show("untested", reason->second);
}

void explain_ambiguity(AmbiguityId id) {
    std::cout << id->id << ": " << id->title << '\n';
    for (const std::string_view reading : id->readings)
        show("reading", reading);
    show("Windows", id->windows);
    std::vector<ClauseId> about_it;
    for (const ClauseId clause : all_clauses()) {
        if (clause->ambiguities.contains(id)) about_it.push_back(clause);
    }
    for (const ClauseId clause : about_it) {
        show("clause", std::string{clause->slug} + " (" + std::string{clause->id} +
                           "): " + std::string{clause->text});
    }
    show_rules("\"" + std::string{id->id} + "\"_ambiguity");
    show_purposes(about_it);
}

}  // namespace

int explain(const std::string& name) {
    if (const auto clause = ClauseId::find(name)) {
        explain_clause(*clause);
    } else if (const auto ambiguity = AmbiguityId::find(name)) {
        explain_ambiguity(*ambiguity);
    } else {
        throw InputError{
            "explain: \"" + visible(name) +
            "\" is neither a clause nor an ambiguity; give the slug of a clause such as "
            "cancel-async.zero-handle-is-refused, its id such as CAR-05, or an ambiguity such as "
            "AMB-01"};
    }
    return 0;
}

}  // namespace wsconform
