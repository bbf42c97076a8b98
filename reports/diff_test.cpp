// SPDX-License-Identifier: Apache-2.0

#include "reports/diff.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/text/input_error.hpp"
#include "reports/report_json.hpp"
#include "reports/sample/sample_report.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

Snapshot::Purpose pass() {
    return {"pass", {}, ""};
}
Snapshot::Purpose fail(const std::string& slug) {
    return {"fail", {slug}, ""};
}

Snapshot with_purpose(const Snapshot::Purpose& purpose) {
    Snapshot snapshot;
    snapshot.provider = "wine";
    snapshot.suite = "0.2.0";
    snapshot.purposes = {{"c/a", purpose}};
    return snapshot;
}

TEST(Diff, TellsEachChangeOfAPurposeApart) {
    struct Row {
        Snapshot::Purpose before;
        Snapshot::Purpose after;
        std::string_view text;
        int exit_status;
    };
    const Snapshot::Purpose open{"inconclusive", {}, "no answer"};
    const Snapshot::Purpose none{"not-applicable", {}, "no peer"};
    const Snapshot::Purpose crash{"error", {}, "it crashed"};
    const std::vector<Row> rows{
        {pass(), pass(), "diff: 1 purpose as before", 0},
        {fail("x"), fail("x"), "diff: 1 purpose as before", 0},
        {pass(), fail("x"), "failing    c/a: pass, now fail (x)\n", 1},
        {open, crash, "failing    c/a: inconclusive, now error: it crashed\n", 1},
        {fail("x"), fail("y"), "changed    c/a: fail (x), now fail (y)\n", 1},
        {fail("x"), crash, "changed    c/a: ", 1},
        {fail("x"), pass(), "fixed      c/a: fail (x), now pass\n", 0},
        {open, pass(), "fixed      c/a: ", 0},
        {fail("x"), open, "unjudged   c/a: fail (x), now inconclusive: no answer\n", 0},
        {pass(), none, "unjudged   c/a: ", 0},
        {none, open, "excused    c/a: ", 0},
    };

    for (const Row& row : rows) {
        const Diff diff = difference(with_purpose(row.before), with_purpose(row.after));

        EXPECT_TRUE(holds(diff_text(diff), row.text)) << row.text << "\n" << diff_text(diff);
        EXPECT_EQ(diff.exit_status(), row.exit_status) << row.text;
        EXPECT_EQ(diff.entries.size() + diff.same, 1U) << row.text;
    }
}

TEST(Diff, NamesPurposesThatCameWentOrWereLost) {
    Snapshot before = with_purpose(pass());
    Snapshot after = before;
    before.purposes["c/gone"] = fail("x");
    before.purposes["c/lost"] = pass();
    after.purposes["c/new"] = fail("x");
    after.lost = {"c/lost"};

    const Diff diff = difference(before, after);

    EXPECT_EQ(diff.exit_status(), 3);
    EXPECT_EQ(diff.entries.size(), 3U);
    EXPECT_TRUE(holds(diff_text(diff), "lost       c/lost: registered, but never played\n"));
    EXPECT_TRUE(holds(diff_text(diff), "added      c/new: fail (x)\n"));
    EXPECT_TRUE(holds(diff_text(diff), "removed    c/gone: was fail (x)\n"));
    after.lost.clear();
    EXPECT_EQ(difference(before, after).exit_status(), 0) << "nobody failed it before";
}

TEST(Diff, ComparesWhichBranchesAreTakenAndNotHowOften) {
    Snapshot before = with_purpose(pass());
    Snapshot after = before;
    before.profile = {{"AMB-01", {{{"a", 1}}}}, {"AMB-02", {{{"a", 1}}}}};
    after.profile = {{"AMB-01", {{{"a", 7}}}}, {"AMB-02", {{{"a", 1}, {"b", 2}}}}};

    const Diff diff = difference(before, after);

    ASSERT_EQ(diff.entries.size(), 1U) << diff_text(diff);
    EXPECT_EQ(diff.entries[0].what, "AMB-02");
    EXPECT_EQ(diff.entries[0].text, "a, always; now a 1 times, b 2 times");
    EXPECT_EQ(diff.exit_status(), 0);
}

