// SPDX-License-Identifier: Apache-2.0

#include "harness/main/tests/kills.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

int number_in_environment(const char* name, int otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::stoi(text);
}

Words into(const std::string& folder, Words words, bool resumes) {
    words.insert(words.end(), {"--out", folder});
    if (resumes) words.emplace_back("--resume");
    return words;
}

/// What runs and reports are held to.
struct Whole {
    int status{};
    std::string report;
    std::string older;  ///< Stands in the place of the report before the run.
    Clock::duration time{};
};

Whole played_in_peace(const Words& run) {
    const auto begun = Clock::now();
    Whole whole;
    whole.status = ended(into("whole", run, false)).status;
    whole.time = Clock::now() - begun;
    whole.report = text_of("whole/report.json");
    whole.older = whole.report;
    const std::size_t seed = whole.older.find("\"seed\": 1");
    if (seed == std::string::npos)
        ADD_FAILURE() << "no report: " << whole.status;
    else
        whole.older.replace(seed, 9, "\"seed\": 9");
    return whole;
}

/// How a run went that was to be killed after that time.
enum class Went { killed, ended_before };

Went killed_after(Clock::duration time, const Words& words, const Whole& whole) {
    Program program{words};
    std::this_thread::sleep_for(time);
    program.signal(SIGKILL);
    const Ended run = program.ended();
    EXPECT_TRUE(run.status == 128 + SIGKILL || run.status == whole.status) << run.status << run.err;
    EXPECT_EQ(left_running(), "");
    const std::string left = text_of("out/report.json");
    EXPECT_TRUE(left == whole.older || left == whole.report) << "half a report: " << left.size();
    return run.status == 128 + SIGKILL ? Went::killed : Went::ended_before;
}

}  // namespace

int kills_wanted(int otherwise) {
    return number_in_environment("WSCONFORM_KILLS", otherwise);
}

void expect_the_same_bytes_after_kills(const Words& run, int kills) {
    const Whole whole = played_in_peace(run);
    std::mt19937 random{
        static_cast<std::mt19937::result_type>(number_in_environment("WSCONFORM_KILL_SEED", 1))};
    int killed = 0;
    int runs = 0;
    while (killed < kills && !testing::Test::HasFailure()) {
        fs::remove_all("out");
        put("out/report.json", whole.older);
        ++runs;
        bool resumes = false;
        do {
            SCOPED_TRACE("kill " + std::to_string(killed + 1) + " of run " + std::to_string(runs));
            const auto time = whole.time * (random() % 1000) / 1000;
            if (killed_after(time, into("out", run, resumes), whole) == Went::killed) ++killed;
            resumes = true;
        } while (killed < kills && random() % 3 != 0);

        const Ended resumed = ended(into("out", run, true));
        EXPECT_EQ(resumed.status, whole.status) << resumed.err;
        EXPECT_TRUE(text_of("out/report.json") == whole.report) << "other bytes, run " << runs;
        EXPECT_EQ(left_running(), "");
    }
    std::cout << killed << " kills of " << runs << " runs\n";
}

}  // namespace wsconform
