// SPDX-License-Identifier: Apache-2.0

#include "reports/rate.hpp"

#include <gtest/gtest.h>

#include <random>

namespace wsconform {
namespace {

TEST(Rate, HasTheChancesThatAreKnown) {
    // The tea tasting lady: of 4 and 4 cups, 3 and 1 are right.
    EXPECT_NEAR(chance_of_as_many({1, 4}, {3, 4}), 17.0 / 70, 1e-9);
    EXPECT_NEAR(chance_of_as_few({3, 4}, {1, 4}), 17.0 / 70, 1e-9);
    EXPECT_NEAR(chance_of_as_many({5, 10}, {0, 10}), 1, 1e-9);
    EXPECT_NEAR(chance_of_as_few({5, 10}, {10, 10}), 1, 1e-9);
}

TEST(Rate, NamesTheLeastThatAreMore) {
    for (const Rate filed : {Rate{1, 10}, Rate{3, 20}, Rate{50, 100}}) {
        for (const std::size_t plays : {5U, 20U, 100U}) {
            const auto least = least_that_are_more(filed, plays, 0.01);
            std::optional<std::size_t> first;
            for (std::size_t seen = 0; seen <= plays && !first; ++seen) {
                if (chance_of_as_many(filed, {seen, plays}) <= 0.01) first = seen;
            }
            EXPECT_EQ(least, first) << filed.deviations << " of " << filed.of << ", " << plays;
        }
    }
    EXPECT_EQ(least_that_are_more({3, 20}, 0, 0.01), std::nullopt);
    EXPECT_EQ(least_that_are_more({19, 20}, 20, 0.01), std::nullopt);
}

/// What was filed and what is seen are drawn from one rate; whoever then sees a change is wrong.
TEST(Rate, RaisesNoMoreFalseAlarmsThanItMay) {
    std::mt19937 chance{1};
    constexpr int gates = 20'000;
    for (const double rate : {0.05, 0.3, 0.5, 0.9}) {
        int alarms = 0;
        for (int i = 0; i < gates; ++i) {
            std::binomial_distribution<std::size_t> filed{20, rate};
            std::binomial_distribution<std::size_t> seen{30, rate};
            const Rate one{filed(chance), 20};
            const Rate other{seen(chance), 30};
            if (chance_of_as_many(one, other) <= 0.01) ++alarms;
        }
        EXPECT_LE(alarms, gates / 100 * 12 / 10) << rate;
    }
}

TEST(Rate, MissesTheDoubleAsOftenAsItSays) {
    std::mt19937 chance{2};
    constexpr int gates = 20'000;
    const Rate filed{10, 50};
    const std::size_t least = least_that_are_more(filed, 50, 0.01).value();
    std::binomial_distribution<std::size_t> doubled{50, 0.4};
    int missed = 0;
    for (int i = 0; i < gates; ++i) {
        if (doubled(chance) < least) ++missed;
    }

    EXPECT_NEAR(chance_to_miss_the_double(filed, 50, least), static_cast<double>(missed) / gates,
                0.02);
}

}  // namespace
}  // namespace wsconform
