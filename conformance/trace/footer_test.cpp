// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/footer.hpp"

#include <gtest/gtest.h>

namespace wsconform {
namespace {

const std::string before =
    "{\"format\":\"wsconform-trace/1\"}\n"
    "{\"event\":\"returned\",\"how\":\"lost\",\"events\":1}\n";

TEST(Footer, IsTheLastLineAlone) {
    const std::string trace = before + R"({"event":"end","how":"completed","events":1})" + "\n";
    EXPECT_EQ(footer_of(trace)->how, "completed");
    EXPECT_EQ(footer_of(trace)->events, 1U);
    EXPECT_FALSE(why_lost(trace)) << "what an agent wrote into its own line says nothing";
}

TEST(Footer, SaysWhyATraceIsLost) {
    EXPECT_EQ(why_lost(before + R"({"event":"end","how":"lost","events":1,"detail":"no Wine"})"),
              "no Wine");
    EXPECT_EQ(why_lost(before + R"({"event":"end","how":"lost","events":1})"), "nobody said why");
}

TEST(Footer, OfATraceCutShortIsMissingAndTheTraceLost) {
    for (const std::string trace : {"", "\n", "{", "{}\n", "[1]\n", "{\"event\":\"end\"}\n"}) {
        EXPECT_FALSE(footer_of(trace)) << trace;
        EXPECT_TRUE(why_lost(trace)) << trace;
    }
}

TEST(Footer, IsReplacedWithTheRestAsItWas) {
    const std::string lost = before + R"({"event":"end","how":"lost","events":1,"detail":"x"})";
    EXPECT_EQ(with_footer(before + "{}\n", {"lost", "x", 1}), lost + "\n");
    EXPECT_EQ(with_footer(lost, {"completed", "", 0}),
              before + R"({"event":"end","how":"completed","events":0})" + "\n");
}

}  // namespace
}  // namespace wsconform
