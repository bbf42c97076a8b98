// SPDX-License-Identifier: Apache-2.0

// Goal: every clause that a provider can violate has a rule that holds it and a purpose that
// defends it, or a reason why there is none. Method: read the catalogue, the sources of the model
// and all scenarios.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "conformance/judging/unreachable.hpp"
#include "conformance/scenario/scenario.hpp"
#include "model/catalogue.hpp"
#include "model/needs.hpp"
#include "reports/clause_groups.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

const fs::path root{WSCONFORM_ROOT};

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

std::vector<Scenario> all_scenarios() {
    std::vector<Scenario> scenarios;
    for (const auto& entry : fs::recursive_directory_iterator{root / "scenarios"}) {
        const fs::path name = fs::relative(entry.path(), root / "scenarios");
        if (entry.is_regular_file() && name.extension() == ".json" && name.has_parent_path()) {
            scenarios.push_back(load_scenario((root / "scenarios").string(),
                                              fs::path{name}.replace_extension().generic_string()));
        }
    }
    return scenarios;
}

const std::vector<Scenario>& scenarios() {
    static const std::vector<Scenario> all = all_scenarios();
    return all;
}

/// All sources of the model, for looking up citations. What is inspected rather than called, such
/// as an export or a constant, gets its clause where its step is read.
std::string rules() {
    std::string all = text_of(root / "conformance" / "scenario" / "header_reader.cpp");
    for (const auto& entry : fs::directory_iterator{root / "model"}) {
        if (entry.path().extension() == ".cpp") all += text_of(entry.path());
    }
    return all;
}

bool is_lower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Words of lower case letters and digits with one separator between them.
bool is_words(std::string_view text, char separator) {
    bool was_word = false;
    for (const char c : text) {
        if (!is_lower(c) && (c != separator || !was_word)) return false;
        was_word = is_lower(c);
    }
    return was_word;
}

/// Such as CAR-05.
bool is_short_id(std::string_view id) {
    constexpr std::string_view form = "AAA-00";
    if (id.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool is_letter = id[i] >= 'A' && id[i] <= 'Z';
        const bool is_digit = id[i] >= '0' && id[i] <= '9';
        if (form[i] == 'A' ? !is_letter : form[i] == '0' ? !is_digit : id[i] != '-') return false;
    }
    return true;
}

/// Ends with a full stop, has no braces of a list, and writes codes by their names.
bool is_a_sentence(std::string_view text) {
    const bool has_number = text.find("100") != std::string_view::npos;
    const bool is_list = text.find_first_of("{}") != std::string_view::npos;
    return text.ends_with('.') && text.find(' ') != std::string_view::npos && !has_number &&
           !is_list;
}

TEST(Clauses, AreNamedOnceAndWell) {
    std::set<std::string_view> names;
    for (const ClauseId id : all_clauses()) {
        const Clause& clause = *id;
        EXPECT_TRUE(names.insert(clause.slug).second) << clause.slug;
        EXPECT_TRUE(names.insert(clause.id).second) << clause.id;
        EXPECT_TRUE(is_short_id(clause.id)) << clause.id;
        const std::size_t dot = clause.slug.find('.');
        ASSERT_NE(dot, std::string_view::npos) << clause.slug;
        EXPECT_TRUE(is_words(clause.slug.substr(0, dot), '-')) << clause.slug;
        EXPECT_TRUE(is_words(clause.slug.substr(dot + 1), '-')) << clause.slug;
    }
}

TEST(Clauses, HaveOneNameAndOneTextEach) {
    ASSERT_EQ(all_clauses().size(), clause_count);
    for (const ClauseId clause : all_clauses()) {
        EXPECT_EQ(clause->slug, clause_names[clause.index()]);
        EXPECT_EQ(ClauseId::find(clause->slug), clause);
        EXPECT_EQ(ClauseId::find(clause->id), clause);
        EXPECT_EQ(levels_of(clause), clause->levels) << clause->slug;
    }
    EXPECT_EQ(ClauseId::find("no.such-clause"), std::nullopt);
    EXPECT_EQ(ClauseId::find(""), std::nullopt);
}

/// One name and one letter code for each group, and a caption for each letter code.
TEST(Clauses, AreOfGroupsWithACaption) {
    std::map<std::string_view, std::string_view> codes;
    for (const ClauseId clause : all_clauses()) {
        const std::string_view code = clause->id.substr(0, 3);
        const auto [known, is_new] = codes.emplace(group_of(clause->slug), code);
        EXPECT_EQ(known->second, code) << clause->slug;
        EXPECT_EQ(std::ranges::count(clause_groups, code, &ClauseGroup::prefix), 1) << code;
    }
    EXPECT_EQ(codes.size(), clause_groups.size()) << "a caption of no group";
}

