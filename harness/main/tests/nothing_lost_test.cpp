// SPDX-License-Identifier: Apache-2.0

// Goal: a write that fails ends the run with its file and reason, whatever is written; the older
// report stays; and what is taken up again with --resume is whole. Method: devices that are always
// full, pipes and folders in the place of each file, and files that are cut.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <functional>

#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

const std::string purpose = "WSACancelAsyncRequest.zero_handle_is_refused";
const std::string trace = "out/traces/" + purpose + ".jsonl";

/// A provider that deviates in that purpose.
Words run_of_deviating(const Words& more = {}) {
    Words words{"run",
                "--provider",
                "simulated:suspend=cancel-async.zero-handle-is-refused",
                "--filter",
                "WSACancelAsyncRequest.z*:WSAStartup.*",
                "--out",
                "out"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Words resumed() {
    return run_of_deviating({"--resume"});
}

TEST(NothingLost, WhereAFileCannotBeWritten) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    const std::string report = text_of("out/report.json");
    const std::vector<std::function<void(const fs::path&)>> obstacles{
        [](const fs::path& place) { fs::create_symlink("/dev/full", place); },
        [](const fs::path& place) { fs::create_directory(place); },
        [](const fs::path& place) { ASSERT_EQ(::mkfifo(place.c_str(), 0600), 0); }};
    for (const std::string file :
         {"out/run.json", "out/index.html", "out/junit.xml", "out/journal.jsonl", trace.c_str()}) {
        for (const auto& put_obstacle : obstacles) {
            fs::remove_all(file);
            put_obstacle(file);
            const fs::file_type type = fs::symlink_status(file).type();

            expect_refused({run_of_deviating(), {file + ": file: ", "choose another --out"}});

            EXPECT_EQ(fs::symlink_status(file).type(), type) << file;
            EXPECT_TRUE(text_of("out/report.json") == report) << file;
        }
        fs::remove_all(file);
    }
    EXPECT_EQ(ended(run_of_deviating()).status, 1);
    EXPECT_TRUE(text_of("out/report.json") == report);
}

TEST(NothingLost, ByWhatIsPrinted) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    for (const Words& words : {Words{"explain", "CAR-05"}, Words{"mutants", "--filter", "recv.*"},
                               Words{"reproduce", "WSAStartup/each_success_needs_a_cleanup"},
                               Words{"report", "out"}, Words{"check", trace}, resumed()}) {
        SCOPED_TRACE(words.front());
        // The program's own output is a file of the test; a shell gives it a full one.
        const Ended ran = ended_in_shell(words, ">/dev/full");
        EXPECT_EQ(ran.status, 3);
        EXPECT_TRUE(ran.err.starts_with("wsconform: standard output: cannot be written"))
            << ran.err;
        EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;

        const int status = ended(words).status;
        EXPECT_EQ(ended_in_shell(words, ">&-").status, status) << "nobody asked for it";
    }
}

TEST(NothingLost, ByALimitOnTheSizeOfFiles) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    const std::string report = text_of("out/report.json");
    for (const char* const blocks : {"0", "8", "100"}) {
        Words words{"-c", std::string{"ulimit -f "} + blocks + "; exec \"$@\"", "sh",
                    WSCONFORM_PROGRAM};
        const Words run = run_of_deviating();
        words.insert(words.end(), run.begin(), run.end());
        EXPECT_EQ((Program{words, {}, "/bin/sh"}.ended().status), 2) << blocks;
        EXPECT_TRUE(text_of("out/report.json") == report) << blocks;
    }
    EXPECT_EQ(ended(resumed()).status, 1);
    EXPECT_TRUE(text_of("out/report.json") == report);
}

TEST(NothingLost, ByADeviceOrLinkThatAUserNames) {
    own_folder();
    put("file", "older");
    fs::create_symlink("file", "link");
    const std::string scenario = "WSAStartup/each_success_needs_a_cleanup";
    const std::string program = ended({"reproduce", scenario}).out;

    expect_refused({{"reproduce", scenario, "--out", "/dev/full"},
                    {"/dev/full: file: cannot be written to its end: No space left on device"}});
    EXPECT_EQ(ended({"reproduce", scenario, "--out", "link"}).status, 0);
    EXPECT_TRUE(fs::is_symlink("link"));
    EXPECT_TRUE(text_of("file") == program);
    const Words to_output{"reproduce", scenario, "--out", "/dev/stdout"};
    EXPECT_TRUE(ended(to_output).out == program);
    // What is in the file already stays, and what comes after is not lost.
    put("log", "before\n");
    EXPECT_EQ(ended_in_shell(to_output, ">>log").status, 0);
    EXPECT_TRUE(text_of("log") == "before\n" + program);
}

