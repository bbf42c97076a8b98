// SPDX-License-Identifier: Apache-2.0

#include "reports/blame.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId one = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId other = "cancel-async.cancelled-request-posts-no-message"_clause;

const std::vector<std::string> chain{"top.dll", "middle.dll", "base.dll"};

PurposeResult ended(Finding finding, const std::vector<ClauseId>& broken = {}) {
    return purpose("c/a", finding, {}, broken);
}

TEST(Blame, IsOfTheLayerOnTopOfTheFirstLevelThatPasses) {
    const PurposeResult pass = ended(Finding::pass);
    const PurposeResult fail = ended(Finding::fail, {one});
    const PurposeResult crash = ended(Finding::error);
    struct Row {
        PurposeResult whole;
        std::vector<PurposeResult> below;  ///< From position 2 on; more are not asked for.
        std::string text;
    };
    const std::vector<Row> rows{
        {fail, {pass}, "top.dll: the chain below it, spi:middle.dll+base.dll, passes"},
        {fail, {fail, pass}, "middle.dll: the chain below it, spi:base.dll, passes"},
        {fail, {fail, fail}, "base.dll: by itself it deviates in the same way"},
        {crash, {crash, pass}, "middle.dll: the chain below it, spi:base.dll, passes"},
        {ended(Finding::fail, {one, other}),
         {fail, pass},
         "middle.dll: the chain below it, spi:base.dll, passes"},
        {fail,
         {ended(Finding::inconclusive)},
         "undecided: the chain below, spi:middle.dll+base.dll, deviates in another way: "
         "inconclusive"},
        {fail,
         {crash},
         "undecided: the chain below, spi:middle.dll+base.dll, deviates in another way: error"},
        {fail,
         {ended(Finding::fail, {other})},
         "undecided: the chain below, spi:middle.dll+base.dll, deviates in another way: fail"},
    };

    for (const Row& row : rows) {
        const auto blame = blame_for(
            row.whole, chain, [&row](std::size_t position) { return row.below.at(position - 2); });

        ASSERT_TRUE(blame) << row.text;
        EXPECT_EQ(text_of(*blame), row.text);
        EXPECT_EQ(blame->layer.empty(), blame->position == 0);
    }
}

TEST(Blame, IsNotLookedForWhereThereIsNoneOrOnlyOneDll) {
    const PlayFrom never = [](std::size_t /*position*/) -> PurposeResult {
        ADD_FAILURE() << "was played";
        return {};
    };

    EXPECT_FALSE(blame_for(ended(Finding::pass), chain, never));
    EXPECT_FALSE(blame_for(ended(Finding::not_applicable), chain, never));
    EXPECT_FALSE(blame_for(ended(Finding::inconclusive), chain, never));
    EXPECT_FALSE(blame_for(ended(Finding::error), {"alone.dll"}, never));
}

}  // namespace
}  // namespace wsconform
