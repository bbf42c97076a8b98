#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "conformance/judging/claim_check.hpp"
#include "conformance/judging/judge.hpp"
#include "conformance/suite/suite.hpp"
#include "harness/simulated/simulated_player.hpp"

namespace wsconform {
namespace {

const std::vector<Scenario>& suite() {
    static const std::vector<Scenario> scenarios = suite_scenarios();
    return scenarios;
}

Judgement judged(const Scenario& scenario, std::uint64_t seed, std::optional<ClauseId> suspended) {
    SimulatedPlayer player{seed, suspended};
    return judge(parse_trace(player.play(scenario), scenario, scenario.id), Grading::portable);
}

/// The pair assertion: what authors claim, the model allows. Found without a provider.
TEST(Scenarios, ClaimNothingTheModelForbids) {
    for (const Scenario& scenario : suite()) {
        const auto step = impossible_claim(scenario);
        EXPECT_FALSE(step.has_value())
            << scenario.id << ": step " << *step + 1 << ": " << scenario.steps[*step].action;
    }
}

TEST(Scenarios, AllPassOnAnObligingProvider) {
    for (const std::uint64_t seed : {1U, 3U, 5U}) {
        for (const Scenario& scenario : suite()) {
            const Judgement judgement = judged(scenario, seed, std::nullopt);
            EXPECT_EQ(judgement.verdict, Verdict::pass)
                << scenario.id << ", seed " << seed << ": " << judgement.reason;
        }
    }
}

/// No false alarm: whatever the model allows, the oracle accepts.
/// WSCONFORM_SEEDS says how many.
TEST(Scenarios, NeverFailOnAConformingProvider) {
    const char* const seeds = std::getenv("WSCONFORM_SEEDS");
    const std::uint64_t last = seeds == nullptr ? 50 : std::stoull(seeds);
    for (std::uint64_t seed = 1; seed <= last; ++seed) {
        for (const Scenario& scenario : suite()) {
            const Judgement judgement = judged(scenario, seed, std::nullopt);
            EXPECT_LT(judgement.verdict, Verdict::fail)
                << scenario.id << ", seed " << seed << ": " << judgement.reason;
            if (judgement.verdict == Verdict::inconclusive) {
                EXPECT_FALSE(judgement.reason.empty()) << scenario.id;
            }
        }
    }
}

/// Every claim is defended by the purpose that makes it: a provider that ignores the clause fails
/// that purpose, and the clause is among those named.
TEST(Scenarios, DefendEachClauseTheyClaim) {
    for (const Scenario& scenario : suite()) {
        for (const ClauseId clause : scenario.clauses) {
            if (!clause->is_binding()) continue;
            bool is_named = false;
            for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
                for (const Violation& violation : judged(scenario, seed, clause).violations) {
                    is_named |=
                        std::ranges::find(violation.clauses, clause) != violation.clauses.end();
                }
            }
            EXPECT_TRUE(is_named) << clause->slug << " can be ignored and " << scenario.id
                                  << " does not notice";
        }
    }
}

/// The other way round: no clause that the model can break goes undefended.
TEST(Clauses, ThatCanBeBrokenAreClaimed) {
    std::map<ClauseId, std::string> broken;
    for (const Scenario& scenario : suite()) {
        for (const ClauseId clause : judged(scenario, 1, std::nullopt).exercised)
            broken.emplace(clause, scenario.id);
    }
    std::set<ClauseId> claimed;
    for (const Scenario& scenario : suite())
        claimed.insert(scenario.clauses.begin(), scenario.clauses.end());
    for (const auto& [clause, purpose] : broken)
        EXPECT_TRUE(claimed.contains(clause)) << clause->slug << ", exercised by " << purpose;
}

TEST(SimulatedPlayer, GivesTheSameTraceForTheSameSeed) {
    const Scenario& scenario = suite().front();
    EXPECT_EQ(SimulatedPlayer(7, std::nullopt).play(scenario),
              SimulatedPlayer(7, std::nullopt).play(scenario));
}

}  // namespace
}  // namespace wsconform