TEST(ResumedRun, PlaysAgainWhatIsNotWhole) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    const std::string report = text_of("out/report.json");
    const std::string whole = text_of(trace);
    const std::string journal = text_of("out/journal.jsonl");
    const std::string last_line = whole.substr(whole.rfind('\n', whole.size() - 2) + 1);
    for (const std::string& spoilt :
         {std::string{}, whole.substr(0, whole.size() / 2),
          whole.substr(0, whole.size() - last_line.size()), whole + whole, last_line}) {
        put(trace, spoilt);
        EXPECT_EQ(ended(resumed()).status, 1) << spoilt.size();
        EXPECT_TRUE(text_of("out/report.json") == report) << spoilt.size();
        EXPECT_TRUE(text_of(trace) == whole) << spoilt.size();
    }
    const std::string header = journal.substr(0, journal.find('\n') + 1);
    for (const std::string& spoilt :
         {std::string{}, header.substr(0, header.size() / 2), header,
          journal + R"({"purpose": 1})" + "\n" + R"({"purpose": null, "traces": 3})" + "\n[]\nx\n",
          journal + std::string(3'000'000, '['),
          journal + R"({"purpose": ")" + "WSAStartup/" + R"(", "traces": [1]})",
          journal.substr(0, journal.size() - 20)}) {
        put("out/journal.jsonl", spoilt);
        EXPECT_EQ(ended(resumed()).status, 1) << spoilt;
        EXPECT_TRUE(text_of("out/report.json") == report) << spoilt;
    }
}

TEST(ResumedRun, DoesNotWaitForAPipe) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    fs::remove(trace);
    ASSERT_EQ(::mkfifo(trace.c_str(), 0600), 0);
    expect_refused({resumed(), {trace + ": file: is no regular file"}});
    EXPECT_TRUE(fs::is_fifo(trace));
}

TEST(ResumedRun, IsNotLedAstrayByADeepJournal) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    for (const std::string& line :
         {deep, R"({"format": )" + deep + "}", R"({"format": "x", "options": )" + deep + "}"}) {
        put("out/journal.jsonl", line + "\n");
        expect_refused({resumed(), {"out/journal.jsonl: line 1", "drop --resume"}});
    }
}

TEST(ResumedRun, NamesTheOptionThatIsAnother) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    for (const auto& [words, says] : std::vector<std::pair<Words, std::string>>{
             {{"--seed", "7"}, "its seed was 1, and is 7 now"},
             {{"--cases", "3"}, "its cases was nothing, and is 3 now"},
             {{"--grading", "strict"}, "its grading was \"portable\""},
             {{"--gtest_filter=WSAStartup.*"}, "its filter was"}}) {
        Words again = resumed();
        again.insert(again.end(), words.begin(), words.end());
        expect_refused({again, {"out/journal.jsonl: line 1", says, "drop --resume"}});
    }
}

TEST(TwoRuns, DoNotWriteIntoOneFolder) {
    own_folder();
    put("agent.sh", "touch started; exec sleep 600\n");
    Program first{{"run", "--provider", "api:x.dll", "--agent", "sh ./agent.sh", "--out", "out"}};
    ASSERT_TRUE(comes_true([] { return fs::exists("started"); }));

    expect_refused({run_of_deviating(), {"out: folder: another run is writing into it"}});

    first.signal(SIGKILL);
    first.ended();
    EXPECT_EQ(ended(run_of_deviating()).status, 1);
    EXPECT_EQ(left_running(), "");
}

TEST(RunOverAnotherProvidersReport, SaysSo) {
    own_folder();
    ASSERT_EQ(ended(run_of_deviating()).status, 1);
    const Ended same = ended(run_of_deviating());
    const Ended other =
        ended({"run", "--provider", "simulated", "--filter", "WSAStartup.*", "--out", "out"});

    EXPECT_EQ(same.err, "");
    EXPECT_EQ(other.status, 0);
    EXPECT_EQ(other.err,
              "notice: out/report.json is a report of "
              "simulated:suspend=cancel-async.zero-handle-is-refused, and will be replaced by that "
              "of simulated\n");
}

}  // namespace
}  // namespace wsconform
