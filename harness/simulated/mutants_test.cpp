// SPDX-License-Identifier: Apache-2.0

// Goal: the suite tells faulty providers from conforming ones, and would not go on to say so if it
// did not. Method: play every mutant of the model; then take purposes away, or the oracle.

#include "harness/simulated/mutants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "conformance/judging/judge.hpp"
#include "conformance/suite/suite.hpp"
#include "harness/simulated/simulated_player.hpp"

namespace wsconform {
namespace {

using Ids = std::set<std::string>;

const std::vector<Scenario>& suite() {
    static const std::vector<Scenario> scenarios = suite_scenarios();
    return scenarios;
}

const std::vector<Mutant>& mutants() {
    static const std::vector<Mutant> all = mutants_of(suite(), Grading::portable);
    return all;
}

Ids purposes_of(std::string_view call) {
    Ids ids;
    for (const Scenario& scenario : suite()) {
        if (scenario.id.starts_with(call)) ids.insert(scenario.id);
    }
    return ids;
}

OracleStrength strength_with(const Ids& purposes, const Judge& judge) {
    return strength_of(try_mutants(mutants(), purposes, judge));
}

const Mutant* mutant_named(std::string_view name) {
    const auto found = std::ranges::find(mutants(), name, &Mutant::name);
    return found == mutants().end() ? nullptr : &*found;
}

TEST(Mutants, AreManyAndOfEachKind) {
    const auto faulty = std::ranges::count_if(mutants(), &Mutant::is_faulty);
    EXPECT_GE(faulty, 500);
    for (const char* const kind :
         {"suspend:", "wrong-code:", "false-success:", "false-failure:", "message-twice:",
          "message-lost:", "message-late:", "stale-handle:", "write-after-cancel:",
          "effect-without-reply:", "reply-without-effect:", "per-process:", "per-thread:"}) {
        EXPECT_TRUE(std::ranges::any_of(mutants(), [&](const Mutant& mutant) {
            return mutant.is_faulty && mutant.name.starts_with(kind);
        })) << kind;
    }
}

/// Reports name them, and are compared: these names may not change.
TEST(Mutants, KeepTheirNames) {
    for (const char* const name :
         {"suspend:cancel-async.zero-handle-is-refused",
          "wrong-code:WSACancelAsyncRequest:WSAEINVAL->WSAENOTSOCK",
          "message-twice:WSAAsyncGetHostByName", "stale-handle:WSAAsyncGetHostByName:outstanding",
          "per-process:last-error:WSAGetLastError"})
        EXPECT_NE(mutant_named(name), nullptr) << name;
    EXPECT_TRUE(std::ranges::is_sorted(mutants(), {}, &Mutant::name));
}

TEST(Mutants, WhoseFaultIsAllowedAreEquivalentForAReason) {
    const std::string name = "wrong-code:WSACancelAsyncRequest:WSAEINVAL->WSAEALREADY";
    ASSERT_NE(mutant_named(name), nullptr);
    EXPECT_FALSE(mutant_named(name)->is_faulty);
    EXPECT_TRUE(mutant_named(name)->permission.starts_with("allowed by cancel-async."));

    const auto strict = mutants_of(suite(), Grading::strict);
    const auto same = std::ranges::find(strict, name, &Mutant::name);
    ASSERT_NE(same, strict.end());
    EXPECT_TRUE(same->is_faulty) << "strict grading tells the two codes apart";
}

TEST(Mutants, AreKilledByTheSuite) {
    const OracleStrength strength = strength_with(purposes_of(""), judge_by(Grading::portable));

    EXPECT_GE(score_of(strength), 9800U) << strength_text(strength);
    EXPECT_LT(strength.equivalent * 10, strength.mutants) << "few faults may be excused";
    EXPECT_EQ(strength.unreached, 0U);
    for (const Survivor& survivor : strength.alive) {
        EXPECT_FALSE(survivor.reason.empty()) << survivor.mutant;
        EXPECT_FALSE(survivor.mutant.starts_with("suspend:"))
            << survivor.mutant << ": every clause that can be broken is defended";
    }
}

/// Whether a clause is named. Where the model cites none for what it allows, such as that a call
/// with nothing wrong about it succeeds, there is none to break.
bool names_a_clause(const Violation& violation) {
    const auto cites_none = [](const Alternative& allowed) { return allowed.clauses.empty(); };
    return !violation.clauses.empty() || std::ranges::all_of(violation.allowed, cites_none);
}

/// "It failed, and no clause says why" helps nobody.
TEST(Mutants, ThatFailNameAClause) {
    std::set<std::string> silent;
    const Judge naming = [&](const Scenario& scenario, const std::string& trace) {
        const Judgement judgement =
            judge(parse_trace(trace, scenario, scenario.id), Grading::portable);
        if (judgement.verdict == Verdict::fail &&
            std::ranges::none_of(judgement.violations, names_a_clause))
            silent.insert(scenario.id + ": " + judgement.reason);
        return judgement.verdict;
    };

    try_mutants(mutants(), purposes_of(""), naming);

    for (const std::string& purpose : silent)
        ADD_FAILURE() << purpose;
}

TEST(Mutants, LiveWhereThePurposeThatKillsThemIsMissing) {
    const std::string purpose = "WSACancelAsyncRequest/is_exported_by_name_and_ordinal";
    const Ids all = purposes_of("WSACancelAsyncRequest/");
    ASSERT_TRUE(all.contains(purpose));
    Ids fewer = all;
    fewer.erase(purpose);
    const Judge judge = judge_by(Grading::portable);

    const OracleStrength with = strength_with(all, judge);
    const OracleStrength without = strength_with(fewer, judge);

    EXPECT_LT(without.killed, with.killed);
    EXPECT_LT(score_of(without), score_of(with));
    EXPECT_EQ(without.mutants, with.mutants);
    EXPECT_EQ(with, strength_with(all, judge));
}

/// The score must not come from anything but the oracle.
TEST(Mutants, AllLiveWithAnOracleThatAcceptsEverything) {
    const Judge blind = [](const Scenario& /*scenario*/, const std::string& /*trace*/) {
        return Verdict::pass;
    };

    const OracleStrength strength = strength_with(purposes_of("WSACancelAsyncRequest/"), blind);

    EXPECT_EQ(score_of(strength), 0U);
    EXPECT_FALSE(strength.alive.empty());
}

TEST(Mutants, DoNothingElseThanTheModelWhereTheyDoNotDiffer) {
    const Scenario& scenario = suite().front();
    EXPECT_EQ(SimulatedPlayer(7, std::string{"no-such:mutant"}).play(scenario),
              SimulatedPlayer(7, std::nullopt).play(scenario));
}

}  // namespace
}  // namespace wsconform
