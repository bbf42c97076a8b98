// SPDX-License-Identifier: Apache-2.0

#include "reports/blame.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId one = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId other = "cancel-async.cancelled-request-posts-no-message"_clause;

const std::vector<Part> chain{{"top.dll", "spi:top.dll+middle.dll+base.dll"},
                              {"middle.dll", "spi:middle.dll+base.dll"},
                              {"base.dll", "spi:base.dll"}};

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
        {fail, {pass}, "top.dll: what is below it, spi:middle.dll+base.dll, passes"},
        {fail, {fail, pass}, "middle.dll: what is below it, spi:base.dll, passes"},
        {fail, {fail, fail}, "base.dll: by itself it deviates in the same way"},
        {crash, {crash, pass}, "middle.dll: what is below it, spi:base.dll, passes"},
        {ended(Finding::fail, {one, other}),
         {fail, pass},
         "middle.dll: what is below it, spi:base.dll, passes"},
        {fail,
         {ended(Finding::inconclusive)},
         "undecided: what is below, spi:middle.dll+base.dll, deviates in another way: "
         "inconclusive"},
        {fail,
         {crash},
         "undecided: what is below, spi:middle.dll+base.dll, deviates in another way: error"},
        {fail,
         {ended(Finding::fail, {other})},
         "undecided: what is below, spi:middle.dll+base.dll, deviates in another way: fail"},
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
    EXPECT_FALSE(blame_for(ended(Finding::error), {{"alone.dll", "spi:alone.dll"}}, never));
}

TEST(Blame, IsSharedByTheParts) {
    const auto in_words = [](const Report& report) {
        std::string text;
        for (const Part& part : parts_of(report))
            text += part.layer + " of " + part.provider + "; ";
        return text;
    };
    Report report;
    report.provider = "spi:top.dll+base.dll";
    report.chain = {"top.dll", "base.dll"};
    EXPECT_EQ(in_words(report), "top.dll of spi:top.dll+base.dll; base.dll of spi:base.dll; ");

    report = {};
    report.provider = "api:proxy.dll";
    EXPECT_EQ(in_words(report), "proxy.dll of api:proxy.dll; ");
    report.beneath = "wine:wsock32";
    EXPECT_EQ(in_words(report), "proxy.dll of api:proxy.dll; wine:wsock32 of wine:wsock32; ");
}

}  // namespace
}  // namespace wsconform
