// SPDX-License-Identifier: Apache-2.0

// Goal: a transport provider's DLL is played on as a whole DLL is, alone and below a layer, and one
// that is none is named in one line.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/main/tests/kills.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Ended run_on(const std::string& provider, const std::string& filter) {
    return ended({"run", "--provider", provider, "--quiescence", "300", "--filter", filter, "--out",
                  "out", "--no-self-check"});
}

void expect_verdicts(const std::string& provider) {
    const Ended ran =
        run_on("spi:" + provider, "shutdown.each*:shutdown.invalid*:WSACancelAsyncRequest.zero*");

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    const json purposes = json_of("out/report.json").at("purposes");
    const std::string each = "shutdown/each_direction_of_a_connection_is_accepted";
    EXPECT_EQ(purposes.at(each).at("verdict"), "pass") << purposes.at(each);
    EXPECT_EQ(purposes.at("shutdown/invalid_direction_is_refused").at("verdict"), "pass");
    const json& foreign = purposes.at("WSACancelAsyncRequest/zero_handle_is_refused");
    EXPECT_EQ(foreign.at("verdict"), "not-applicable");
    EXPECT_EQ(foreign.at("reason"), "its clauses bind ws2_32.dll, not a transport provider");
    const fs::path trace = "out/traces/shutdown.each_direction_of_a_connection_is_accepted.jsonl";
    EXPECT_NE(text_of(trace).find(R"("event":"upcall")"), std::string::npos) << text_of(trace);
    EXPECT_EQ(ended({"check", trace}).status, 0);
    EXPECT_EQ(left_running(), "");
}

TEST(Spi, PlaysOnABaseProvider) {
    own_folder();
    expect_verdicts(beside_the_program("base_provider.dll"));
}

TEST(Spi, PlaysOnAChain) {
    own_folder();
    expect_verdicts(beside_the_program("layered_provider.dll") + "+" +
                    beside_the_program("base_provider.dll"));
}

/// Upcalls can be played on a probing provider, also below a layer, and on no other.
TEST(Spi, UpcallsArePlayedOnAProbe) {
    own_folder();
    const std::string probe = beside_the_program("probe_provider.dll");
    for (const std::string& provider :
         {probe, beside_the_program("layered_provider.dll") + "+" + probe}) {
        const Ended ran = run_on("spi:" + provider, "WPU*");

        EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
        const json verdicts = json_of("out/report.json").at("summary").at("verdicts");
        EXPECT_GE(verdicts.at("pass"), 15) << verdicts;
        EXPECT_EQ(verdicts.at("not-applicable"), 0) << verdicts;
    }
    const Ended ran = run_on("spi:" + beside_the_program("base_provider.dll"), "WPUQueueApc.*");

    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    const json purposes = json_of("out/report.json").at("purposes");
    EXPECT_EQ(purposes.at("WPUQueueApc/runs_only_in_an_alertable_wait").at("reason"),
              "makes an upcall, and only a probing provider can be told to");
}

/// Disconnect data with every provider of ours, a network that fails with the probe.
TEST(Spi, DisconnectDataAndFaultsAreReal) {
    own_folder();
    const std::string probe = beside_the_program("probe_provider.dll");

    const Ended ran = run_on("spi:" + beside_the_program("layered_provider.dll") + "+" + probe,
                             "WSARecvDisconnect.*:WSARecv.*:WSPCancelBlockingCall.failed*");

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    const json clauses = json_of("out/report.json").at("clauses");
    for (const char* const slug : {"recv-disconnect.peer-disconnect-data-fills-buffer",
                                   "recv-disconnect.small-buffer-is-wsaefault",
                                   "recv-disconnect.two-way-exchange-keeps-its-order",
                                   "send-disconnect.peer-obtains-the-disconnect-data",
                                   "end-of-stream.message-socket-reports-wsaediscon",
                                   "end-of-stream.protocol-flags-decide-stream-behaviour"})
        EXPECT_EQ(clauses.at(slug).at("status"), "verified") << slug;
    for (const char* const slug : {"recv-disconnect.network-failure-may-report-wsaenetdown",
                                   "cancel-blocking.network-failure-may-report-wsaenetdown"})
        EXPECT_EQ(clauses.at(slug).at("status"), "recorded") << slug;
}

TEST(Spi, RunKilledAtAnyMomentComesToTheSameBytes) {
    own_folder();
    expect_the_same_bytes_after_kills(
        {"run", "--provider", "spi:" + beside_the_program("base_provider.dll"), "--jobs", "2",
         "--no-self-check", "--quiescence", "300", "--filter",
         "shutdown.*:WSPCancelBlockingCall.*"},
        kills_wanted(2));
}

TEST(Spi, SaysWhichDllIsNoTransportProvider) {
    own_folder();
    put("text.dll", "not a DLL");

    const Ended no_dll = run_on("spi:text.dll", "shutdown.*");
    const Ended no_provider = run_on("spi:" + beside_the_program("wsconform-agent.exe"), "recv.*");

    EXPECT_EQ(no_dll.status, 3) << no_dll.out;
    EXPECT_NE(no_dll.err.find("text.dll: it is no DLL"), std::string::npos) << no_dll.err;
    EXPECT_EQ(no_provider.status, 3) << no_provider.out;
    EXPECT_NE(no_provider.err.find("does not export WSPStartup"), std::string::npos)
        << no_provider.err;
    EXPECT_EQ(left_running(), "");
}

}  // namespace
}  // namespace wsconform
