// SPDX-License-Identifier: Apache-2.0

// Goal: before somebody's provider is judged the suite shows that it finds faults here, or says
// that it did not try; and a machine that finds none judges nobody.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path program = WSCONFORM_PROGRAM;

std::vector<std::string> run_with(const std::vector<std::string>& more) {
    std::vector<std::string> words{"run",
                                   "--provider",
                                   "spi:" + program.parent_path().string() + "/base_provider.dll",
                                   "--quiescence",
                                   "300",
                                   "--filter",
                                   "shutdown.invalid*",
                                   "--out",
                                   "out"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(SelfCheck, CatchesWhatIsWrongOnPurposeAndIsReported) {
    own_folder();

    const Ended ran = ended(run_with({}));

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_TRUE(has(ran.out, "self-check 5 known-bad providers caught\n")) << ran.out;
    const json caught = json_of("out/report.json").at("self_check").at("caught");
    ASSERT_EQ(caught.size(), 5U);
    EXPECT_EQ(caught[0].at("provider"), "spi:faulty_cancels_nothing.dll");
    EXPECT_FALSE(fs::exists("out/self-check")) << "it leaves nothing";
    EXPECT_EQ(ended({"report", "out/report.json"}).status, 0);
    EXPECT_EQ(left_running(), "");
}

TEST(SelfCheck, ThatWasNotDoneIsReportedWithItsReason) {
    own_folder();

    const Ended ran = ended(run_with({"--no-self-check"}));

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_TRUE(has(ran.out, "self-check not done: --no-self-check\n")) << ran.out;
    EXPECT_EQ(json_of("out/report.json").at("self_check"), (json{{"not_done", "--no-self-check"}}));
}

/// A copy of the program that has a clean provider in place of the faulty one.
TEST(SelfCheck, ThatCatchesNothingEndsTheRun) {
    own_folder();
    fs::create_directory("here");
    const fs::path beside = program.parent_path();
    fs::copy_file(program, "here/wsconform");
    fs::copy_file(beside / "wsconform-agent.exe", "here/wsconform-agent.exe");
    fs::copy_file(beside / "base_provider.dll", "here/faulty_base.dll");
    fs::create_directory_symlink(beside / "station", "here/station");
    std::string command = "here/wsconform";
    for (const std::string& word : run_with({}))
        command += " '" + word + "'";

    const int status = std::system(
        ("env -u GTEST_TOTAL_SHARDS -u GTEST_SHARD_INDEX " + command + " >said 2>&1").c_str());

    EXPECT_EQ(WEXITSTATUS(status), 3) << text_of("said");
    EXPECT_TRUE(has(text_of("said"), "wsconform: self-check: faulty_cancels_nothing.dll is wrong"))
        << text_of("said");
    EXPECT_FALSE(fs::exists("out/report.json"));
    EXPECT_FALSE(fs::exists("out/self-check"));
}

TEST(SelfCheck, IsForSomebodysProviderAndNoOther) {
    own_folder();

    EXPECT_EQ(
        ended({"run", "--provider", "simulated", "--filter", "recv.*", "--out", "out"}).status, 0);
    EXPECT_FALSE(json_of("out/report.json").contains("self_check"));
    ended({"run", "--provider", "api:x.dll", "--agent", WSCONFORM_PRETENDER, "--filter",
           "WSAStartup.*", "--out", "out"});
    const json check = json_of("out/report.json").at("self_check");
    EXPECT_TRUE(has(check.at("not_done"), "the agent is elsewhere")) << check;
}

/// Where the whole way is gone: a chain whose names nobody may learn.
TEST(SelfCheck, BundleOfAChainFollowsFromItsTracesWithoutNamesToo) {
    own_folder();
    const fs::path beside = program.parent_path();
    fs::copy_file(beside / "faulty_layer.dll", "faulty_layer_sd_send_sends_no_fin.dll");
    const Ended ran = ended(
        {"run", "--provider",
         "spi:./faulty_layer_sd_send_sends_no_fin.dll+" + (beside / "base_provider.dll").string(),
         "--quiescence", "300", "--no-self-check", "--filter",
         "shutdown.legacy_sd_send*:shutdown.invalid*", "--out", "out"});
    ASSERT_EQ(ran.status, 1) << ran.out << ran.err;

    EXPECT_EQ(ended({"bundle", "out", "--out", "named"}).status, 0);
    EXPECT_EQ(ended({"verify", "named"}).status, 0);
    const Ended hidden = ended({"bundle", "out", "--anonymous", "--out", "nameless"});
    EXPECT_EQ(hidden.status, 0) << hidden.out << hidden.err;
    const Ended verified = ended({"verify", "nameless"});
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    EXPECT_TRUE(has(verified.out, "spi:Provider A.1+Provider A.2")) << verified.out;
    EXPECT_FALSE(has(text_of("nameless"), "base_provider"));
    EXPECT_FALSE(has(text_of("nameless"), "sd_send_sends"));
    EXPECT_TRUE(has(text_of("nameless"), "\\\"guilty\\\""));
}

}  // namespace
}  // namespace wsconform
