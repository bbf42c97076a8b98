#include "conformance/judging/state_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wsconform {
namespace {

TEST(StateSet, KeepsEachStateOnceInTheOrderAdded) {
    StateSet states;
    State state{};
    for (int round = 0; round < 2; ++round) {
        for (std::uint8_t i = 0; i < 100; ++i) {
            state.process.startups = i;
            EXPECT_EQ(states.insert(state), round == 0);
        }
    }
    ASSERT_EQ(states.size(), 100U);
    EXPECT_TRUE(
        std::ranges::is_sorted(states, {}, [](const State& s) { return s.process.startups; }));
}

}  // namespace
}  // namespace wsconform