TEST(Diff, NamesTheClausesThatTheSuiteChanged) {
    Snapshot before = with_purpose(pass());
    Snapshot after = before;
    before.clauses = {{"a", {"MUST", "1"}}, {"b", {"MUST", "1"}}, {"c", {"MUST", "1"}},
                      {"d", {"MUST", ""}},  {"e", {"MUST", "1"}}, {"gone", {"MAY", "1"}}};
    after.clauses = {{"a", {"MUST", "1"}}, {"b", {"MUST-D", "1"}}, {"c", {"MUST", "2"}},
                     {"d", {"MUST", "1"}}, {"e", {"MUST", "2:1"}}, {"new", {"MUST", "1"}}};

    const std::string text = diff_text(difference(before, after));

    EXPECT_TRUE(holds(text, "clause     b: changed, MUST, now MUST-D\n")) << text;
    EXPECT_TRUE(holds(text, "clause     c: changed, in what it says\n")) << text;
    EXPECT_TRUE(holds(text, "clause     gone: withdrawn, was MAY\n")) << text;
    EXPECT_TRUE(holds(text, "clause     new: added, MUST\n")) << text;
    EXPECT_TRUE(holds(text, "diff: 4 clause, 1 purpose as before\n")) << text;
}

TEST(Diff, SaysWhatWasPlayedOtherwise) {
    Snapshot before = with_purpose(pass());
    Snapshot after = before;
    before.options = {{"grading", "strict"}, {"seed", "1"}};
    after.options = {{"grading", "portable"}, {"seed", "1"}};

    EXPECT_TRUE(holds(diff_text(difference(before, after)),
                      "played otherwise: grading was strict, now portable\n"));
}

TEST(Diff, SaysWhenAnotherDllWasTested) {
    Snapshot before;
    before.tested = {{"a.dll", "a.dll 1.0"}, {"system", "wine-8.0"}};
    Snapshot after = before;
    EXPECT_EQ(diff_text(difference(before, after)).find("tested"), std::string::npos);
    after.tested["a.dll"] = "a.dll 1.1";

    const std::string text = diff_text(difference(before, after));

    EXPECT_NE(text.find("tested     a.dll 1.0\nnow        a.dll 1.1\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("wine-8.0"), std::string::npos) << text;
}

TEST(Diff, ReadsReportsOfSuitesWithOtherClauses) {
    const ScratchFolder scratch;
    std::string text = to_json(sample_report());
    const std::string slug = "cancel-async.zero-handle-is-refused";
    for (std::size_t at = 0; (at = text.find(slug, at)) != std::string::npos;) {
        text.replace(at, slug.size(), "cancel-async.withdrawn");
    }
    const auto other = scratch.file("other.json", text);
    const auto same = scratch.file("same.json", to_json(sample_report()));

    EXPECT_THROW(read_report(other), InputError);
    const Diff diff = difference(read_snapshot(other), read_snapshot(same));
    EXPECT_TRUE(holds(diff_text(diff), "clause     cancel-async.withdrawn: withdrawn, was MUST\n"));
    EXPECT_EQ(difference(read_snapshot(same), read_snapshot(same)).entries.size(), 0U);
}

TEST(Diff, PrintsHostileTextOnOneHarmlessLineEach) {
    Snapshot before = with_purpose(pass());
    Snapshot after = before;
    before.provider = hostile_text;
    after.purposes["c/a"] = {"error", {hostile_text}, hostile_text};
    after.purposes[hostile_text] = pass();
    after.options[hostile_text] = hostile_text;
    after.profile[hostile_text].seen[hostile_text] = 1;

    const std::string text = diff_text(difference(before, after));

    EXPECT_EQ(std::ranges::count(text, '\n'), 7);
    EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return c != '\n' && c >= 0 && c < ' '; }));
}

}  // namespace
}  // namespace wsconform
