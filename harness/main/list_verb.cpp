// SPDX-License-Identifier: Apache-2.0

#include "harness/main/list_verb.hpp"

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/generators/properties.hpp"
#include "conformance/judging/unreachable.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "harness/simulated/mutants.hpp"
#include "reports/plural.hpp"
#include "reports/report.hpp"

namespace wsconform {
namespace {

using Json = nlohmann::ordered_json;

/// A row of a list: its name, then what else there is to say of it. Of these, `about` stands in the
/// line that people read.
Json row(std::string_view name, std::string_view about) {
    return {{"name", name}, {"about", about}};
}

std::map<ClauseId, std::size_t> purposes_by_clause() {
    std::map<ClauseId, std::size_t> count;
    for (const Scenario& scenario : suite_scenarios()) {
        for (const ClauseId clause : scenario.clauses)
            ++count[clause];
    }
    return count;
}

Json clauses() {
    Json rows = Json::array();
    const auto purposes = purposes_by_clause();
    const auto unreachable = unreachable_clauses();
    for (const ClauseId clause : all_clauses()) {
        Json each = row(clause->slug, clause->text);
        each["id"] = clause->id;
        each["strength"] = word_for(clause->strength);
        each["sources"] = clause->sources;
        const auto found = purposes.find(clause);
        each["purposes"] = found == purposes.end() ? 0 : found->second;
        if (const auto why = unreachable.find(clause); why != unreachable.end())
            each["untested"] = why->second;
        rows.push_back(std::move(each));
    }
    return rows;
}

Json purposes() {
    Json rows = Json::array();
    for (const Scenario& scenario : suite_scenarios()) {
        Json each = row(scenario.id, scenario.purpose);
        each["kind"] = scenario.kind;
        each["clauses"] = Json::array();
        for (const ClauseId clause : scenario.clauses)
            each["clauses"].push_back(clause->slug);
        rows.push_back(std::move(each));
    }
    return rows;
}

Json calls() {
    std::map<std::string, std::pair<std::size_t, std::vector<ClauseId>>> found;
    for (const Scenario& scenario : suite_scenarios()) {
        auto& [count, claimed] = found[scenario.id.substr(0, scenario.id.find('/'))];
        ++count;
        for (const ClauseId clause : scenario.clauses) {
            if (std::ranges::find(claimed, clause) == claimed.end()) claimed.push_back(clause);
        }
    }
    Json rows = Json::array();
    for (const auto& [call, what] : found) {
        const auto& [count, claimed] = what;
        Json each = row(call, plural(count, "purpose") + ", " + plural(claimed.size(), "clause"));
        each["purposes"] = count;
        each["clauses"] = claimed.size();
        rows.push_back(std::move(each));
    }
    return rows;
}

Json ambiguities() {
    Json rows = Json::array();
    for (const AmbiguityId ambiguity : all_ambiguities()) {
        Json each = row(ambiguity->id, ambiguity->title);
        each["readings"] = Json::array();
        for (const std::string_view reading : ambiguity->readings) {
            if (!reading.empty()) each["readings"].push_back(reading);
        }
        if (!ambiguity->windows.empty()) each["windows"] = ambiguity->windows;
        rows.push_back(std::move(each));
    }
    return rows;
}

Json mutants() {
    Json rows = Json::array();
    const std::vector<Scenario> scenarios = suite_scenarios();
    for (const Mutant& mutant : mutants_of(scenarios, Grading::portable)) {
        Json each = row(mutant.name, mutant.is_faulty ? "does what no clause allows"
                                                      : "is allowed: " + mutant.permission);
        each["provider"] = "simulated:mutate=" + mutant.name;
        rows.push_back(std::move(each));
    }
    return rows;
}

Json properties() {
    Json rows = Json::array();
    for (const generating::Property& property : generating::properties()) {
        Json each = row(property.id(), property.purpose);
        each["interface"] = property.is_spi ? "spi" : "api";
        rows.push_back(std::move(each));
    }
    return rows;
}

const std::vector<std::pair<std::string, std::function<Json()>>> lists{
    {"clauses", clauses},         {"purposes", purposes}, {"calls", calls},
    {"ambiguities", ambiguities}, {"mutants", mutants},   {"properties", properties}};

/// Of a clause its id and strength too.
void print(const Json& rows) {
    for (const Json& each : rows) {
        std::cout << each["name"].get<std::string>();
        if (each.contains("id"))
            std::cout << "  " << each["id"].get<std::string>() << "  "
                      << each["strength"].get<std::string>();
        std::cout << "  " << each["about"].get<std::string>() << '\n';
    }
}

}  // namespace

const std::vector<std::string>& listed_kinds() {
    static const std::vector<std::string> kinds = [] {
        std::vector<std::string> names;
        for (const auto& [name, make] : lists)
            names.push_back(name);
        return names;
    }();
    return kinds;
}

int list(const std::string& kind, bool as_json) {
    const auto found = std::ranges::find(lists, kind, [](const auto& each) { return each.first; });
    if (found == lists.end())
        throw InputError{"list: \"" + visible(kind, 60) + "\" is nothing to list; " +
                         did_you_mean(kind, listed_kinds()) +
                         "give clauses, purposes, calls, ambiguities, mutants or properties"};
    const Json rows = found->second();
    if (as_json)
        std::cout << rows.dump(2) << '\n';
    else
        print(rows);
    return 0;
}

}  // namespace wsconform
