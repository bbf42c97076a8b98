// SPDX-License-Identifier: Apache-2.0

// Goal: the small types that rules and clauses are written with mean what they say, and a limit of
// ours that is broken ends the program instead of losing something. Method: try each.

#include <gtest/gtest.h>

#include <algorithm>

#include "model/ambiguities.hpp"
#include "model/ensure.hpp"
#include "model/needs.hpp"
#include "model/ruling.hpp"

namespace wsconform {
namespace {

TEST(Levels, AreASetInTheWordsOfTheCatalogue) {
    constexpr Levels both = "1.1, SPI"_levels;
    EXPECT_TRUE(both.includes(Level::v1_1));
    EXPECT_FALSE(both.includes(Level::v2_2));
    EXPECT_FALSE(both.is_for_providers_only());
    EXPECT_TRUE("SPI"_levels.is_for_providers_only());
    EXPECT_EQ(both.words(), "1.1, SPI");
    EXPECT_TRUE(Levels{}.empty());
}

TEST(Levels, OfADllOf22MayHoldForClientsOfEveryVersion) {
    constexpr Levels general = "2.2 with clients of every version"_levels;
    EXPECT_FALSE(general.includes(Level::v1_1)) << "a 1.1 DLL does not owe it";
    EXPECT_TRUE(general.hold_for_any_of(Level::v1_1));
    EXPECT_TRUE(general.hold_for_any_of(Level::v2_2));
    EXPECT_FALSE(general.hold_for_any_of(Level::provider));
    EXPECT_FALSE("2.2"_levels.hold_for_any_of(Level::v1_1));
}

TEST(Needs, AreListedInWords) {
    EXPECT_EQ(needs_in_words(""), "");
    EXPECT_EQ(needs_in_words("P-2T"), "two threads");
    EXPECT_EQ(needs_in_words("P-11, P-2T, P-HOOK"),
              "a client that negotiated 1.0 or 1.1, two threads and a blocking hook");
}

TEST(Clauses, AreEachThereOnce) {
    Clauses clauses{"close.releases-the-descriptor"_clause};
    clauses.add("close.releases-the-descriptor"_clause);
    EXPECT_EQ(clauses.end() - clauses.begin(), 1);
}

TEST(Ambiguities, AskOneQuestionEachWithSeveralAnswers) {
    for (const AmbiguityId ambiguity : all_ambiguities()) {
        EXPECT_EQ(std::ranges::count(ambiguity->title, '?'), 1) << ambiguity->id;
        EXPECT_TRUE(ambiguity->title.ends_with('?')) << ambiguity->id;
        EXPECT_FALSE(ambiguity->readings[1].empty()) << ambiguity->id;
    }
}

TEST(EnsureDeathTest, EndsTheProgramWithOneLine) {
    ensure(true, "never said");
    EXPECT_DEATH(ensure(false, "a test asked for it"),
                 "^wsconform: internal fault: a test asked for it\n$");
}

TEST(EnsureDeathTest, LosesNoClause) {
    Clauses clauses;
    for (std::size_t i = 0; i < 8; ++i)
        clauses.add(ClauseId::at(i));
    EXPECT_DEATH(clauses.add(ClauseId::at(8)), "internal fault: a rule cites more clauses");
}

}  // namespace
}  // namespace wsconform
