// SPDX-License-Identifier: Apache-2.0

// The page of one report, as a reader of it meets it in a browser.

#include <algorithm>

#include "reports/browser_test_support.hpp"
#include "reports/renderings.hpp"
#include "reports/sample/sample_report.hpp"

namespace wsconform {
namespace {

TEST_F(Page, AnswersAReaderWhoFiltersSearchesOpensAndFollows) {
    const ScratchFolder scratch;

    const std::string page = driven(to_html(sample_report()), {PAGE_TESTS "/page_test.js"});

    EXPECT_EQ(wrong_with(dom_of(scratch.file("index.html", page))), "nothing");
}

TEST_F(Page, RunsUnderItsOwnPolicyAndShowsWhatTheAddressNames) {
    const ScratchFolder scratch;
    const auto page = scratch.file("index.html", to_html(sample_report()));

    const std::string dom =
        dom_of(page, "#view=purposes&open=recv-disconnect/later_data_resets_the_connection");

    EXPECT_TRUE(holds(dom, "<h1 id=\"provider\">sample</h1>"));
    EXPECT_TRUE(holds(dom, "<tr class=\"violated\""));
    EXPECT_TRUE(holds(dom, "Known deviation: "));
}

TEST_F(Page, ShowsTheChainBelowBesideTheWholeOne) {
    const ScratchFolder scratch;
    Report report = sample_report();
    PurposeResult& failed = *std::ranges::find(
        report.purposes, "recv-disconnect/later_data_resets_the_connection", &PurposeResult::id);
    LowerLevel below{"spi:base.dll", Finding::pass, "", failed.judgement.transcript};
    below.transcript.back().observed = "saw a reset";
    below.transcript.back().violated = false;
    failed.blame = Blame{"layer.dll", 1, below};
    const auto page = scratch.file("index.html", to_html(report));

    const std::string dom =
        dom_of(page, "#view=purposes&open=recv-disconnect/later_data_resets_the_connection");

    EXPECT_TRUE(holds(dom, "<strong>layer.dll</strong>: what is below it, spi:base.dll, passes"));
    EXPECT_TRUE(holds(dom, "data-label=\"spi:base.dll\""));
    const std::size_t marked = dom.find("<tr class=\"differing\">");
    ASSERT_NE(marked, std::string::npos);
    const std::string row = dom.substr(marked, dom.find("</tr>", marked) - marked);
    EXPECT_TRUE(holds(row, "saw nothing") && holds(row, "saw a reset")) << row;
    EXPECT_EQ(dom.find("<tr class=\"differing\">", marked + 1), std::string::npos);
}

/// A report of generated cases leads from the property to what it found, and back.
TEST_F(Page, LeadsFromAPropertyToItsCounterexamples) {
    const ScratchFolder scratch;
    Report report = sample_report();
    const std::string found = "recv-disconnect/later_data_resets_the_connection";
    PurposeResult property;
    property.id = "generated/disconnect_against_data";
    property.purpose = "It arrives or is reset.";
    property.kind = "inopportune";
    property.judgement.verdict = Verdict::fail;
    property.generated =
        Generated{50, 3, {{found, "counterexamples/" + found + ".json", 7, 10, "the shortest"}}};
    report.purposes.push_back(property);

    const std::string page = driven(to_html(report), {PAGE_TESTS "/generated_test.js"});

    EXPECT_EQ(wrong_with(dom_of(scratch.file("index.html", page))), "nothing");
}

TEST_F(Page, ShowsHostileTextAndObeysNoneOfIt) {
    const ScratchFolder scratch;
    Report report = sample_report();
    report.provider = hostile_text;
    report.capabilities = {{hostile_text, hostile_text}};
    for (PurposeResult& result : report.purposes) {
        result.judgement.reason = hostile_text;
        result.expectation = Expectation{Finding::fail, {}, hostile_text, "javascript:alert(1)"};
        for (TranscriptLine& line : result.judgement.transcript) {
            line.observed = hostile_text;
        }
    }
    const auto page = scratch.file("index.html", to_html(report));

    expect_harmless(page);
}

TEST_F(Page, ShowsTwoThousandPurposes) {
    const ScratchFolder scratch;
    const auto page = scratch.file("index.html", to_html(large_sample_report(2000)));

    const std::string dom = dom_of(page, "#view=purposes&q=zero_handle_is_refused");

    EXPECT_TRUE(holds(dom, " purposes</span>")) << dom.substr(0, 400);
    EXPECT_TRUE(holds(dom, "cancel-async/zero_handle_is_refused_42"));
}

}  // namespace
}  // namespace wsconform
