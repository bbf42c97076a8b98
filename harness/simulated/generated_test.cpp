// SPDX-License-Identifier: Apache-2.0

// Generated scenarios, on the model in the part of a provider: no false alarm, and what is
// suspended is found, in the fewest steps.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "conformance/generators/generator.hpp"
#include "conformance/generators/property_run.hpp"
#include "conformance/generators/scenario_writer.hpp"
#include "conformance/judging/judge.hpp"
#include "harness/simulated/simulated_player.hpp"

namespace wsconform::generating {
namespace {

Play on_simulated(std::uint64_t seed, std::optional<ClauseId> suspended = std::nullopt) {
    return [=](const std::vector<Scenario>& scenarios) {
        SimulatedPlayer player{seed, suspended};
        std::vector<std::optional<Played>> all;
        for (const Scenario& scenario : scenarios) {
            const std::string trace = player.play(scenario);
            all.emplace_back(
                Played{judge(parse_trace(trace, scenario, scenario.id), Grading::portable), trace});
        }
        return all;
    };
}

const Property& property_named(const std::string& name) {
    return *std::ranges::find(properties(), name, &Property::name);
}

class EachProperty : public ::testing::TestWithParam<std::size_t> {
  protected:
    static const Property& property() { return properties()[GetParam()]; }
};

TEST_P(EachProperty, RaisesNoFalseAlarmAndIsNotVacuous) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const PropertyRun found = run_property(property(), seed, 64, on_simulated(seed));
        for (const Counterexample& one : found.counterexamples)
            ADD_FAILURE() << document_of(one.scenario) << one.judgement.reason;
        for (const ClauseId never : found.never)
            ADD_FAILURE() << "seed " << seed << ": never exercised: " << never->slug;
        EXPECT_EQ(found.cases, 64U);
        EXPECT_LT(found.undecided, 16U);
    }
}

TEST_P(EachProperty, ExercisesMoreTheMoreCasesThereAre) {
    const PropertyRun few = run_property(property(), 5, 2, on_simulated(5));
    const PropertyRun many = run_property(property(), 5, 64, on_simulated(5));

    EXPECT_GT(many.exercised.size(), few.exercised.size());
}

INSTANTIATE_TEST_SUITE_P(Generated, EachProperty,
                         ::testing::Range<std::size_t>(0, properties().size()),
                         [](const auto& test) {
                             return std::string{properties()[test.param].name};
                         });

struct Row {
    const char* property;
    ClauseId clause;
    std::size_t steps;  ///< Of the shortest scenario that shows it.
};

/// What the name of a test may hold.
std::string test_named_for(const Row& row) {
    std::string name = std::string{row.property} + "_" + std::string{row.clause->slug};
    std::ranges::replace_if(
        name, [](char one) { return one == '.' || one == '-'; }, '_');
    return name;
}

class Suspended : public ::testing::TestWithParam<Row> {};

TEST_P(Suspended, IsFoundInTheFewestSteps) {
    const Row& row = GetParam();

    const PropertyRun found =
        run_property(property_named(row.property), 1, 64, on_simulated(1, row.clause));

    const auto one = std::ranges::find_if(found.counterexamples, [&](const Counterexample& each) {
        const auto& broken = each.judgement.violations.front().clauses;
        return std::ranges::find(broken, row.clause) != broken.end();
    });
    ASSERT_NE(one, found.counterexamples.end()) << "in " << found.cases << " cases";
    EXPECT_EQ(one->scenario.steps.size(), row.steps) << document_of(one->scenario);
    EXPECT_EQ(one->repeated, repetitions);
    EXPECT_EQ(one->search.substr(0, 12), "the shortest");
}

