// SPDX-License-Identifier: Apache-2.0

// A DLL that forwards is guilty of its own deviations, and of none that it inherits; and a debugger
// can be attached before it is called.

#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void put_proxy() {
    own_folder();
    fs::copy_file(beside_the_program("proxy_of_wsock32.dll"), "wsock32.dll");
}

TEST(Beneath, TellsOwnDeviationsFromInheritedOnes) {
    put_proxy();

    const Ended ran =
        ended({"run", "--provider", "api:./wsock32.dll", "--beneath", "wine:wsock32", "--filter",
               "WSACancelAsyncRequest.zero*:*.never_issued*:WSAStartup.async_calls*",
               "--quiescence", "300", "--out", "out", "--no-self-check"});

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    const json report = json_of("out/report.json");
    EXPECT_EQ(report.at("beneath"), "wine:wsock32");
    EXPECT_EQ(report.at("options").at("beneath"), "wine:wsock32");
    const json& below = report.at("tested_beneath").at("dlls").at(0);
    EXPECT_EQ(below.at("file"), "wsock32.dll");
    EXPECT_NE(below.at("sha256"), report.at("tested").at("dlls").at(0).at("sha256"));
    EXPECT_NE(ran.out.find("beneath   wsock32.dll"), std::string::npos) << ran.out;
    const json& purposes = report.at("purposes");
    const auto guilty_of = [&](const char* purpose) {
        return purposes.at(purpose).at("blame").at("layer").get<std::string>();
    };
    EXPECT_EQ(guilty_of("WSACancelAsyncRequest/never_issued_handle_is_refused"), "wine:wsock32");
    // Wine 8.0 starts look-ups before WSAStartup, and the proxy passes that on.
    // Both refuse no zero handle as they should, the proxy with WSAEFAULT and Wine 8.0 not at all.
    const json blame = purposes.at("WSACancelAsyncRequest/zero_handle_is_refused").at("blame");
    EXPECT_FALSE(blame.contains("layer")) << blame;
    EXPECT_EQ(blame.at("below").at("verdict"), "fail") << blame;
    EXPECT_EQ(guilty_of("WSAStartup/async_calls_before_it_are_refused"), "wine:wsock32");

    EXPECT_EQ(ended({"bundle", "out", "--out", "sealed"}).status, 0);
    const Ended verified = ended({"verify", "sealed"});
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
}

TEST(Beneath, GoesWithADllOfTheApiOnly) {
    own_folder();
    const Ended ran = ended({"run", "--provider", "simulated", "--beneath", "wine"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("--beneath: goes with --provider api:PATH"), std::string::npos)
        << ran.err;
}

TEST(Pause, LastsUntilADebuggerIsAttached) {
    own_folder();
    Program program{{"run", "--provider", "wine", "--filter",
                     "WSAStartup.each_success_needs_a_cleanup", "--pause", "--out", "out"}};
    const std::string begin = "paused: process ";
    ASSERT_TRUE(comes_true([&] { return program.errors().find("gdb -p") != std::string::npos; }))
        << program.errors();
    EXPECT_FALSE(fs::exists("out/report.json"));
    const std::string told = program.errors();
    const pid_t agent = std::stoi(told.substr(told.find(begin) + begin.size()));

    ASSERT_EQ(ptrace(PTRACE_SEIZE, agent, nullptr, nullptr), 0) << told;
    // A debugger stops the process at first, and lets it go on when its user says so.
    ASSERT_EQ(ptrace(PTRACE_INTERRUPT, agent, nullptr, nullptr), 0);
    ASSERT_EQ(waitpid(agent, nullptr, __WALL), agent);
    std::this_thread::sleep_for(std::chrono::seconds{3});
    ASSERT_EQ(ptrace(PTRACE_DETACH, agent, nullptr, nullptr), 0);

    const Ended ran = program.ended();
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_TRUE(fs::exists("out/report.json"));
}

TEST(Pause, IsRefusedBeforeManyPurposes) {
    own_folder();
    const Ended ran = ended({"run", "--provider", "wine", "--pause"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("--pause: waits before one purpose"), std::string::npos) << ran.err;
    EXPECT_EQ(ended({"run", "--provider", "simulated", "--pause"}).status, 2);
}

}  // namespace
}  // namespace wsconform
