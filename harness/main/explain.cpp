// SPDX-License-Identifier: Apache-2.0

// What a clause or an ambiguity says, which lines of the model cite it, and which purposes put it
// to the test; what is known of a purpose, a call, an error code, a source or a word of ours.

#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>
#include <string_view>

#include "conformance/judging/unreachable.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/embedded.hpp"
#include "harness/main/explain_words.hpp"
#include "harness/main/known_deviations.hpp"
#include "harness/main/names.hpp"
#include "harness/main/verbs.hpp"
#include "model/errors.hpp"
#include "model/needs.hpp"
#include "reports/plural.hpp"
#include "reports/report.hpp"

namespace wsconform {

namespace {

/// Of words that a clause may contain; fewer letters are in nearly all of them.
constexpr std::size_t shortest_part = 4;

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

void show_clause(ClauseId clause) {
    show("clause", std::string{clause->slug} + " (" + std::string{clause->id} +
                       "): " + std::string{clause->text});
}

/// What providers are known to do wrong here.
void show_known(const std::function<bool(const std::string&, const Expectation&)>& is_wanted) {
    for (const std::string& line : known_deviations(is_wanted))
        show("known", line);
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
    show_known([id](const std::string&, const Expectation& expectation) {
        return std::ranges::find(expectation.clauses, id) != expectation.clauses.end();
    });
    const auto unreachable = unreachable_clauses();
    if (const auto reason = unreachable.find(id); reason != unreachable.end())
        show("untested", reason->second);
}

void explain_ambiguity(AmbiguityId id) {
    std::cout << id->id << ": " << id->title << '\n';
    for (const std::string_view reading : id->readings)
        show("reading", reading);
    show("Windows", id->windows);
    const std::vector<ClauseId> about_it = clauses_about(id);
    std::ranges::for_each(about_it, show_clause);
    show_rules("\"" + std::string{id->id} + "\"_ambiguity");
    show_purposes(about_it);
}

void explain_purpose(const Scenario& scenario) {
    std::cout << scenario.id << "\n  " << scenario.purpose << '\n';
    for (const ClauseId clause : scenario.clauses)
        show_clause(clause);
    show_known(
        [&](const std::string& purpose, const Expectation&) { return purpose == scenario.id; });
    show("read it", "wsconform show " + scenario.id);
    show("file", "scenarios/" + scenario.id + ".json");
    show("play it", "wsconform run --provider PROVIDER --filter " + dotted(scenario.id));
}

/// The clauses that are found by some name of theirs, or nothing.
bool explain_clauses(const std::string& title, const std::vector<ClauseId>& clauses) {
    if (clauses.size() == 1) {
        explain_clause(clauses.front());
    } else if (!clauses.empty()) {
        std::cout << title << '\n';
        std::ranges::for_each(clauses, show_clause);
    }
    return !clauses.empty();
}

template <typename Wanted>
std::vector<ClauseId> clauses_where(const Wanted& is_wanted) {
    std::vector<ClauseId> found;
    for (const ClauseId clause : all_clauses()) {
        if (is_wanted(*clause)) found.push_back(clause);
    }
    return found;
}

/// All purposes of a call, and the clauses that they put to the test.
bool explain_call(const std::string& name) {
    std::vector<ClauseId> clauses;
    std::vector<Scenario> purposes;
    for (const Scenario& scenario : suite_scenarios()) {
        const std::string call = scenario.id.substr(0, scenario.id.find('/'));
        if (in_small_letters(call) != in_small_letters(name)) continue;
        purposes.push_back(scenario);
        for (const ClauseId clause : scenario.clauses) {
            if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
        }
    }
    if (purposes.empty()) return false;
    std::cout << "Purposes that call " << name << ", and the clauses that they put to the test\n";
    std::ranges::for_each(clauses, show_clause);
    for (const Scenario& scenario : purposes)
        show("purpose", scenario.id + ": " + scenario.purpose);
    const std::string start = in_small_letters(name) + "/";
    show_known([&](const std::string& purpose, const Expectation&) {
        return in_small_letters(purpose).starts_with(start);
    });
    return true;
}

bool is_source_of(std::string_view source, const Clause& clause) {
    std::string_view left = clause.sources;
    while (!left.empty()) {
        const std::size_t end = std::min(left.find(", "), left.size());
        if (left.substr(0, end) == source) return true;
        left.remove_prefix(std::min(end + 2, left.size()));
    }
    return false;
}

/// A code by its name or number: the clauses that speak of it.
bool explain_error(const std::string& name) {
    const auto* const found = std::ranges::find_if(published_errors, [&](const NamedError& error) {
        return error.name == name || std::to_string(error.code) == name;
    });
    if (found == published_errors.end()) return false;
    std::cout << found->name << " (" << found->code << "), and the clauses that speak of it\n";
    const std::string slug_part = in_small_letters(found->name);
    for (const ClauseId clause : clauses_where([&](const Clause& clause) {
             return clause.text.find(found->name) != std::string_view::npos ||
                    clause.allowed.find(found->name) != std::string_view::npos ||
                    clause.slug.ends_with(slug_part);
         }))
        show_clause(clause);
    return true;
}

/// Whether the clause speaks of it: in its name, or in what it asks for or allows. A name in
/// capitals such as FD_CLOSE stands in slugs with a hyphen.
bool speaks_of(const Clause& clause, const std::string& part) {
    std::string in_slug = part;
    std::ranges::replace(in_slug, '_', '-');
    return in_small_letters(clause.text).find(part) != std::string::npos ||
           in_small_letters(clause.allowed).find(part) != std::string::npos ||
           clause.slug.find(in_slug) != std::string_view::npos;
}

/// A word of the tables of words in our documents: the rows that explain it.
bool explain_word(const std::string& name) {
    const std::vector<std::string> rows = rows_explaining(name);
    for (const std::string& row : rows)
        std::cout << row << '\n';
    if (rows.empty()) return false;
    const std::string part = in_small_letters(name);
    const auto count =
        clauses_where([&](const Clause& clause) { return speaks_of(clause, part); }).size();
    if (count > 0 && part.size() >= shortest_part)
        show("clauses", plural(count, "clause") +
                            " say it too: wsconform list clauses | grep -i '" + visible(name) +
                            "'");
    return true;
}

/// Clauses whose slug ends so, or whose text says so.
bool explain_part(const std::string& name) {
    if (name.size() < shortest_part) return false;
    const std::string part = in_small_letters(name);
    const auto by_slug =
        clauses_where([&](const Clause& clause) { return clause.slug.ends_with("." + part); });
    if (explain_clauses("Clauses of that name", by_slug)) return true;
    return explain_clauses(
        "Clauses that say \"" + visible(name) + "\"",
        clauses_where([&](const Clause& clause) { return speaks_of(clause, part); }));
}

/// What somebody may have meant who wrote something else.
std::vector<std::string> all_names() {
    std::vector<std::string> names;
    for (const ClauseId clause : all_clauses()) {
        names.emplace_back(clause->slug);
        names.emplace_back(clause->id);
    }
    for (const Scenario& scenario : suite_scenarios()) {
        names.push_back(scenario.id);
        const std::string call = scenario.id.substr(0, scenario.id.find('/'));
        if (std::ranges::find(names, call) == names.end()) names.push_back(call);
    }
    for (const NamedError& error : published_errors)
        names.emplace_back(error.name);
    return names;
}

}  // namespace

int explain(const std::string& name) {
    if (const auto clause = clause_called(name)) {
        explain_clause(*clause);
    } else if (const auto ambiguity = ambiguity_called(name)) {
        explain_ambiguity(*ambiguity);
    } else if (const auto purpose = purpose_called(name)) {
        explain_purpose(*purpose);
    } else if (!explain_call(name) && !explain_error(name) && !explain_word(name) &&
               !explain_clauses(
                   "Clauses that " + visible(name) + " is a source of",
                   clauses_where([&](const Clause& cited) { return is_source_of(name, cited); })) &&
               !explain_part(name)) {
        throw InputError{"explain: nothing is called \"" + visible(name) + "\"; " +
                         did_you_mean(name, all_names()) +
                         "give a clause such as cancel-async.zero-handle-is-refused or CAR-05, a "
                         "purpose, a call such as recv, an ambiguity such as AMB-01, an error "
                         "code, a source such as D/recv, a verdict, a word of a report such as "
                         "vacuous, or words that a clause may contain"};
    }
    return 0;
}

}  // namespace wsconform