INSTANTIATE_TEST_SUITE_P(
    Generated, Suspended,
    ::testing::Values(
        Row{"async_life_cycle", "cancel-async.zero-handle-is-refused"_clause, 2},
        Row{"async_life_cycle", "cancel-async.running-request-reports-zero"_clause, 4},
        Row{"async_life_cycle", "async-serv.port-lookup-honours-optional-protocol"_clause, 4},
        Row{"cancel_against_completion", "cancel-async.cancelled-request-posts-no-message"_clause,
            7},
        Row{"startup_and_versions", "version.request-below-1-0-is-refused"_clause, 1},
        Row{"startup_and_versions", "close.releases-the-descriptor"_clause, 3},
        Row{"disconnect_against_data", "send-disconnect.null-buffer-means-no-data"_clause, 5},
        Row{"shutdown_and_close", "close.default-returns-at-once-and-delivers"_clause, 5},
        Row{"blocking_against_cancel", "close.later-use-is-wsaenotsock"_clause, 4},
        Row{"nested_calls", "blocking-hook.set-returns-previous-hook"_clause, 2},
        Row{"provider_blocking_against_cancel", "cancel-blocking.idle-thread-gets-wsaeinval"_clause,
            3},
        Row{"provider_nested_calls", "nesting.spi-entries-refuse-nesting-except-cancel"_clause, 8},
        Row{"provider_startup", "spi-startup.bad-output-pointer-is-wsaefault"_clause, 1},
        Row{"provider_startup_with_sockets", "spi-cleanup.only-final-call-cleans-up"_clause, 5}),
    [](const auto& test) { return test_named_for(test.param); });

TEST(Generated, AreTheSameForTheSameSeedAndOthersForAnother) {
    const auto documents = [](std::uint64_t seed) {
        std::string all;
        for (const Scenario& scenario : Generator{properties().front(), seed}.next(5))
            all += document_of(scenario);
        return all;
    };
    EXPECT_EQ(documents(7), documents(7));
    EXPECT_NE(documents(7), documents(8));
}

/// Where one of two messages may come, what is expected of the wait is not a single word.
TEST(Generated, DeviateInAWaitForEitherOfTwoMessages) {
    const auto clause = "async-host-by-name.dns-outcomes-map-to-four-codes"_clause;

    const PropertyRun found =
        run_property(property_named("look_up_outcomes"), 1, 64, on_simulated(1, clause));

    EXPECT_EQ(found.cases, 64U);
    EXPECT_FALSE(found.counterexamples.empty());
}

/// One deviation does not hide another.
TEST(Generated, FindEachDeviationOfAProviderWithTwo) {
    const auto first = "cancel-async.zero-handle-is-refused"_clause;
    const auto second = "async-serv.port-lookup-honours-optional-protocol"_clause;
    const Play twice_wrong = [&](const std::vector<Scenario>& scenarios) {
        std::vector<std::optional<Played>> all;
        for (const Scenario& scenario : scenarios) {
            auto one = on_simulated(1, first)({scenario}).front();
            const bool shows = one->judgement.verdict >= Verdict::fail;
            all.push_back(shows ? std::move(one) : on_simulated(1, second)({scenario}).front());
        }
        return all;
    };

    const PropertyRun found = run_property(property_named("async_life_cycle"), 1, 128, twice_wrong);

    std::set<ClauseId> broken;
    for (const Counterexample& one : found.counterexamples) {
        const auto& clauses = one.judgement.violations.front().clauses;
        broken.insert(clauses.begin(), clauses.end());
    }
    EXPECT_TRUE(broken.contains(first));
    EXPECT_TRUE(broken.contains(second));
}

/// A provider that ignores the clause every third time only.
TEST(Generated, SayHowOftenAFlakyDeviationShowsAgain) {
    const auto good = on_simulated(1);
    const auto bad = on_simulated(1, "cancel-async.zero-handle-is-refused"_clause);
    int played = 0;
    const Play now_and_then = [&](const std::vector<Scenario>& scenarios) {
        std::vector<std::optional<Played>> all;
        for (const Scenario& scenario : scenarios)
            all.push_back((++played % 3 == 0 ? bad : good)({scenario}).front());
        return all;
    };

    const PropertyRun found =
        run_property(property_named("async_life_cycle"), 1, 200, now_and_then);

    ASSERT_FALSE(found.counterexamples.empty());
    EXPECT_LT(found.counterexamples.front().repeated, repetitions);
}

}  // namespace
}  // namespace wsconform::generating
