// SPDX-License-Identifier: Apache-2.0

// Goal: one observation that is wrong in two ways breaks the clauses of both. Method: at every
// moment of every purpose, pair the faults that mutants have there, and compare the clauses named
// for both at once with those named for each alone.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/judging/explanation.hpp"
#include "conformance/suite/suite.hpp"
#include "harness/simulated/mutation.hpp"
#include "harness/simulated/simulated_player.hpp"

namespace wsconform {
namespace {

/// The clauses that the reply breaks in the state before the moment; none if it is allowed there.
ClauseSet broken_by(const Moment& moment, const Reply& reply) {
    const Follower follower{Spec{}};
    StateSet possible;
    possible.insert(*moment.state);
    const Observation seen{&moment.step->call, moment.step->thread, reply, moment.step->timing};
    Assessment assessment;
    if (follower.can_follow(possible, seen)) return {};
    explain(follower, possible, seen, {}, assessment);
    return assessment.broken;
}

bool differs_in_core(const Reply& one, const Reply& other) {
    return one.kind != other.kind || one.error != other.error || one.value != other.value ||
           one.size != other.size;
}

bool differs_in_flaws(const Reply& one, const Reply& other) {
    return one.wrote != other.wrote || one.defects != other.defects;
}

struct Count {
    std::size_t pairs{};
};

void expect_all_named(const Moment& moment, const Mutation& core, const Mutation& flaw,
                      Count& count) {
    Reply both = core.reply;
    both.wrote |= flaw.reply.wrote;
    both.defects |= flaw.reply.defects;
    // Here it may be no fault at all.
    if (broken_by(moment, core.reply).empty() || broken_by(moment, flaw.reply).empty()) return;
    const ClauseSet named = broken_by(moment, both);
    const std::string where =
        moment.scenario->id + ": " + moment.step->action + ": " + core.mutant + " and ";
    for (const Mutation* alone : {&core, &flaw}) {
        for (const ClauseId clause : broken_by(moment, alone->reply).listed())
            EXPECT_TRUE(named.contains(clause)) << where << flaw.mutant << ": " << clause->slug;
    }
    ++count.pairs;
}

void look_at(const Moment& moment, Count& count) {
    if (moment.kind != MomentKind::ends) return;
    std::vector<Mutation> cores;
    std::vector<Mutation> flaws;
    for (const Mutation& mutation : mutations_at(moment)) {
        if (mutation.kind != MomentKind::ends) continue;
        const bool is_core = differs_in_core(mutation.reply, moment.reply);
        const bool is_flaw = differs_in_flaws(mutation.reply, moment.reply);
        if (is_core && !is_flaw) cores.push_back(mutation);
        if (is_flaw && !is_core) flaws.push_back(mutation);
    }
    for (std::size_t i = 0; i < flaws.size(); ++i) {
        // Whether a write came after the cancel is known only by what went before (oracle_test).
        const bool is_written = flaws[i].reply.wrote != moment.reply.wrote;
        for (const Mutation& core : cores) {
            if (core.reply.kind == moment.reply.kind && !is_written)
                expect_all_named(moment, core, flaws[i], count);
        }
        for (std::size_t k = i + 1; k < flaws.size(); ++k)
            expect_all_named(moment, flaws[i], flaws[k], count);
    }
}

TEST(TwoFaultsAtOnce, NameTheClausesOfEach) {
    Count count;
    for (const Scenario& scenario : suite_scenarios()) {
        SimulatedPlayer player{1, Watch{[&](const Moment& moment) { look_at(moment, count); }}};
        player.play(scenario);
    }
    EXPECT_GT(count.pairs, 1000U);
}

}  // namespace
}  // namespace wsconform