TEST(Clauses, AreWholeSentencesWithASource) {
    for (const ClauseId clause : all_clauses()) {
        EXPECT_FALSE(clause->text.empty()) << clause->slug;
        EXPECT_FALSE(clause->sources.empty()) << clause->slug;
        EXPECT_FALSE(clause->levels.empty()) << clause->slug;
        EXPECT_EQ(needs_in_words(clause->needs).empty(), clause->needs.empty()) << clause->slug;
        EXPECT_TRUE(clause->allowed.empty() || is_a_sentence(clause->allowed)) << clause->slug;
    }
}

TEST(Ambiguities, HaveReadingsInSentences) {
    for (const AmbiguityId ambiguity : all_ambiguities()) {
        EXPECT_FALSE(ambiguity->title.empty()) << ambiguity->id;
        EXPECT_FALSE(ambiguity->readings[1].empty()) << ambiguity->id << ": has one reading";
        for (const std::string_view reading : ambiguity->readings)
            EXPECT_TRUE(reading.empty() || is_a_sentence(reading)) << ambiguity->id;
        EXPECT_TRUE(ambiguity->windows.empty() || is_a_sentence(ambiguity->windows));
        EXPECT_EQ(AmbiguityId::find(ambiguity->id), ambiguity);
    }
    for (const char* const name : {"", "AMB-00", "AMB-99", "AMB-1", "AMB-011", "AMB-x1", "CAR-01"})
        EXPECT_EQ(AmbiguityId::find(name), std::nullopt) << name;
}

TEST(Clauses, ThatBindAreDefendedOrOutOfReachAndNeverBoth) {
    std::map<ClauseId, std::string> claimed_by;
    for (const Scenario& scenario : scenarios()) {
        for (const ClauseId clause : scenario.clauses)
            claimed_by.emplace(clause, scenario.id);
    }
    const auto unreachable = unreachable_clauses();
    const std::string citations = rules();

    for (const ClauseId clause : all_clauses()) {
        if (!clause->is_binding()) continue;
        SCOPED_TRACE(std::string{clause->slug} + " (" + std::string{clause->id} + ")");
        const bool is_cited =
            citations.find("\"" + std::string{clause->slug} + "\"_clause") != std::string::npos;
        if (const auto reason = unreachable.find(clause); reason != unreachable.end()) {
            EXPECT_FALSE(reason->second.empty());
            EXPECT_FALSE(claimed_by.contains(clause)) << claimed_by.at(clause);
        } else {
            EXPECT_TRUE(claimed_by.contains(clause)) << "no scenario claims it";
            EXPECT_TRUE(is_cited) << "no rule cites it";
        }
    }
}

TEST(Clauses, ThatBindNobodyAreClaimedOrOutOfReachToo) {
    const auto unreachable = unreachable_clauses();
    for (const ClauseId clause : all_clauses()) {
        const bool is_claimed = std::ranges::any_of(scenarios(), [&](const Scenario& scenario) {
            return std::ranges::find(scenario.clauses, clause) != scenario.clauses.end();
        });
        EXPECT_TRUE(is_claimed || unreachable.contains(clause)) << clause->slug;
        EXPECT_FALSE(is_claimed && unreachable.contains(clause)) << clause->slug;
    }
}

/// What a scenario's folder may be called: a function of the API.
TEST(Scenarios, AreNamedByACallAndAClaim) {
    ASSERT_GE(scenarios().size(), 120U);
    std::set<std::string> functions;
    for (const Scenario& scenario : scenarios()) {
        for (const Step& step : scenario.steps)
            functions.insert(step.function);
    }
    for (const Scenario& scenario : scenarios()) {
        const std::size_t slash = scenario.id.find('/');
        ASSERT_NE(slash, std::string::npos) << scenario.id;
        EXPECT_TRUE(functions.contains(scenario.id.substr(0, slash))) << scenario.id;
        const std::string claim = scenario.id.substr(slash + 1);
        EXPECT_TRUE(is_words(claim, '_')) << scenario.id;
        EXPECT_NE(claim.find('_'), std::string::npos) << scenario.id << ": has no verb";
    }
}

TEST(Scenarios, HaveAPurposeOfTheirOwn) {
    std::map<std::string, std::string> purposes;
    for (const Scenario& scenario : scenarios()) {
        const std::string call = scenario.id.substr(0, scenario.id.find('/'));
        const auto [first, is_new] = purposes.emplace(call + scenario.purpose, scenario.id);
        EXPECT_TRUE(is_new) << scenario.id << " has the purpose of " << first->second;
        EXPECT_TRUE(scenario.purpose.ends_with('.')) << scenario.id;
        EXPECT_FALSE(scenario.clauses.empty()) << scenario.id;
    }
}

}  // namespace
}  // namespace wsconform
