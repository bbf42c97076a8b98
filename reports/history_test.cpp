// SPDX-License-Identifier: Apache-2.0

// Goal: of reports of many builds it is told when each purpose went bad and when it became good.

#include "reports/history.hpp"

#include <gtest/gtest.h>

#include "reports/report_json.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

Build build(const std::string& name, Finding steady, Finding turning) {
    Report report = report_of({purpose("f/steady", steady), purpose("f/turns", turning)});
    return {name, report};
}

History four() {
    return history_of({build("wine-10.0", Finding::fail, Finding::pass),
                       build("wine-9.0", Finding::fail, Finding::fail),
                       build("wine-8.0", Finding::fail, Finding::pass),
                       build("wine-8.1", Finding::fail, Finding::untested)});
}

TEST(History, IsInTheOrderOfTheBuilds) {
    const History history = four();

    ASSERT_EQ(history.builds.size(), 4U);
    EXPECT_EQ(history.builds[0].name, "wine-8.0");
    EXPECT_EQ(history.builds[3].name, "wine-10.0");
}

TEST(History, IsALineForEachBuildAtTheTerminal) {
    const std::string text = history_text(four());

    EXPECT_NE(text.find("\nwine-8.0   1 pass, 1 fail, 0 error\nwine-8.1   0 pass, 1 fail"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("\nwine-9.0   0 pass, 2 fail, 0 error; 1 went bad\n"), std::string::npos)
        << text;
    EXPECT_EQ(text.find('`'), std::string::npos) << "no Markdown";
}

TEST(History, FindsTheFirstBadAndTheFirstGoodBuild) {
    const History history = four();

    ASSERT_EQ(history.courses.size(), 2U);
    const Course& steady = history.courses[0];
    EXPECT_TRUE(steady.turns.empty());
    EXPECT_EQ(steady.first_bad, 0U);
    EXPECT_FALSE(steady.first_good);
    const Course& turning = history.courses[1];
    ASSERT_EQ(turning.turns.size(), 2U);
    EXPECT_TRUE(turning.turns[0].is_bad);
    EXPECT_EQ(turning.turns[0].build, 2U);
    EXPECT_EQ(turning.turns[0].before, 0U) << "what is untested says nothing";
    EXPECT_FALSE(turning.turns[1].is_bad);
    EXPECT_EQ(turning.turns[1].build, 3U);
    EXPECT_FALSE(turning.is_bad_now);
}

TEST(History, IsToldInMarkdown) {
    const std::string text = history_markdown(four());

    for (const char* const part :
         {"## wsconform: 4 builds of `wine`\n", "| `wine-8.0` ", "### Came and went (1)\n",
          "- `f/turns`: first bad build `wine-9.0`, good in `wine-8.0`; first good ",
          "`wine-10.0`, bad", "### Bad in each build (1)\n\n- `f/steady`, since "})
        EXPECT_TRUE(holds(text, part)) << part << "\n" << text;
    EXPECT_FALSE(holds(text, "No purpose changed"));
}

TEST(History, IsAPageWithoutScripts) {
    std::vector<Build> builds = four().builds;
    builds[1].name = hostile_text;
    for (Build& one : builds)
        one.report.provider = hostile_text;
    const std::string page = history_html(history_of(builds));

    EXPECT_TRUE(holds(page, "<td class=\"turned\"><span class=\"badge is-fail\">")) << page;
    EXPECT_FALSE(holds(page, "<script"));
    EXPECT_FALSE(holds(page, "<img"));
}

TEST(History, IsReadFromAFolderOfOneProvider) {
    const ScratchFolder scratch;
    const History history = four();
    for (const Build& one : history.builds)
        static_cast<void>(scratch.file(one.name + ".json", to_json(one.report)));
    const std::filesystem::path folder =
        scratch.file("wine-8.0.json", to_json(history.builds[0].report)).parent_path();

    EXPECT_EQ(read_history(folder).builds.size(), 4U);

    Report other = history.builds[0].report;
    other.provider = "wine:wsock32";
    static_cast<void>(scratch.file("other.json", to_json(other)));
    EXPECT_THROW(read_history(folder), InputError);
}

}  // namespace
}  // namespace wsconform
