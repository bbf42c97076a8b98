// Goal: what is known counts as found by whatever purpose shows it, and what is missing is named.

#include "reports/known_found.hpp"

#include <gtest/gtest.h>

#include "conformance/text/input_error.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId second = "cancel-async.second-cancel-is-refused"_clause;

const Expectations known{"wine.json",
                         "wine",
                         {{"f/a", {Finding::fail, {zero}, "Known.", ""}},
                          {"recv/b", {Finding::error, {}, "Known.", ""}}}};

TEST(KnownFound, IsAClauseThatAnotherPurposeShows) {
    const KnownFound found =
        found_in(report_of({purpose("generated/g", Finding::fail, {}, {zero}),
                            purpose("g/zero_handle_is_refused", Finding::fail, {}, {zero, second}),
                            purpose("g/breaks_down_in_recv", Finding::error)}),
                 known);

    EXPECT_EQ(found.exit_status(), 0);
    EXPECT_EQ(found.known.at("error in recv"), "g/breaks_down_in_recv");
    EXPECT_NE(found_text(found).find("further  clause " + std::string{second->slug} +
                                     ": g/zero_handle_is_refused\n2 of 2 known deviations found"),
              std::string::npos)
        << found_text(found);
}

TEST(KnownFound, IsNotWhatBreaksDownElsewhereOrPasses) {
    const KnownFound found = found_in(report_of({purpose("g/a", Finding::pass, {zero}),
                                                 purpose("g/breaks_down_in_send", Finding::error)}),
                                      known);

    EXPECT_EQ(found.missing(), 2U);
    EXPECT_EQ(found.exit_status(), 1);
    EXPECT_EQ(found_text(found).substr(0, 16), "missing  clause ") << found_text(found);
}

TEST(KnownFound, IsNothingOfAPropertyItself) {
    PurposeResult property = purpose("generated/g", Finding::fail, {}, {zero});
    property.generated = Generated{};

    EXPECT_EQ(found_in(report_of({property}), known).missing(), 2U);
}

TEST(KnownFound, RefusesExpectationsForAnotherProvider) {
    Expectations other = known;
    other.provider = "windows";

    EXPECT_THROW(found_in(report_of({}), other), InputError);
}

}  // namespace
}  // namespace wsconform
