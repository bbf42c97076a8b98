// SPDX-License-Identifier: Apache-2.0

// Goal: however the program for Windows is stopped, nothing that it started is left, and what was
// written down is true. Method: stopped in Wine while an agent plays: killed, by Ctrl-C, and by the
// end of its terminal.

#include <gtest/gtest.h>
#include <unistd.h>

#include "harness/main/tests/on_windows.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Processes with this among the words they were started with.
std::size_t running(const std::string& words) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator{"/proc"}) {
        if (text_of(entry.path() / "cmdline").find(words) != std::string::npos) ++count;
    }
    return count;
}

class WindowsProgramStopped : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_program_for_windows()) GTEST_SKIP() << no_program_for_windows;
        windows_.emplace(folder_);
        fs::create_directory(name_);
        for (const char* const file : {"wsconform.exe", "wsconform-agent.exe", "base_provider.dll"})
            fs::copy_file(beside_the_program(file), fs::path{name_} / file);
    }

    Words words() const {
        return {"run",
                "--provider",
                "spi:" + name_ + "/base_provider.dll",
                "--quiescence",
                "300",
                "--no-self-check",
                "--filter",
                "recv.*:shutdown.*",
                "--out",
                "out"};
    }
    fs::path program() const { return folder_ / name_ / "wsconform.exe"; }

    bool plays() const {
        // A station is told where the agent is, too; only the agent is told the provider next.
        const std::string agent = name_ + "\\wsconform-agent.exe" + '\0' + "--spi";
        return comes_true([&] { return running(agent) > 0; });
    }

    /// An agent that was ended, and not by its provider, must not be told as if it were.
    void expect_nothing_left_and_nothing_untrue() const {
        EXPECT_TRUE(comes_true([this] { return running(name_) == 0; }));
        const std::string journal = text_of("out/journal.jsonl");
        for (const auto& trace : fs::directory_iterator{"out/traces"}) {
            const bool is_told =
                journal.find(trace.path().filename().string()) != std::string::npos;
            const bool is_whole = text_of(trace).find(R"("how":"completed")") != std::string::npos;
            EXPECT_TRUE(is_whole || !is_told) << trace;
        }
    }

    const fs::path folder_ = own_folder();
    /// By it the processes are found, and no other test's are.
    const std::string name_ = "stopped-" + std::to_string(getpid());
    std::optional<OnWindows> windows_;
};

TEST_F(WindowsProgramStopped, ByAKillLeavesNothing) {
    ChildProcess process{windows_->command(words(), program())};
    const bool has_played = plays();
    process.kill();

    EXPECT_TRUE(has_played) << text_of("complained");
    expect_nothing_left_and_nothing_untrue();
}

TEST_F(WindowsProgramStopped, ByCtrlCLeavesNothingAndSaysHowToGoOn) {
    ChildProcess process{windows_->on_a_terminal(words(), program())};
    const bool has_played = plays();
    process.write("\x03", ChildProcess::Clock::now() + 10s);
    const auto status = process.status(ChildProcess::Clock::now() + 60s);

    EXPECT_TRUE(has_played) << text_of("said");
    ASSERT_TRUE(status) << text_of("said");
    EXPECT_EQ(exit_status_of(*status), 3) << text_of("said");
    EXPECT_FALSE(fs::exists("out/report.json"));
    expect_nothing_left_and_nothing_untrue();
}

TEST_F(WindowsProgramStopped, ByTheEndOfItsTerminalLeavesNothing) {
    ChildProcess process{windows_->on_a_terminal(words(), program())};
    const bool has_played = plays();
    process.kill();

    EXPECT_TRUE(has_played) << text_of("said");
    expect_nothing_left_and_nothing_untrue();
}

}  // namespace
}  // namespace wsconform
