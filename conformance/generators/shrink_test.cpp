// SPDX-License-Identifier: Apache-2.0

// Goal: what is shrunk still deviates, in fewer steps and plainer words, and the search finds what
// taking steps away cannot. Method: deviations made up of steps, which no provider is asked about.

#include "conformance/generators/shrink.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wsconform::generating {
namespace {

using nlohmann::json;

const json starts = {{"call", "WSAStartup"}, {"wVersionRequested", "1.0"}};
const json starts_plainly = {{"call", "WSAStartup"}, {"wVersionRequested", "2.2"}};
const json cleans_up = {{"call", "WSACleanup"}};
const json asks = {{"call", "WSAGetLastError"}};

json sets(int error) {
    return {{"call", "WSASetLastError"}, {"iError", error}};
}

bool is_start(const json& step) {
    return step.at("call") == "WSAStartup";
}

/// Deviates as a provider would that fails in the first call after a start and a clean-up.
bool has_clean_up_after_start(const json& steps) {
    const auto start = std::ranges::find_if(steps, is_start);
    return std::find(start, steps.end(), cleans_up) != steps.end();
}

TEST(Shrinking, KeepsWhatDeviatesOnlyAndMakesItPlain) {
    const json long_way{asks, starts, sets(1), asks, cleans_up, asks, sets(2), starts};

    const Shrunk smaller = shrunk(long_way, {false, {}, has_clean_up_after_start});

    EXPECT_EQ(json(smaller.steps), json({starts_plainly, cleans_up}));
    EXPECT_FALSE(smaller.is_over_budget);
}

/// The model alone knows most of what is needless, and asking the provider takes its time.
TEST(Shrinking, PlaysLittleWhereTheModelKnowsWhatIsNeedless) {
    const json asks_name{{"call", "gethostname"}};
    const json needed{starts_plainly, starts_plainly, cleans_up, asks_name};
    json long_way = json::array();
    for (const json& step : needed) {
        for (int i = 0; i < 5; ++i)
            long_way.push_back(sets(i));
        long_way.push_back(step);
    }
    const auto deviates = [&](const json& steps) {
        auto next = needed.begin();
        for (const json& step : steps)
            next += next != needed.end() && step == *next ? 1 : 0;
        return next == needed.end();
    };

    const Shrunk smaller =
        shrunk(long_way, {false, {"cleanup.only-last-call-tears-down"_clause}, deviates});

    EXPECT_EQ(json(smaller.steps), needed);
    EXPECT_LE(smaller.played, 5U);
}

TEST(Shrinking, LeavesWhatIsAsSmallAsCanBe) {
    const json shortest_way{starts_plainly, cleans_up};

    EXPECT_EQ(json(shrunk(shortest_way, {false, {}, has_clean_up_after_start}).steps),
              shortest_way);
}

TEST(Shrinking, EndsWithItsBudgetAndSaysSo) {
    json endless = json::array();
    for (int i = 0; i < 200; ++i)
        endless.push_back(sets(i));
    const auto needs_all = [&](const json& steps) { return steps == endless; };

    const Shrunk smaller = shrunk(endless, {false, {}, needs_all});

    EXPECT_TRUE(smaller.is_over_budget);
    EXPECT_EQ(json(smaller.steps), endless);
}

/// Nothing can be taken away from it, and yet there is a shorter one in another order.
TEST(Shortest, IsFoundInAnotherOrder) {
    const json first{sets(1), starts, asks, cleans_up, asks};
    const json hidden{starts, sets(1), asks};
    const auto deviates = [&](const json& steps) { return steps == first || steps == hidden; };
    ASSERT_EQ(json(shrunk(first, {false, {}, deviates}).steps), first);

    const Search search = shortest(first, {false, {}, deviates});

    ASSERT_TRUE(search.found);
    EXPECT_EQ(json(*search.found), hidden);
}

/// Sequences that differ in nothing but the state that they lead to are told apart.
TEST(Shortest, IsFoundWhicheverStateItGoesThrough) {
    const json first{sets(1), sets(2), starts, asks};
    for (const json& way : {sets(1), sets(2), starts}) {
        const json hidden{way, asks};
        const auto deviates = [&](const json& steps) { return steps == first || steps == hidden; };

        const Search search = shortest(first, {false, {}, deviates});

        ASSERT_TRUE(search.found) << way;
        EXPECT_EQ(json(*search.found), hidden);
    }
}

TEST(Shortest, IsNotMadeUpWhereNothingShorterDeviates) {
    const json only{sets(1), starts, asks};
    const auto deviates = [&](const json& steps) { return steps == only; };

    const Search search = shortest(only, {false, {}, deviates});

    EXPECT_FALSE(search.found);
    EXPECT_FALSE(search.is_over_budget);
    EXPECT_GT(search.candidates, 3U);
}

}  // namespace
}  // namespace wsconform::generating
