// SPDX-License-Identifier: Apache-2.0

// Goal: a report says of each deviation and each branch whether Windows was seen to do the same.

#include "reports/likeness.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId unstarted =
    "not-initialised.calls-without-startup-report-wsanotinitialised"_clause;
constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;

TEST(Likeness, IsUnlikeWindowsWhereThatWasSeenToKeepTheClause) {
    const Likened found = likened(purpose("socket/needs_startup", Finding::fail, {}, {unstarted}));

    EXPECT_EQ(found.likeness, Likeness::unlike_windows);
    EXPECT_NE(found.source.find("nostartup.c"), std::string::npos) << found.source;
}

TEST(Likeness, IsKnownForTheCallsThatItWasSeenOfOnly) {
    EXPECT_EQ(likened(purpose("shutdown/needs_startup", Finding::fail, {}, {unstarted})).likeness,
              Likeness::not_known);
    EXPECT_EQ(likened(purpose("socket/other", Finding::fail, {}, {zero})).likeness,
              Likeness::not_known);
}

TEST(Likeness, OfABranchIsThatOfWhatWasSeen) {
    EXPECT_EQ(likened("AMB-20", "fails").likeness, Likeness::as_windows);
    EXPECT_EQ(likened("AMB-20", "absent").likeness, Likeness::unlike_windows);
    EXPECT_EQ(likened("AMB-01", "WSAEINVAL").likeness, Likeness::not_known);
    EXPECT_EQ(likened("AMB-999", "anything").likeness, Likeness::not_known);
}

TEST(Likeness, IsCounted) {
    const Report report =
        report_of({purpose("socket/needs_startup", Finding::fail, {}, {unstarted}),
                   purpose("f/zero", Finding::fail, {}, {zero}), purpose("f/a", Finding::pass)});

    EXPECT_EQ(likeness_words(report), "0 as Windows, 1 unlike Windows, 1 not known of Windows");
    EXPECT_EQ(likeness_words(report_of({purpose("f/a", Finding::pass)})), "");
}

}  // namespace
}  // namespace wsconform
