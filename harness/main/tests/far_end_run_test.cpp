// SPDX-License-Identifier: Apache-2.0

// Goal: with --far-end an agent that is started elsewhere meets the peer, and gets the verdicts
// that it gets beside it. Method: Wine by a command of our own, with the peer at the other loopback
// address, on one purpose of each thing that a peer does.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/harness_error.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/process.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

/// One in which the peer accepts, connects, sends, ends, resets, lets wait, or takes datagrams.
constexpr const char* purposes =
    "accept.*:connect.non*:recvfrom.*:recv.*reset*:recv.graceful*:shutdown.socket*";

constexpr std::chrono::minutes time_to_boot{5};

class FarEndRun : public testing::Test {
  protected:
    FarEndRun() {
        output_of({{wine_.program.string(), "wineboot", "-i"}, environment_}, time_to_boot);
        put("agent.sh", "exec " + in_shell_quotes(wine_.program) + " " +
                            in_shell_quotes(beside_the_program("wsconform-agent.exe")) +
                            " \"$@\"\n");
    }
    ~FarEndRun() override {
        if (!wine_.server) return;
        try {
            output_of({{wine_.server->string(), "-k"}, environment_}, std::chrono::seconds{30});
        } catch (const HarnessError&) {
            // It has ended by itself, since nothing runs in its folder any more.
        }
    }

    nlohmann::json verdicts_of(const std::vector<std::string>& more, const std::string& out) const {
        std::vector<std::string> words{"run",    "--quiescence", "300", "--filter",
                                       purposes, "--out",        out};
        words.insert(words.end(), more.begin(), more.end());
        const Ended ran =
            Program{words, {{"WINEPREFIX", fs::absolute("prefix")}, {"WINEDEBUG", "-all"}}}.ended(
                std::chrono::seconds{400});
        EXPECT_EQ(ran.err, "") << ran.out;
        const nlohmann::json report = json_of(out + "/report.json");
        nlohmann::json verdicts;
        for (const auto& [id, purpose] : report.at("purposes").items())
            verdicts[id] = purpose.value("verdict", "not played");
        return verdicts;
    }

    const fs::path folder_ = own_folder();
    const Wine wine_ = chosen_wine("");
    const std::map<std::string, std::optional<std::string>> environment_ =
        wine_environment(wine_, fs::absolute("prefix"), fs::absolute("home"));
};

TEST_F(FarEndRun, GivesTheVerdictsOfAPeerBesideTheAgent) {
    const std::vector<std::string> elsewhere{"--provider",    "windows",   "--agent",
                                             "sh ./agent.sh", "--far-end", "127.0.0.2"};

    const nlohmann::json far = verdicts_of(elsewhere, "far");

    EXPECT_EQ(json_of("far/report.json").at("capabilities").at("far_end"), "127.0.0.2");
    EXPECT_GT(far.size(), 8U);
    EXPECT_EQ(far, verdicts_of({"--provider", "wine"}, "near"));
}

}  // namespace
}  // namespace wsconform
