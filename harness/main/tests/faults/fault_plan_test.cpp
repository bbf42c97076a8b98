// SPDX-License-Identifier: Apache-2.0

// Goal: wherever a call of the system fails, or a signal comes, a run ends with one of the
// documented statuses and in one line, leaves the older report whole or puts the new one in its
// place, and with --resume comes to the bytes of a run that nothing happened to. Method: a plan of
// faults by number, each tried on a run of few purposes over an older report. 60 points by default;
// WSCONFORM_FAULT_POINTS asks for more, and WSCONFORM_FAULT_SEED for others.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

/// How often the program does what may fail, by kind.
using Counts = std::map<std::string, unsigned long>;

struct Subject {
    Words run;
    std::vector<std::string> kinds;
};

/// Both by themselves, and the second with a station and agents.
Subject simulated() {
    return {
        {"run", "--provider", "simulated:suspend=cancel-async.zero-handle-is-refused", "--filter",
         "WSACancelAsyncRequest.zero*:WSAStartup.fail*", "--scenarios", "some", "--jobs", "2"},
        {"write", "read", "open", "sync", "rename", "fork", "allocation", "kill", "term", "int"}};
}

Subject with_agents() {
    return {
        {"run", "--provider", "api:x.dll", "--agent", "sh ./agent.sh", "--filter",
         "WSACancelAsyncRequest.zero*:WSAStartup.fail*", "--scenarios", "some", "--quiescence",
         "100"},
        {"write", "read", "open", "sync", "rename", "fork", "allocation", "kill", "term", "int"}};
}

void put_subjects() {
    for (const char* const name : {"WSAStartup/failure_returns_the_code_itself.json",
                                   "WSACancelAsyncRequest/zero_handle_is_refused.json"})
        put(fs::path{"some"} / name, text_of(fs::path{WSCONFORM_SCENARIOS} / name));
    put("agent.sh", R"sh(case "$*" in *--capabilities) exec )sh" WSCONFORM_PRETENDER
                    R"sh( "$@";; esac
exec )sh" WSCONFORM_PRETENDER R"sh( well "$@"
)sh");
}

Ended ran_into(const std::string& folder, const Subject& subject, const Words& more = {},
               const Program::Environment& faults = {}) {
    Words words = subject.run;
    words.insert(words.end(), {"--out", folder});
    words.insert(words.end(), more.begin(), more.end());
    return ended(words, faults);
}

Program::Environment environment_of(const std::string& variable, const std::string& value) {
    return {{"LD_PRELOAD", WSCONFORM_FAULTS}, {variable, value}};
}

Counts read_counts() {
    Counts counts;
    std::istringstream lines{text_of("counts")};
    std::string kind;
    for (unsigned long number{}; lines >> kind >> number;)
        counts[kind] = number;
    counts["term"] = counts["int"] = counts["kill"];
    return counts;
}

Counts counts_of(const Subject& subject) {
    ran_into("counted", subject, {},
             environment_of("WSCONFORM_FAULT_COUNTS", fs::absolute("counts").string()));
    return read_counts();
}

/// What may be said: notices, losses with their reasons, and in the end one line.
void expect_right_words(const Ended& run, bool is_killed) {
    std::istringstream lines{run.err};
    int last_lines = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("wsconform: "))
            ++last_lines;
        else
            EXPECT_TRUE(line.starts_with("notice: ") || line.find(": lost: ") != std::string::npos)
                << line;
    }
    EXPECT_LE(last_lines, 1) << run.err;
    if (is_killed) return;
    EXPECT_TRUE(run.status >= 0 && run.status <= 3) << run.status << run.err;
    if (run.status == 2) {
        EXPECT_EQ(last_lines, 1) << run.err;
    }
}

/// Nothing but what a run is to leave.
std::set<std::string> strangers_in(const fs::path& folder) {
    std::set<std::string> strangers;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.path().extension() == ".new") strangers.insert(entry.path().string());
    }
    return strangers;
}

struct Whole {
    int status;
    std::string report;
    std::string other;  ///< Of another run, in the place of an older report.
};

void try_point(const Subject& subject, const Whole& whole, const std::string& plan) {
    SCOPED_TRACE(plan);
    const bool is_killed = plan.starts_with("kill:");
    fs::remove_all("out");
    put("out/report.json", whole.other);

    const Ended hurt = ran_into("out", subject, {}, environment_of("WSCONFORM_FAULT", plan));

    // Before it looks at signals, a program ends by them like any other.
    const bool is_ended = hurt.status == 128 + SIGTERM || hurt.status == 128 + SIGINT;
    expect_right_words(
        hurt, (is_killed && hurt.status == 128 + SIGKILL) || (is_ended && hurt.err.empty()));
    const std::string left = text_of("out/report.json");
    EXPECT_TRUE(left == whole.other || left.ends_with("}\n")) << left.size();
    if (hurt.status == whole.status) {
        EXPECT_TRUE(left == whole.report) << "another report, and nothing was said: " << hurt.err;
    }
    const Ended resumed = ran_into("out", subject, {"--resume"});
    EXPECT_EQ(resumed.status, whole.status) << resumed.err;
    EXPECT_TRUE(text_of("out/report.json") == whole.report);
    EXPECT_EQ(strangers_in("out"), std::set<std::string>{});
}

unsigned long number_in_environment(const char* name, unsigned long otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::stoul(text);
}

