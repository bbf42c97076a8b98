// SPDX-License-Identifier: Apache-2.0

// Goal: the bounded model has just these states, it keeps its invariants, and the invariants can be
// broken. Method: exact counts, which SPIN finds too (spin_test.cpp); models with a clause left
// out.

#include "conformance/exploring/explorer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <set>

#include "conformance/exploring/covering.hpp"
#include "conformance/exploring/invariants.hpp"
#include "conformance/exploring/state_graph.hpp"
#include "conformance/judging/claim_check.hpp"
#include "conformance/judging/judge.hpp"
#include "conformance/judging/state_set.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform {
namespace {

struct Row {
    Bound bound;
    std::size_t states;
    std::size_t transitions;
    std::size_t depth;
};

TEST(Explorer, FindsEveryStateAndTransition) {
    for (const Row& row : {
             Row{{.requests = 0, .threads = 1, .sockets = 0}, 16, 32, 5},
             Row{{.requests = 1, .threads = 1, .sockets = 0}, 2'684, 21'228, 11},
             Row{{.requests = 2, .threads = 1, .sockets = 0}, 33'180, 334'992, 15},
             Row{{.requests = 1, .threads = 2, .sockets = 0}, 13'620, 189'436, 13},
             Row{{.requests = 0, .threads = 1, .sockets = 1}, 13'316, 112'832, 18},
         }) {
        Explorer explorer{Spec{}, row.bound};
        const Exploration found = explorer.explore();
        SCOPED_TRACE(std::to_string(row.bound.requests) + " requests, " +
                     std::to_string(row.bound.threads) + " threads, " +
                     std::to_string(row.bound.sockets) + " sockets");
        EXPECT_TRUE(found.is_complete);
        EXPECT_EQ(found.states, row.states);
        EXPECT_EQ(found.transitions, row.transitions);
        EXPECT_EQ(found.depth, row.depth);
        EXPECT_EQ(found.faults, std::vector<std::string>{});
        EXPECT_EQ(found.unfired, std::vector<std::string>{});
    }
}

bool is_same(const Transition& a, const Transition& b) {
    return a.action == b.action && a.to == b.to && a.reply == b.reply && a.because == b.because;
}

/// What each call reads is declared by hand (Reads). Of every so many groups of states, all that
/// was looked up is compared with what the rules say of a state of that group.
void expect_rules_are_looked_up(const Bound& bound, std::size_t stride) {
    Explorer explorer{Spec{}, bound};
    std::map<PackedStates::Index, std::vector<Transition>> seen;
    const Exploration found = explorer.explore([&](const Transition& transition) {
        if (transition.from % stride != 0) return;
        auto& all = seen[transition.from];
        const auto is_known = [&](const Transition& t) { return is_same(t, transition); };
        if (std::ranges::none_of(all, is_known)) all.push_back(transition);
    });
    PackedStates states = explorer.states();
    std::vector<const Action*> actions{nullptr};
    for (const Action& action : explorer.actions())
        actions.push_back(&action);
    std::size_t transitions = 0;
    for (PackedStates::Index group = 0; group < states.size(); ++group) {
        if (group % stride != 0) continue;
        const State state = states[group];
        std::size_t count = 0;
        for (const Action* action : actions) {
            for (const Successor& successor : successors_of(Spec{}, state, action)) {
                Transition expected = successor.transition;
                const auto [to, is_new, news] = states.insert(states.pack(successor.next));
                expected.to = to;
                EXPECT_EQ(news, 0U) << "a state was not reached";
                const auto is_it = [&](const Transition& t) { return is_same(t, expected); };
                EXPECT_TRUE(std::ranges::any_of(seen[group], is_it))
                    << (action == nullptr ? "an internal step" : action->name) << " in "
                    << description_of(state, bound);
                count++;
            }
        }
        EXPECT_EQ(seen[group].size(), count) << "of group " << group;
        transitions += count * static_cast<std::size_t>(
                                   std::popcount(states.word(group) & PackedStates::errors));
        if (testing::Test::HasFailure()) return;
    }
    if (stride == 1) {
        EXPECT_EQ(transitions, found.transitions);
    }
}

TEST(Explorer, LooksUpWhatTheRulesSay) {
    expect_rules_are_looked_up({.requests = 2, .threads = 1}, 1);
    expect_rules_are_looked_up({.requests = 1, .threads = 3}, 1);
    expect_rules_are_looked_up({.requests = 3, .threads = 1}, 101);
    expect_rules_are_looked_up({.requests = 2, .threads = 2}, 11);
}

TEST(Explorer, StopsAtItsLimit) {
    Explorer explorer{Spec{}, Bound{.requests = 1}};
    EXPECT_FALSE(explorer.explore({}, 100).is_complete);
}

TEST(Explorer, KnowsAWayToEachState) {
    Explorer explorer{Spec{}, Bound{.requests = 1}};
    explorer.explore([](const Transition&) {});
    for (const PackedStates::Index index : {1U, 100U, 1'000U}) {
        const auto way = explorer.way_to(index);
        ASSERT_FALSE(way.empty());
        EXPECT_EQ(way.front().from, 0U);
        EXPECT_EQ(way.back().to, index);
        for (std::size_t i = 1; i < way.size(); ++i)
            EXPECT_EQ(way[i].from, way[i - 1].to);
    }
}

/// A provider that gives out a handle twice, or zero for one.
TEST(Explorer, FindsWhatAModelWithoutAClauseBreaks) {
    Explorer explorer{Spec{Grading::portable, "async-get.outstanding-handles-are-distinct"_clause},
                      Bound{.requests = 2}};
    const Exploration found = explorer.explore();
    EXPECT_FALSE(found.faults.empty());
}

TEST(Invariants, AreBrokenByBadStatesAndTransitions) {
    State before{};
    before.process.startups = 1;
    before.requests[0].phase = RequestPhase::running;
    before.requests[0].handle = Handle::first;
    EXPECT_EQ(broken_in(before), "");
    State after = before;
    after.requests[0].phase = RequestPhase::cancelled;
    EXPECT_EQ(broken_between(before, after), "");

    State twice = after;
    twice.requests[0].phase = RequestPhase::read;
    EXPECT_NE(broken_between(after, twice), "");
    State forgotten = before;
    forgotten.requests[0].phase = RequestPhase::none;
    EXPECT_NE(broken_between(before, forgotten), "");

    State zero = before;
    zero.requests[0].handle = Handle::zero;
    EXPECT_NE(broken_in(zero), "");
    State shared = before;
    shared.requests[1] = shared.requests[0];
    EXPECT_NE(broken_in(shared), "");
    State torn_down = before;
    torn_down.process.startups = 0;
    EXPECT_NE(broken_in(torn_down), "");
    State early = before;
    early.sockets[0].in.read = 1;
    EXPECT_NE(broken_in(early), "");
}

TEST(PackedStates, KeepWhatTheyWereGiven) {
    State first{};
    PackedStates states{first, {{offsetof(State, process), sizeof(Process), 8}}, false};
    for (std::uint8_t i = 0; i < 200; ++i) {
        State state = first;
        state.process.startups = i;
        const auto [index, is_new, news] = states.insert(states.pack(state));
        EXPECT_EQ(index, i);
        EXPECT_TRUE(is_new);
        EXPECT_NE(news, 0U);
    }
    State third = first;
    third.process.startups = 3;
    const auto [index, is_new, news] = states.insert(states.pack(third));
    EXPECT_EQ(index, 3U);
    EXPECT_FALSE(is_new);
    EXPECT_EQ(news, 0U);
    EXPECT_TRUE(states[3] == third);
    third.sockets[0].phase = SocketPhase::created;
    EXPECT_THROW(states.pack(third), std::length_error);
}

TEST(PackedStates, GroupWhatDiffersInLastErrorsOnly) {
    PackedStates states{State{}, {}, true};
    const std::array errors{Error::unknown, Error::wsaeinval, Error::wsaealready};
    for (const Error mine : errors) {
        for (const Error other : errors) {
            State state{};
            state.threads[0].last_error = mine;
            state.threads[1].last_error = other;
            const PackedStates::Word word = states.pack(state);
            EXPECT_TRUE(states.unpack(word) == state);
            EXPECT_NE(states.insert(word).news, 0U);
            EXPECT_EQ(states.insert(word).news, 0U);
            State set = state;
            set.threads[1].last_error = mine;
            EXPECT_EQ(PackedStates::after(word, states.error_of(set, 1)) & PackedStates::errors,
                      states.pack(set));
        }
    }
    EXPECT_EQ(states.size(), 1U);
}

TEST(Covering, ShowsEachKindByASoundScenario) {
    for (const Bound& bound : {Bound{.requests = 1}, Bound{.requests = 0, .sockets = 1}}) {
        Explorer explorer{Spec{}, bound};
        Covering covering;
        explorer.explore([&](const Transition& transition) { covering.note(transition); });
        std::set<std::string> ids;
        for (const CoveringScenario& scenario : covering.scenarios(explorer)) {
            EXPECT_TRUE(ids.insert(scenario.id).second) << scenario.id;
            const Scenario read = parse_scenario(scenario.json, scenario.id, scenario.id);
            EXPECT_FALSE(impossible_claim(read)) << scenario.json;
        }
        EXPECT_GT(ids.size(), 10U);
        EXPECT_LE(ids.size(), covering.size());
    }
}

TEST(StateGraph, DrawsWhatAnObserverSees) {
    Explorer explorer{Spec{}, Bound{.requests = 1}};
    StateGraph graph;
    explorer.explore([&](const Transition& transition) { graph.note(transition, explorer); });
    const std::string svg = graph.svg();
    const auto count = [&](const std::string& part) {
        std::size_t found = 0;
        for (std::size_t at = 0; (at = svg.find(part, at)) != std::string::npos; ++at)
            found++;
        return found;
    };
    EXPECT_EQ(count("<circle"), graph.size());
    EXPECT_EQ(count("r1 cancelled</title>"), 12U)
        << "three counts of start-ups, released or not, with the window open or closed";
    EXPECT_EQ(count("r1 cancelled</text>"), 12U) << "each state is labelled";
    EXPECT_EQ(count("<rect"), 1U) << "a background, or a dark viewer hides the labels";
    EXPECT_TRUE(svg.ends_with("</svg>\n"));
}

}  // namespace
}  // namespace wsconform
