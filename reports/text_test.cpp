// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/text.hpp"

#include <gtest/gtest.h>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

TEST(Text, IsValidUtf8WhateverItWas) {
    struct Row {
        std::string_view given;
        std::string_view valid;
    };
    const std::vector<Row> rows{
        {"plain", "plain"},
        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"\xFF", "\\xFF"},
        {"\x80z", "\\x80z"},
        {"\xC3", "\\xC3"},                            // Cut short.
        {"\xC0\xAF", "\\xC0\\xAF"},                   // Overlong.
        {"\xE0\x80\x80", R"(\xE0\x80\x80)"},          // Overlong.
        {"\xED\xA0\x80", R"(\xED\xA0\x80)"},          // A surrogate.
        {"\xF4\x90\x80\x80", R"(\xF4\x90\x80\x80)"},  // Past the last code point.
        {"\xE2\x82z", "\\xE2\\x82z"},
    };

    for (const Row& row : rows) {
        EXPECT_EQ(valid_utf8(row.given), row.valid);
        EXPECT_EQ(valid_utf8(valid_utf8(row.given)), row.valid);
    }
}

TEST(Text, ShowsWhatWouldHideOrReorderIt) {
    EXPECT_EQ(visible("a\nb\tc\r"), "a\\nb\\tc\\r");
    EXPECT_EQ(visible("\x1b[31m\x7F"), "\\u001B[31m\\u007F");
    EXPECT_EQ(visible(std::string{mark_of_direction} + "x\xE2\x80\x8B\xEF\xBB\xBF"),
              "\\u202Ex\\u200B\\uFEFF");
    EXPECT_EQ(visible("\xF3\xA0\x81\x81"), "\\U000E0041");
    EXPECT_EQ(visible(std::string_view{"\0", 1}), "\\u0000");
}

TEST(Text, IsCutAtItsLimitAndSaysSo) {
    EXPECT_EQ(visible(std::string(1'000'000, 'x'), 3), "xxx... (999997 bytes more)");
    EXPECT_EQ(visible("\xE2\x82\xAC\xE2\x82\xAC", 4), "\xE2\x82\xAC\xE2\x82\xAC");
}

TEST(Text, EscapesMarkupAndKeepsLines) {
    EXPECT_EQ(xml_escaped("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;");
    EXPECT_EQ(xml_escaped("one\ntwo\n"), "one\ntwo\n");
    EXPECT_EQ(xml_escaped("\x01\xEF\xBF\xBE"), "\\u0001\\uFFFE");
    EXPECT_EQ(xml_escaped(""), "");
}

TEST(Text, NumbersInNamesAreInTheOrderOfWhatTheyCount) {
    EXPECT_TRUE(precedes("build-9", "build-10"));
    EXPECT_FALSE(precedes("build-10", "build-9"));
    EXPECT_TRUE(precedes("wine-9.0", "wine-10.0"));
    EXPECT_TRUE(precedes("a", "a1"));
    EXPECT_TRUE(precedes("1", "a"));
    EXPECT_FALSE(precedes("a2", "a2"));
    EXPECT_NE(precedes("a02", "a2"), precedes("a2", "a02"));
}

}  // namespace
}  // namespace wsconform
