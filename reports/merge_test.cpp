// SPDX-License-Identifier: Apache-2.0

#include "reports/merge.hpp"

#include <gtest/gtest.h>

#include "conformance/text/input_error.hpp"
#include "reports/conclusions.hpp"
#include "reports/report_json.hpp"
#include "reports/sample/sample_report.hpp"
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
    const Report untested = report_of({purpose("c/a", Finding::untested)});
    EXPECT_EQ(finding_of(merged({untested, pass}).purposes.front()), Finding::pass);
    EXPECT_EQ(finding_of(merged({untested, none}).purposes.front()), Finding::not_applicable)
        << "which is so on every machine";

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
            EXPECT_TRUE(std::string{error.what()}.starts_with(
                strange + ": report: is not of the first one's run: "));
        }
    }
}

std::vector<Report> shards_of(const Report& whole, std::size_t count) {
    Report empty = whole;
    empty.purposes.clear();
    empty.lost.clear();
    std::vector<Report> shards(count, empty);
    for (std::size_t i = 0; i < whole.purposes.size(); ++i)
        shards[i % count].purposes.push_back(whole.purposes[i]);
    for (std::size_t i = 0; i < whole.lost.size(); ++i)
        shards[i % count].lost.push_back(whole.lost[i]);
    return shards;
}

TEST(Merge, GivesTheBytesOfTheWholeRun) {
    Report whole = sample_report();
    whole.lost = {"c/lost_a", "c/lost_b", "c/lost_c"};
    std::vector<Report> shards = shards_of(whole, 3);
    std::swap(shards[0], shards[2]);

    const std::vector<Report> merged = merge_shards(shards);
    whole.strength.reset();

    ASSERT_EQ(merged.size(), 1);
    EXPECT_EQ(to_json(merged[0]), to_json(whole));
}

TEST(Merge, KeepsOtherRunsApartAndInOrder) {
    std::vector<Report> reports = shards_of(sample_report(), 2);
    Report other = report_of({purpose("c/a", Finding::pass)});
    reports.insert(reports.begin() + 1, other);

    const std::vector<Report> merged = merge_shards(reports);

    ASSERT_EQ(merged.size(), 2);
    EXPECT_EQ(merged[0].provider, "sample");
    EXPECT_EQ(merged[0].purposes.size(), sample_report().purposes.size());
    EXPECT_EQ(merged[1].provider, "wine");
}

TEST(Merge, NamesWhatKeepsTwoReportsApart) {
    const Report one = report_of({purpose("c/a", Finding::pass)});
    const auto apart = [&one](auto change) {
        Report other = report_of({purpose("c/b", Finding::pass)});
        change(other);
        return why_apart(one, other);
    };

    EXPECT_EQ(apart([](Report&) {}), "");
    EXPECT_EQ(apart([](Report& r) { r.suite = "0.2.0"; }), "suite differs: 0.1.0 and 0.2.0");
    EXPECT_EQ(apart([](Report& r) { r.provider = "wine\n"; }),
              "provider differs: wine and wine\\n");
    EXPECT_EQ(apart([](Report& r) { r.seed = 7; }), "--seed differs: 0 and 7");
    EXPECT_EQ(apart([](Report& r) { r.filter = "a.*"; }), "--filter differs: * and a.*");
    EXPECT_EQ(apart([](Report& r) {
                  r.capabilities = {{"peer", "no"}};
              }),
              "their machines have other capabilities");
    EXPECT_EQ(apart([](Report& r) { r.lost = {"c/a"}; }), "both hold c/a");
}

/// A name says nothing of what a file holds. A report of an older suite may not tell.
TEST(Merge, KeepsReportsOfTwoBuildsOfADllApart) {
    Report one = report_of({purpose("c/a", Finding::pass)});
    Report other = report_of({purpose("c/b", Finding::pass)});
    one.tested = {"Windows 10.0", {{"a.dll", "x86_64", 1, std::string(64, 'a')}}};
    other.tested = {"Windows 10.0", {{"a.dll", "x86_64", 1, std::string(64, 'b')}}};

    EXPECT_EQ(why_apart(one, other),
              "the DLL differs: a.dll SHA-256 aaaaaaaaaaaaaaaa and a.dll SHA-256 bbbbbbbbbbbbbbbb");
    other.tested.dlls = one.tested.dlls;
    EXPECT_EQ(why_apart(one, other), "");
    other.tested.system = "Windows 11.0";
    EXPECT_EQ(why_apart(one, other), "the system differs: Windows 10.0 and Windows 11.0");
    EXPECT_EQ(difference_between(one, report_of({})), "");
}

TEST(Merge, DoesNotAddARunToItself) {
    EXPECT_EQ(merge_shards({sample_report(), sample_report()}).size(), 2);
}

}  // namespace
}  // namespace wsconform
