// SPDX-License-Identifier: Apache-2.0

// Goal: whoever compares reports is told what else differs, and can tell their columns apart.
// Method: reports that differ in one thing.

#include "reports/comparison.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

Report named(const std::string& provider) {
    Report report = report_of({});
    report.provider = provider;
    return report;
}

using Lines = std::vector<std::string>;

TEST(Comparison, CallsReportsByTheirProviders) {
    EXPECT_EQ(labels(std::vector{named("wine"), named("simulated")}), (Lines{"wine", "simulated"}));
    EXPECT_EQ(notices(std::vector{named("wine"), named("simulated")}), Lines{});
}

TEST(Comparison, SaysWhatSetsReportsOfOneProviderApart) {
    std::vector reports{named("wine"), named("simulated"), named("wine")};
    EXPECT_EQ(labels(reports), (Lines{"wine (report 1)", "simulated", "wine (report 3)"}));

    reports[0].tested.system = "wine-8.0 (Debian 8.0~repack-4)";
    reports[2].tested.system = "wine-10.0";
    EXPECT_EQ(labels(reports), (Lines{"wine (wine-8.0)", "simulated", "wine (wine-10.0)"}));

    reports[0].tested.system = reports[2].tested.system;
    reports[0].capabilities["bits"] = "64";
    reports[2].capabilities["bits"] = "32";
    EXPECT_EQ(labels(reports), (Lines{"wine (64 bits)", "simulated", "wine (32 bits)"}));

    reports[2].capabilities["bits"] = "64";
    reports[2].suite = "0.2.0";
    EXPECT_EQ(labels(reports), (Lines{"wine (suite 0.1.0)", "simulated", "wine (suite 0.2.0)"}));
}

TEST(Comparison, GivesNoticeOfEachOtherDifference) {
    std::vector reports{named("wine"), named("simulated\x1b")};
    reports[1].suite = "0.2.0";
    reports[1].filter = "WSAStartup.*";

    const Lines lines = notices(reports);

    ASSERT_EQ(lines.size(), 2);
    EXPECT_TRUE(
        lines[0].starts_with("suite differs: wine has 0.1.0, simulated\\u001B has 0.2.0; "));
    EXPECT_TRUE(
        lines[1].starts_with("filter differs: wine has *, simulated\\u001B has WSAStartup.*"));
}

TEST(Comparison, NamesOfManyReportsThoseThatDiffer) {
    std::vector reports{named("a"), named("b"), named("c"), named("d")};
    reports[2].filter = "WSAStartup.*";

    const Lines lines = notices(reports);

    ASSERT_EQ(lines.size(), 1);
    EXPECT_TRUE(lines[0].starts_with("filter differs: c has WSAStartup.*, the other 3 have *; "))
        << lines[0];
}

}  // namespace
}  // namespace wsconform
