// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/folding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsconform {
namespace {

TEST(Folding, BreaksLinesBetweenWordsBelowTheirText) {
    EXPECT_EQ(folded("  --out TEXT    folder of the report\n", 34),
              "  --out TEXT    folder of the\n                report\n");
    EXPECT_EQ(folded("  said: one two three", 17), "  said: one two\n        three");
    EXPECT_EQ(folded("one two three four", 10), "one two\n  three\n  four");
    EXPECT_EQ(folded("One sentence.", 10), "One\nsentence.");
    EXPECT_EQ(folded("short\n\nlines\n", 10), "short\n\nlines\n");
}

/// Letters beyond ASCII take a column each, and colours none.
TEST(Folding, CountsWhatIsSeen) {
    EXPECT_EQ(folded("\x1b[31mred\x1b[0m and", 7), "\x1b[31mred\x1b[0m and");
    EXPECT_EQ(width_of("\u00fcber \u2192"), 6U);
}

TEST(Folding, LeavesWordsAndCommandsWhole) {
    EXPECT_EQ(folded("abcdefghijklmnop q", 8), "abcdefghijklmnop\n  q");
    const std::string command = "  wsconform run --provider wine --out report";
    EXPECT_EQ(folded(command, 20), command);
    const std::string again = "  again:   wsconform check report/traces/one.jsonl";
    EXPECT_EQ(folded(again, 20), again);
}

/// Behind a term that is wider than half of the terminal nothing would fit.
TEST(Folding, HangsNothingBehindAWideTerm) {
    EXPECT_EQ(folded("a term of many letters  and its text", 30),
              "a term of many letters  and\n  its text");
}

}  // namespace
}  // namespace wsconform
