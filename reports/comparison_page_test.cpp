// SPDX-License-Identifier: Apache-2.0

// The page of several reports, as its readers meet it in a browser; what it says to who cannot see
// it; and how much it can carry.

#include <algorithm>
#include <array>

#include "reports/browser_test_support.hpp"
#include "reports/renderings.hpp"
#include "reports/sample/sample_report.hpp"

namespace wsconform {
namespace {

TEST_F(Page, AnswersVendorGatekeeperAndDeveloper) {
    const ScratchFolder scratch;
    const std::string page = driven(to_html(sample_reports()), {PAGE_TESTS "/comparison_test.js"});

    EXPECT_EQ(wrong_with(dom_of(scratch.file("index.html", page))), "nothing");
}

TEST_F(Page, ComparesUnderItsOwnPolicy) {
    const ScratchFolder scratch;
    const auto page = scratch.file("index.html", to_html(sample_reports()));

    const std::string dom =
        dom_of(page, "#view=purposes&open=recv-disconnect/later_data_resets_the_connection&by=3");

    EXPECT_TRUE(holds(dom, "<h1 id=\"provider\">3 providers</h1>"));
    EXPECT_TRUE(holds(dom, "<g class=\"step violated\""));
    EXPECT_TRUE(holds(dom, "--provider</span> <span class=\"word\">spi:layer.dll+base.dll</span>"));
}

TEST_F(Page, HasNoFaultThatAxeFinds) {
    const ScratchFolder scratch;
    if (!std::filesystem::exists(AXE_SCRIPT))
        GTEST_SKIP() << "axe-core is missing; check installs it where there is npm";
    const std::vector<std::string> scripts{AXE_SCRIPT, PAGE_TESTS "/axe_test.js"};
    const std::string purpose = "purposes&open=cancel-async/zero_handle_is_refused";
    const std::string clause = "clauses&open=cancel-async.zero-handle-is-refused";

    for (const bool is_one : {true, false}) {
        const std::string html = is_one ? to_html(sample_report()) : to_html(sample_reports());
        const auto page = scratch.file("index.html", driven(html, scripts));
        for (const std::string& view :
             {std::string{"overview"}, std::string{"questions"}, std::string{"behaviour"},
              std::string{"overview&q=cancel"}, purpose, clause})
            EXPECT_EQ(wrong_with(dom_of(page, "#view=" + view)), "nothing") << view << is_one;
    }
}

TEST_F(Page, ComparesHostileProvidersAndObeysNone) {
    const ScratchFolder scratch;
    std::vector<Report> reports = sample_reports();
    for (Report& report : reports) {
        report.provider += hostile_text;
        report.capabilities = {{"keys", hostile_text}, {"__proto__", hostile_text}};
        for (PurposeResult& result : report.purposes) {
            result.judgement.choices = {{"AMB-01", hostile_text}};
            for (TranscriptLine& line : result.judgement.transcript)
                line.observed = line.action = line.actor = hostile_text;
        }
    }
    reports[1].purposes.front().judgement.transcript.front().observed =
        std::string(1U << 20U, '<') + hostile_text;
    const std::string html = to_html(reports);
    const auto page = scratch.file("index.html", html);

    EXPECT_LT(html.size(), 400'000);
    expect_harmless(page);
}

TEST_F(Page, CarriesTwentyThousandPurposesOfFiveProviders) {
    const ScratchFolder scratch;
    const std::string html = to_html(many_sample_reports(5, 20'000));

    EXPECT_LT(html.size(), 5'000'000);
    const auto page = scratch.file("index.html", driven(html, {PAGE_TESTS "/large_test.js"}));
    EXPECT_EQ(wrong_with(dom_of(page)), "nothing");
}

/// The names of an enumeration's values, as the model's source lists them.
std::vector<std::string> values_of(const std::string& source, const std::string& enumeration) {
    const std::size_t head = source.find("enum class " + enumeration + " ");
    const std::size_t open = source.find('{', head);
    const std::size_t close = source.find('}', open);
    std::vector<std::string> values;
    std::istringstream lines{source.substr(open + 1, close - open - 1)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words{line.substr(0, line.find("//"))};
        for (std::string word; std::getline(words, word, ',');) {
            std::erase_if(word, [](char c) { return c == ' '; });
            if (!word.empty()) values.push_back(word);
        }
    }
    return values;
}

TEST(StateDiagram, HasThePhasesOfTheModel) {
    const std::string source = contents(MODEL "/state.hpp") + contents(MODEL "/process.hpp");
    const std::string script = contents(PAGE_TESTS "/phases.js");

    for (const std::string enumeration : {"RequestPhase", "SocketPhase", "Disabled"}) {
        const std::vector<std::string> phases = values_of(source, enumeration);
        EXPECT_GE(phases.size(), 3U) << enumeration;
        for (const std::string& phase : phases) {
            const bool is_start = phase == "none";
            EXPECT_TRUE(is_start || holds(script, phase + ": [")) << phase;
            EXPECT_TRUE(holds(script, phase + ">") || holds(script, ">" + phase)) << phase;
        }
    }
}

}  // namespace
}  // namespace wsconform
