// The page in a real browser: headless Chromium opens it from a file, and a script appended to a
// copy of it clicks as a reader would. Needs the Debian package chromium.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "reports/renderings.hpp"
#include "reports/sample/sample_report.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr const char* options =
    " --headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --virtual-time-budget=60000 --dump-dom";

/// What the browser has made of a page once its scripts have run; empty if there is no browser.
std::string dom_of(const std::filesystem::path& page, const std::string& hash = "") {
    const auto profile = page.parent_path() / "profile";
    const auto dom = page.parent_path() / "dom.html";
    const std::string command = "timeout 120 chromium --user-data-dir='" + profile.string() + "'" +
                                options + " 'file://" + page.string() + hash + "' >'" +
                                dom.string() + "' 2>'" + dom.string() + ".log'";
    // A fixed command over a path of our own: no shell could be told anything else.
    if (std::system(command.c_str()) != 0) return "";  // NOLINT(cert-env33-c)
    return contents(dom);
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
}

/// The page with one more script, which its own policy would not let run.
std::string driven(std::string html) {
    replace(html, "script-src 'sha256-", "script-src 'unsafe-inline'; x-was 'sha256-");
    replace(html, "</body>", "<script>" + contents(PAGE_TEST_SCRIPT) + "</script>\n</body>");
    return html;
}

class Page : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(std::system("command -v chromium >/dev/null"), 0)  // NOLINT(cert-env33-c)
            << "chromium is missing: apt-get install chromium";
    }
};

TEST_F(Page, AnswersAReaderWhoFiltersSearchesOpensAndFollows) {
    const ScratchFolder scratch;

    const std::string dom = dom_of(scratch.file("index.html", driven(to_html(sample_report()))));

    EXPECT_TRUE(holds(dom, "data-wrong=\"nothing\""))
        << (dom.empty() ? "the browser failed" : dom.substr(dom.find("<body"), 600));
}

TEST_F(Page, RunsUnderItsOwnPolicyAndShowsWhatTheAddressNames) {
    const ScratchFolder scratch;
    const auto page = scratch.file("index.html", to_html(sample_report()));

    const std::string dom =
        dom_of(page, "#view=purposes&open=recv-disconnect/later_data_resets_the_connection");

    EXPECT_TRUE(holds(dom, "<h1 id=\"provider\">sample</h1>"));
    EXPECT_TRUE(holds(dom, "<tr class=\"violated\">"));
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

    EXPECT_TRUE(holds(dom, "<strong>layer.dll</strong>: the chain below it, spi:base.dll, passes"));
    EXPECT_TRUE(holds(dom, "<th scope=\"col\">spi:base.dll</th>"));
    const std::size_t marked = dom.find("<tr class=\"differing\">");
    ASSERT_NE(marked, std::string::npos);
    const std::string row = dom.substr(marked, dom.find("</tr>", marked) - marked);
    EXPECT_TRUE(holds(row, "saw nothing") && holds(row, "saw a reset")) << row;
    EXPECT_EQ(dom.find("<tr class=\"differing\">", marked + 1), std::string::npos);
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

    for (const std::string view :
         {"overview", "behaviour", "purposes&open=startup/bad_pointer_is_refused"}) {
        const std::string dom = dom_of(page, "#view=" + view);
        const std::string body =
            dom.substr(dom.find("<body"), dom.find("id=\"data\"") - dom.find("<body"));

        EXPECT_TRUE(holds(body, "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")) << view;
        EXPECT_FALSE(holds(body, "<img")) << view;
        EXPECT_FALSE(holds(body, "\xE2\x80\xAE")) << view;
        EXPECT_FALSE(holds(body, "href=\"javascript:")) << view;
    }
}

TEST_F(Page, ShowsTwoThousandPurposes) {
    const ScratchFolder scratch;
    const auto page = scratch.file("index.html", to_html(large_sample_report(2000)));

    const std::string dom = dom_of(page, "#view=purposes&q=zero");

    EXPECT_TRUE(holds(dom, " purposes</span>")) << dom.substr(0, 400);
    EXPECT_TRUE(holds(dom, "cancel-async/zero_handle_is_refused_42"));
}

}  // namespace
}  // namespace wsconform
