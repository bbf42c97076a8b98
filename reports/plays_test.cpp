#include "reports/plays.hpp"

#include <gtest/gtest.h>

#include "conformance/input_error.hpp"
#include "reports/conclusions.hpp"
#include "reports/report_json.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;

TEST(Plays, OfAllShardsAreTheReportOfTheWholeRun) {
    Report whole = report_of({purpose("c/a", Finding::pass), purpose("c/b", Finding::error),
                              purpose("c/c", Finding::not_applicable)});
    whole.lost = {"c/d"};
    Report first = report_of({whole.purposes[0], whole.purposes[2]});
    first.shard = Shard{0, 2};
    Report second = report_of({whole.purposes[1]});
    second.shard = Shard{1, 2};
    second.lost = whole.lost;

    EXPECT_EQ(to_json(merged({second, first})), to_json(whole));
}

TEST(Plays, MissNoShard) {
    Report second = report_of({});
    second.shard = Shard{1, 3};

    EXPECT_EQ(missing_shards({second}), (std::vector<std::string>{"shard 1 of 3", "shard 3 of 3"}));
    EXPECT_THROW(merged({second}), InputError);
}

TEST(Plays, OfOnePurposeKeepTheWorstAndAreCounted) {
    const Report pass = report_of({purpose("c/a", Finding::pass)});
    const Report fail = report_of({purpose("c/a", Finding::fail, {}, {zero})});
    const Report none = report_of({purpose("c/a", Finding::not_applicable)});
    Report lost = report_of({});
    lost.lost = {"c/a"};

    const Report all = merged({pass, fail, none, pass});
    ASSERT_EQ(all.purposes.size(), 1U);
    EXPECT_EQ(finding_of(all.purposes[0]), Finding::fail);
    EXPECT_EQ(all.purposes[0].repeated, (Rate{1, 3}));
    EXPECT_EQ(merged({none, pass}).purposes[0].repeated, std::nullopt) << "played once";
    EXPECT_TRUE(merged({pass, lost}).purposes.empty()) << "a lost play proves nothing";
    EXPECT_EQ(summary_of(merged({pass, lost})).registered, 1U);
}

TEST(Plays, AreTakenTogetherOnlyIfAlike) {
    const ScratchFolder scratch;
    const Report first = report_of({});
    std::vector<Report> others(7, first);
    others[0].provider = "windows";
    others[1].suite = "9.9.9";
    others[2].grading = "portable";
    others[3].seed = 7;
    others[4].quiescence = std::chrono::milliseconds{1};
    others[5].filter = "recv.*";
    others[6].shard = Shard{0, 2};
    const std::string file = scratch.file("first.json", to_json(first));

    EXPECT_EQ(read_alike({file, file}).size(), 2U);
    for (const Report& other : others) {
        const std::string strange = scratch.file("other.json", to_json(other));
        try {
            read_alike({file, strange});
            ADD_FAILURE() << to_json(other);
        } catch (const InputError& error) {
            EXPECT_TRUE(std::string{error.what()}.starts_with(strange + ": report: differs"));
        }
    }
}

}  // namespace
}  // namespace wsconform
