// SPDX-License-Identifier: Apache-2.0

// Goal: a run that is stopped leaves the older report, nothing running, and a journal from which
// the same command goes on. Method: an agent that stops at its fourth purpose until it is told
// otherwise, so that the moment of the signal is certain.

#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/main/tests/kills.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

constexpr std::size_t plays_before_it_stops = 3;

Words run_into(const std::string& folder, const Words& more = {}) {
    Words words{"run",          "--provider",   "api:x.dll", "--agent", "sh ./agent.sh", "--filter",
                "WSAStartup.*", "--quiescence", "100",       "--out",   folder};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// An agent that stops at the fourth purpose while there is a file "hold".
void put_agent() {
    put("agent.sh",
        R"sh(case "$*" in *--capabilities) exec )sh" WSCONFORM_PRETENDER R"sh( "$@";; esac
echo played >> plays
if test -e hold && test "$(wc -l < plays)" -gt 3; then exec sleep 600; fi
exec )sh" WSCONFORM_PRETENDER R"sh( well "$@"
)sh");
}

std::size_t plays() {
    const std::string text = text_of("plays");
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

/// The purposes in the order they are played, as the journal names them; those that do not apply
/// have no trace.
std::vector<std::string> played_into(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder + "/traces"}) {
        std::string name = entry.path().stem();
        names.push_back(name.replace(name.find('.'), 1, "/"));
    }
    std::ranges::sort(names);
    return names;
}

struct Stop {
    int signal;
    int status;
    std::string says;
};

void expect_to_keep_the_older_report_and_go_on_later(const Stop& stop) {
    own_folder();
    put_agent();
    const Ended whole = ended(run_into("whole"));
    ASSERT_EQ(whole.status, 1) << whole.err;  // The agent's answers are no Winsock's.
    const std::size_t all = plays();
    ASSERT_GT(all, plays_before_it_stops + 2);
    const std::string last_before_it_stops = played_into("whole").at(plays_before_it_stops - 1);
    fs::remove("plays");
    put("hold", "");
    put("out/report.json", "older");

    Program program{run_into("out")};
    // The player is ahead of the journal, and a program that is killed writes nothing more.
    ASSERT_TRUE(comes_true([&] {
        return plays() > plays_before_it_stops &&
               text_of("out/journal.jsonl").find(last_before_it_stops) != std::string::npos;
    }));
    program.signal(stop.signal);
    const Ended stopped = program.ended();

    EXPECT_EQ(stopped.status, stop.status) << stopped.err;
    EXPECT_TRUE(stopped.out.starts_with(
        "not isolated: the provider could reach whatever its user can\napi:x.dll  "))
        << stopped.out;
    EXPECT_EQ(stopped.out.find("\npurposes  "), std::string::npos) << "no summary";
    EXPECT_NE(stopped.err.find(stop.says), std::string::npos) << stopped.err;
    EXPECT_EQ(left_running(), "");
    EXPECT_EQ(text_of("out/report.json"), "older");
    EXPECT_FALSE(fs::exists("out/junit.xml"));

    fs::remove("hold");
    const Ended resumed = ended(run_into("out", {"--resume"}));

    EXPECT_EQ(resumed.status, whole.status) << resumed.err;
    EXPECT_TRUE(text_of("out/report.json") == text_of("whole/report.json"));
    EXPECT_EQ(plays(), all + 1) << "only the one that was cut short is played twice";
    EXPECT_EQ(left_running(), "");
}

TEST(RunInterruptedByCtrlC, KeepsTheOlderReportAndGoesOnLater) {
    expect_to_keep_the_older_report_and_go_on_later({SIGINT, 3, "--resume goes on from there"});
}

TEST(RunToldToEnd, KeepsTheOlderReportAndGoesOnLater) {
    expect_to_keep_the_older_report_and_go_on_later({SIGTERM, 3, "--resume goes on from there"});
}

TEST(RunKilled, KeepsTheOlderReportAndGoesOnLater) {
    expect_to_keep_the_older_report_and_go_on_later({SIGKILL, 128 + SIGKILL, ""});
}

/// WSCONFORM_KILLS asks for more kills, and WSCONFORM_KILL_SEED for other moments.
TEST(RunKilledAtAnyMoment, ComesToTheSameBytes) {
    own_folder();
    expect_the_same_bytes_after_kills({"run", "--provider", "simulated", "--jobs", "2", "--filter",
                                       "WSAStartup.*:WSACancelAsyncRequest.*:recv.*"},
                                      kills_wanted(8));
}

TEST(ResumedRun, ThatWasCompletePlaysNothingAgain) {
    own_folder();
    put_agent();
    ASSERT_EQ(ended(run_into("out")).status, 1);
    const std::string report = text_of("out/report.json");
    const std::size_t all = plays();

    EXPECT_EQ(ended(run_into("out", {"--resume"})).status, 1);

    EXPECT_EQ(plays(), all);
    EXPECT_TRUE(text_of("out/report.json") == report);
}

TEST(ResumedRun, PlaysAgainWhatIsCutShortInTheJournalOrItsTrace) {
    own_folder();
    put_agent();
    ASSERT_EQ(ended(run_into("out")).status, 1);
    const std::string report = text_of("out/report.json");
    const std::size_t all = plays();
    const std::string journal = text_of("out/journal.jsonl");
    put("out/journal.jsonl", journal.substr(0, journal.size() - 10));

    EXPECT_EQ(ended(run_into("out", {"--resume"})).status, 1);

    EXPECT_LE(plays(), all + 1);
    EXPECT_TRUE(text_of("out/report.json") == report);
}

}  // namespace
}  // namespace wsconform
