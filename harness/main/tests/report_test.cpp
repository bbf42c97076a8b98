// SPDX-License-Identifier: Apache-2.0

// Goal: `report` renders one report, puts shards together and sets providers beside each other;
// what cannot be compared is refused in one line. Method: the program itself, from outside.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

using Words = std::vector<std::string>;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void play(const std::string& folder, const Words& more,
          const Program::Environment& environment = {}) {
    Words words{"run", "--provider", "simulated", "--filter", "recv.*", "--out", folder};
    words.insert(words.end(), more.begin(), more.end());
    ASSERT_EQ(ended(words, environment).status, 0) << folder;
}

void expect_refused(const Words& words, const std::string& why) {
    const Ended ran = ended(words);

    EXPECT_EQ(ran.status, 2);
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
    EXPECT_TRUE(ran.err.starts_with("wsconform: ") && has(ran.err, why)) << ran.err;
}

TEST(ReportVerb, PutsShardsTogether) {
    own_folder();
    play("whole", {});
    for (const std::string index : {"0", "1", "2"})
        play(index, {}, {{"GTEST_TOTAL_SHARDS", "3"}, {"GTEST_SHARD_INDEX", index}});

    const Ended ran = ended({"report", "2", "0/report.json", "1", "--merge", "merged.json",
                             "--html", "page", "--junit", "merged.xml"});

    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(text_of("merged.json"), text_of("whole/report.json"));
    EXPECT_EQ(text_of("merged.xml"), text_of("whole/junit.xml"));
    EXPECT_TRUE(text_of("page/index.html") == text_of("whole/index.html"));
}

TEST(ReportVerb, ComparesProvidersAndSaysWhatElseDiffers) {
    own_folder();
    play("one", {});
    play("other", {"--seed", "8", "--grading", "strict"});

    const Ended ran = ended({"report", "one", "other", "--html", "page"});

    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(ran.err.starts_with("notice: grading differs: ")) << ran.err;
    EXPECT_FALSE(text_of("page/index.html") == text_of("one/index.html"));
    EXPECT_TRUE(has(ended({"report", "one", "other"}).out, "simulated"));
}

TEST(ReportVerb, RefusesInOneLine) {
    own_folder();
    play("one", {});
    play("other", {"--seed", "8"});
    const std::string report = text_of("one/report.json");
    put("later.json", R"({"format": "wsconform-report/2"})");
    put("cut.json", report.substr(0, report.size() / 2));
    std::string foreign = report;
    foreign.replace(foreign.find("\"pseudo-blocking."), 17, "\"pseudo-blockers.");
    put("foreign.json", foreign);

    expect_refused({"report", "one", "later.json", "--html", "page"}, "wsconform-report/");
    expect_refused({"report", "one", "cut.json", "--html", "page"}, "cut.json");
    expect_refused({"report", "one", "foreign.json"}, "this suite's catalogue does not have");
    expect_refused({"report", "one", "nowhere"}, "nowhere");
    expect_refused({"report", "one", "other", "--merge", "m.json"}, "--seed differs: 1 and 8");
    expect_refused({"report", "one", "one", "--junit", "j.xml"}, "both hold recv/");
}

}  // namespace
}  // namespace wsconform
