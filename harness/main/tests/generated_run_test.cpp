// SPDX-License-Identifier: Apache-2.0

// Goal: generated properties are purposes like others: the same bytes for the same seed, and what
// they find is a scenario that can be played again.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Words = std::vector<std::string>;

const std::string mutant = "simulated:suspend=cancel-async.zero-handle-is-refused";

Words run_on(const std::string& provider, const std::string& out, const Words& more) {
    Words words{"run", "--provider", provider, "--out", out};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

TEST(GeneratedRun, WritesACounterexampleThatCanBePlayedAgain) {
    own_folder();

    const Ended ran =
        ended(run_on(mutant, "out", {"--filter", "generated.async_life_cycle", "--cases", "64"}));

    EXPECT_EQ(ran.status, 1) << ran.err;
    const json report = json_of("out/report.json");
    const json& property = report.at("purposes").at("generated/async_life_cycle");
    EXPECT_EQ(property.at("verdict"), "fail");
    EXPECT_EQ(property.at("generated").at("cases"), 64);
    EXPECT_EQ(report.at("options").at("cases"), 64);
    const std::string id = "async_life_cycle/zero_handle_is_refused";
    EXPECT_EQ(report.at("purposes").at(id).at("verdict"), "fail");
    const json& found = property.at("generated").at("counterexamples").at(0);
    EXPECT_EQ(found.at("purpose"), id);
    EXPECT_EQ(found.at("flaky"), false);
    EXPECT_TRUE(fs::exists("out/" + found.at("file").get<std::string>()));
    EXPECT_EQ(ended({"check", "out/traces/async_life_cycle.zero_handle_is_refused.jsonl"}).status,
              1);

    const Ended again = ended(run_on(mutant, "again", {"--scenarios", "out/counterexamples"}));

    EXPECT_EQ(again.status, 1) << again.err;
    EXPECT_EQ(json_of("again/report.json").at("purposes").at(id).at("verdict"), "fail");
}

TEST(GeneratedRun, GivesTheSameBytesForTheSameSeedHoweverManyPlay) {
    own_folder();
    const auto report_of = [](const std::string& out, const Words& more) {
        Words words{"--filter", "generated.*", "--cases", "20"};
        words.insert(words.end(), more.begin(), more.end());
        EXPECT_EQ(ended(run_on("simulated", out, words)).status, 0);
        return text_of(out + "/report.json");
    };

    const std::string report = report_of("one", {"--seed", "3", "--jobs", "1"});

    EXPECT_EQ(report_of("many", {"--seed", "3", "--jobs", "3"}), report);
    EXPECT_NE(report_of("other", {"--seed", "4", "--jobs", "1"}), report);
}

/// What a pass of generated cases is worth is measured like that of scenarios, with the same
/// mutants.
TEST(GeneratedRun, SaysHowMuchItsCasesAreWorth) {
    own_folder();
    const auto strength_with = [](const std::string& out, const std::string& cases) {
        ended(run_on("simulated", out, {"--filter", "generated.*", "--cases", cases}));
        return json_of(out + "/report.json").at("strength");
    };

    const json few = strength_with("few", "2");
    const json many = strength_with("many", "32");

    EXPECT_EQ(few.at("mutants"), many.at("mutants"));
    EXPECT_GT(few.at("killed"), 100);
    EXPECT_GT(many.at("killed"), few.at("killed"));
}

TEST(GeneratedRun, CountsHowRacesEnded) {
    own_folder();

    const Ended ran = ended(run_on(
        "simulated", "out", {"--filter", "generated.cancel_against_completion", "--cases", "100"}));

    const std::size_t place =
        ran.out.find("  generated/cancel_against_completion  WSACancelAsyncRequest; returned 0: ");
    ASSERT_NE(place, std::string::npos) << ran.out;
    const std::string line = ran.out.substr(place, ran.out.find('\n', place) - place);
    EXPECT_NE(line.find("; returned SOCKET_ERROR, WSAEALREADY: "), std::string::npos) << line;
    const json races = json_of("out/run.json").at("races");
    for (const auto& [end, times] :
         races.at("generated/cancel_against_completion").at("WSACancelAsyncRequest").items())
        EXPECT_NE(line.find("; " + end + ": " + times.dump()), std::string::npos) << line;
}

TEST(GeneratedRun, SaysWhyAPropertyWasLost) {
    own_folder();
    // What starts the agents is the station: the agent ends it.
    put("agent.sh", R"sh(case "$*" in *--capabilities) exec )sh" WSCONFORM_PRETENDER
                    R"sh( exports WSACleanup WSAGetLastError WSASetLastError \
        WSACancelAsyncRequest gethostname socket closesocket "$@";;
esac
kill -9 $PPID
)sh");

    const Ended ran =
        ended({"run", "--provider", "api:x.dll", "--agent", "exec sh ./agent.sh", "--filter",
               "generated.startup_and_versions", "--cases", "2", "--out", "out"});

    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    EXPECT_NE(ran.err.find("generated/startup_and_versions: lost: the provider was lost while a "
                           "case was played: "),
              std::string::npos)
        << ran.err;
    EXPECT_EQ(json_of("out/report.json").at("summary").at("lost"),
              json::array({"generated/startup_and_versions"}));
    EXPECT_EQ(left_running(), "");
}

TEST(GeneratedRun, PlaysNoPropertyWithoutCases) {
    own_folder();

    const Ended ran = ended(run_on("simulated", "out", {"--filter", "generated.*"}));

    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("selects no purpose"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace wsconform
