// Goal: the reports of a run's shards, in any order, amount to the report of the whole run, and
// what is not a shard of it stays apart. Method: split a report, merge, compare the bytes.

#include "reports/merge.hpp"

#include <gtest/gtest.h>

#include <array>

#include "reports/report_json.hpp"
#include "reports/sample/sample_report.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

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
    EXPECT_EQ(apart([](Report& r) { r.seed = 7; }), "seed differs: 0 and 7");
    EXPECT_EQ(apart([](Report& r) { r.filter = "a.*"; }), "filter differs: * and a.*");
    EXPECT_EQ(apart([](Report& r) {
                  r.capabilities = {{"peer", "no"}};
              }),
              "their machines have other capabilities");
    EXPECT_EQ(apart([](Report& r) { r.lost = {"c/a"}; }), "both hold c/a");
}

TEST(Merge, DoesNotAddARunToItself) {
    EXPECT_EQ(merge_shards({sample_report(), sample_report()}).size(), 2);
}

}  // namespace
}  // namespace wsconform