void try_points(const Subject& subject, unsigned long points) {
    own_folder();
    put_subjects();
    Whole whole;
    whole.status = ran_into("whole", subject).status;
    whole.report = text_of("whole/report.json");
    ASSERT_EQ(whole.status, 1);
    whole.other = whole.report;
    whole.other.replace(whole.other.find("\"seed\": 1"), 9, "\"seed\": 9");
    const Counts counts = counts_of(subject);
    std::mt19937 random{
        static_cast<std::mt19937::result_type>(number_in_environment("WSCONFORM_FAULT_SEED", 1))};
    for (unsigned long point = 0; point < points && !testing::Test::HasFailure(); ++point) {
        const std::string& kind = subject.kinds[point % subject.kinds.size()];
        const unsigned long most = std::max(1UL, counts.at(kind));
        const unsigned long number = 1 + random() % most;
        const bool goes_on = random() % 3 == 0;
        try_point(subject, whole, kind + ":" + std::to_string(number) + (goes_on ? "+" : ""));
    }
    EXPECT_EQ(left_running(), "");
}

TEST(FaultPlan, LeavesNothingHalfOfARunByItself) {
    try_points(simulated(), number_in_environment("WSCONFORM_FAULT_POINTS", 60));
}

TEST(FaultPlan, LeavesNothingHalfOfARunWithAgents) {
    try_points(with_agents(), number_in_environment("WSCONFORM_FAULT_POINTS", 60) / 3);
}

/// Words that write files, and those files.
struct Verb {
    Words words;
    std::vector<std::string> files;
};

std::vector<Verb> verbs() {
    const std::string purpose = "WSAStartup/failure_returns_the_code_itself";
    return {{{"report", "whole", "--html", "page", "--junit", "j.xml", "--markdown", "m.md",
              "--badge", "b.svg", "--merge", "merged.json"},
             {"page/index.html", "j.xml", "m.md", "b.svg", "merged.json"}},
            {{"gate", "whole/report.json", "--expectations", "known.json", "--update", "--today",
              "2026-11-21", "--junit", "g.xml", "--markdown", "g.md"},
             {"known.json", "g.xml", "g.md"}},
            {{"bundle", "whole", "--out", "sealed"}, {"sealed"}},
            {{"reproduce", purpose, "--out", "p.c"}, {"p.c"}},
            {{"verify", "bundle"}, {}},
            {{"diff", "whole/report.json", "whole/report.json"}, {}},
            {{"check", "whole/traces/WSAStartup.failure_returns_the_code_itself.jsonl"}, {}}};
}

void put_older_files(const Verb& verb) {
    for (const std::string& file : verb.files)
        put(file, file == "known.json" ? R"({"format": "wsconform-expectations/1", "purposes": {},
            "provider": "simulated:suspend=cancel-async.zero-handle-is-refused"})"
                                       : "older");
}

std::vector<std::string> texts_of(const Verb& verb) {
    std::vector<std::string> texts;
    for (const std::string& file : verb.files)
        texts.push_back(text_of(file));
    return texts;
}

void try_point(const Verb& verb, const Ended& whole, const std::string& plan) {
    SCOPED_TRACE(verb.words.front() + " " + plan);
    put_older_files(verb);
    ended(verb.words);
    const std::vector<std::string> fresh = texts_of(verb);
    put_older_files(verb);
    const std::vector<std::string> older = texts_of(verb);

    const Ended hurt = ended(verb.words, environment_of("WSCONFORM_FAULT", plan));

    expect_right_words(hurt, hurt.status > 128 && hurt.err.empty());
    const std::vector<std::string> left = texts_of(verb);
    for (std::size_t i = 0; i < left.size(); ++i)
        EXPECT_TRUE(left[i] == older[i] || left[i] == fresh[i]) << verb.files[i];
    if (hurt.status == whole.status) {
        EXPECT_TRUE(left == fresh && hurt.out == whole.out) << "nothing was said";
    }
    for (const std::string& file : verb.files)
        fs::remove(fs::path{file}.parent_path() /
                   ("." + fs::path{file}.filename().string() + ".new"));
}

TEST(FaultPlan, LeavesNothingHalfOfWhatOtherVerbsWrite) {
    own_folder();
    ASSERT_EQ(ended({"run", "--provider", "simulated:suspend=cancel-async.zero-handle-is-refused",
                     "--filter", "WSACancelAsyncRequest.zero*:WSAStartup.fail*", "--out", "whole"})
                  .status,
              1);
    ASSERT_EQ(ended({"bundle", "whole", "--out", "bundle"}).status, 0);
    std::mt19937 random{
        static_cast<std::mt19937::result_type>(number_in_environment("WSCONFORM_FAULT_SEED", 1))};
    const Words kinds{"write", "read", "open", "sync", "rename", "allocation", "kill", "term"};
    const unsigned long points = number_in_environment("WSCONFORM_FAULT_POINTS", 60);
    for (const Verb& verb : verbs()) {
        put_older_files(verb);
        const Ended whole = ended(verb.words);
        ended(verb.words,
              environment_of("WSCONFORM_FAULT_COUNTS", fs::absolute("counts").string()));
        const Counts counts = read_counts();
        for (unsigned long point = 0; point < points / 12 && !HasFailure(); ++point) {
            const std::string& kind = kinds[point % kinds.size()];
            const unsigned long number = 1 + random() % std::max(1UL, counts.at(kind));
            try_point(verb, whole, kind + ":" + std::to_string(number));
        }
    }
}

}  // namespace
}  // namespace wsconform
