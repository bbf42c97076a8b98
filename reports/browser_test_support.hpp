// SPDX-License-Identifier: Apache-2.0

#pragma once

// A page in a real browser: headless Chromium opens it from a file, and a script appended to a copy
// of it clicks as a reader would. Needs the Debian package chromium.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "reports/test_support.hpp"

namespace wsconform {

inline constexpr const char* browser_options =
    " --headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --virtual-time-budget=60000 --dump-dom";

/// What the browser has made of a page once its scripts have run; empty if there is no browser.
inline std::string dom_of(const std::filesystem::path& page, const std::string& hash = "") {
    const auto profile = page.parent_path() / "profile";
    const auto dom = page.parent_path() / "dom.html";
    const std::string command = "timeout 120 chromium --user-data-dir='" + profile.string() + "'" +
                                browser_options + " 'file://" + page.string() + hash + "' >'" +
                                dom.string() + "' 2>'" + dom.string() + ".log'";
    // A fixed command over a path of our own: no shell could be told anything else.
    if (std::system(command.c_str()) != 0) return "";
    const std::string text = contents(dom);
    constexpr std::string_view seam = "<wbr>";  // Where a name may break; it has no other meaning.
    std::string whole;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = std::min(text.find(seam, at), text.size());
        whole.append(text, at, next - at);
        at = next + seam.size();
    }
    return whole;
}

inline void replace(std::string& text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
}

/// The page with more scripts, which its own policy would not let run.
inline std::string driven(std::string html, const std::vector<std::string>& scripts) {
    replace(html, "script-src 'sha256-", "script-src 'unsafe-inline'; x-was 'sha256-");
    std::string text = "<script>" + contents(PAGE_TESTS "/reading.js") + "</script>\n";
    for (const std::string& script : scripts) {
        text += "<script>" + contents(script) + "</script>\n";
    }
    replace(html, "</body>", text + "</body>");
    return html;
}

/// What a script of html/ found wrong with the page, in words; "nothing" if nothing is.
inline std::string wrong_with(const std::string& dom) {
    constexpr std::string_view mark = "data-wrong=\"";
    const std::size_t at = dom.find(mark);
    if (at == std::string::npos)
        return dom.empty() ? "the browser failed" : "the script did not end: " + dom.substr(0, 400);
    return dom.substr(at + mark.size(), dom.find('"', at + mark.size()) - at - mark.size());
}

/// In each view hostile text is text: no markup, no link, no mark that hides or reverses others.
inline void expect_harmless(const std::filesystem::path& page) {
    for (const std::string view :
         {"overview", "behaviour", "purposes&open=startup/bad_pointer_is_refused"}) {
        const std::string dom = dom_of(page, "#view=" + view);
        const std::string body =
            dom.substr(dom.find("<body"), dom.find("id=\"data\"") - dom.find("<body"));

        EXPECT_TRUE(holds(body, "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")) << view;
        EXPECT_FALSE(holds(body, "<img")) << view;
        EXPECT_FALSE(holds(body, "href=\"javascript:")) << view;
        EXPECT_FALSE(holds(body, mark_of_direction)) << view;
        EXPECT_FALSE(holds(body, "\x1b")) << view;
    }
}

class Page : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(std::system("command -v chromium >/dev/null"), 0)
            << "chromium is missing: apt-get install chromium";
    }
};

}  // namespace wsconform
