// SPDX-License-Identifier: Apache-2.0

// Goal: reports/published/ says what these providers do today. Method: each is played again, all of
// it, which is at the same time the test that our own conform. Silence may be shorter: that shows
// in the options only.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/wine.hpp"
#include "reports/expectation_choice.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;

const fs::path reports = fs::path{WSCONFORM_SCENARIOS} / "../reports";

/// The report of a whole run.
json played(const std::string& provider, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"run", "--provider", provider, "--quiescence",   "300", "--jobs",
                                   "2",   "--out",      "out",    "--no-self-check"};
    words.insert(words.end(), more.begin(), more.end());
    const Ended ran = Program{words}.ended(570s);
    EXPECT_LE(ran.status, 1) << ran.out << ran.err;
    return json_of("out/report.json");
}

std::vector<std::string> purposes_that_are(const std::string& verdict, const json& report) {
    std::vector<std::string> names;
    for (const auto& [name, purpose] : report.at("purposes").items())
        if (purpose.at("verdict") == verdict) names.push_back(name);
    return names;
}

void expect_on_file(const json& report, const std::string& name) {
    const std::string stale =
        "reports/published/" + name + " is stale; reports/publish writes all of them anew: ";
    const json known = json_of(reports / "published" / name);
    const json system = report.at("tested").at("system");
    if (system != known.at("tested").at("system")) GTEST_SKIP() << "another system: " << system;
    for (const auto& [what, answer] : known.at("capabilities").items()) {
        const json here = report.at("capabilities").value(what, answer);
        if (here != answer) GTEST_SKIP() << "another machine: " << what << ": " << here;
    }

    for (const char* const part : {"purposes", "clauses", "profile"}) {
        json all = known.at(part);
        all.update(report.at(part));
        for (const auto& [key, unused] : all.items())
            EXPECT_EQ(report.at(part).value(key, json{}), known.at(part).value(key, json{}))
                << stale << key;
    }
    for (const char* const part : {"suite", "provider", "capabilities", "summary", "strength"})
        EXPECT_EQ(report.at(part), known.at(part)) << stale << part;
}

/// Every purpose that binds a transport provider passes. None is told that its client is a 1.1 one.
void expect_conforming(const json& report) {
    EXPECT_GE(purposes_that_are("pass", report).size(), 80U);
    EXPECT_EQ(purposes_that_are("fail", report), std::vector<std::string>{});
    EXPECT_EQ(purposes_that_are("error", report), std::vector<std::string>{});
    EXPECT_EQ(purposes_that_are("inconclusive", report),
              std::vector<std::string>{"closesocket/legacy_nonblocking_linger_is_refused"});
    EXPECT_EQ(report.at("clauses").at("cancel-blocking.idle-thread-gets-wsaeinval").at("status"),
              "verified");
}

TEST(Published, OurBaseProviderConformsAsOnFile) {
    own_folder();

    const json report = played("spi:" + beside_the_program("base_provider.dll"));

    expect_conforming(report);
    expect_on_file(report, "base.json");
}

TEST(Published, OurChainConformsAsOnFile) {
    own_folder();

    const json report = played("spi:" + beside_the_program("layered_provider.dll") + "+" +
                               beside_the_program("base_provider.dll"));

    expect_conforming(report);
    expect_on_file(report, "chain.json");
}

/// "wine-8.0", the Wine at hand as the reports of it are called.
std::string installed_wine() {
    return "wine-" + version_number(version_of(chosen_wine("")));
}

bool is_published(const std::string& name) {
    return fs::exists(reports / "published" / name);
}

TEST(Published, WineDoesWhatIsOnFile) {
    own_folder();
    const std::string name = installed_wine() + ".json";
    if (!is_published(name)) GTEST_SKIP() << "there is no published " << name;

    expect_on_file(played("wine", {"--expectations", reports / "expectations"}), name);
}

TEST(Published, LegacyWineDoesWhatIsOnFile) {
    own_folder();
    const std::string name = installed_wine() + "-wsock32.json";
    if (!is_published(name)) GTEST_SKIP() << "there is no published " << name;

    expect_on_file(played("wine:wsock32"), name);
}

/// What is made of the reports, whoever played them.
TEST(Published, PageAndSummaryAreThoseOfTheReports) {
    own_folder();
    std::vector<std::string> words{"report"};
    for (const char* const name :
         {"wine-8.0", "wine-8.0-wsock32", "wine-10.0", "wine-10.0-wsock32", "base", "chain"})
        words.push_back(reports / "published" / (std::string{name} + ".json"));
    words.insert(words.end(), {"--html", "page", "--markdown", "summary.md"});

    const Ended ran = ended(words);

    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(text_of(reports / "published/index.html") == text_of("page/index.html"))
        << "reports/published/index.html is stale; reports/publish writes it anew";
    EXPECT_TRUE(text_of(reports / "published/README.md").ends_with(text_of("summary.md")))
        << "reports/published/README.md is stale; reports/publish writes it anew";
}

}  // namespace
}  // namespace wsconform
