// SPDX-License-Identifier: Apache-2.0

// Goal: a program that `wsconform reproduce` writes builds without a warning and shows on Wine what
// the run shows. Method: those of Wine's known deviations that a program shows by itself; of those
// with a blocking hook one, since each waits for seconds.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/main/tests/reproducing.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "reports/expectations.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;

bool has_a_hook_at_work(const std::string& id) {
    const json steps = json_of(fs::path{WSCONFORM_SCENARIOS} / (id + ".json")).at("steps");
    return std::ranges::any_of(
        steps, [](const json& step) { return step.contains("inside") || step.contains("hook"); });
}

TEST(WineReproduces, ItsKnownDeviations) {
    own_folder();
    const WineWithFolder wine;
    const fs::path known = fs::path{WSCONFORM_SCENARIOS} / "../reports/expectations/wine-8.0.json";
    const auto purposes = read_expectations(known).purposes;
    std::size_t shown = 0;

    for (const auto& [id, expectation] : purposes) {
        if (has_a_hook_at_work(id) || needs_names(id) || !is_reproducible(id)) continue;
        const std::string name = built(id);
        EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1) << said(name + ".out");
        EXPECT_NE(said(name + ".out").find("   DIFFERS"), std::string::npos) << id;
        ++shown;
    }

    EXPECT_GE(shown, 30U);
}

/// The commands of an example in a document, and what it says that they print.
std::pair<std::string, std::string> example_in(const std::string& document,
                                               const std::string& title) {
    const std::string text =
        text_of(fs::path{WSCONFORM_SCENARIOS}.parent_path() / "docs" / document);
    std::istringstream lines{text.substr(text.find("\n## " + title + "\n"))};
    std::string commands;
    std::string output;
    const std::string indent = "    ";
    bool is_output = false;
    for (std::string line; std::getline(lines, line);) {
        is_output |= line.empty() && !commands.empty();
        if (line.starts_with(indent)) (is_output ? output : commands) += line.substr(4) + "\n";
        if (!output.empty() && line.empty()) break;
    }
    return {commands, output};
}

TEST(WineReproduces, AsTheDocumentsShowIt) {
    own_folder();
    fs::create_directories("home");
    fs::create_directories("build");
    const auto [commands, output] = example_in("wine-developer.md", "A minimal reproduction");
    put("conform", "#!/bin/sh\nexec '" WSCONFORM_PROGRAM "' \"$@\"\n");
    fs::permissions("conform", fs::perms::owner_all);
    put("typed", commands);

    std::system(
        "export HOME=$PWD/home; unset WINEPREFIX WINEDEBUG; . ./typed >said 2>&1; "
        "wineserver -w");

    EXPECT_EQ(said("said"), output);
    EXPECT_EQ(std::ranges::count(output, '\n'), 4);
    // Wine may put menus there, and no Windows folder.
    EXPECT_FALSE(fs::exists("home/.wine"));
    fs::remove_all("build");
}

TEST(WineReproduces, WhatConformsWithoutADifference) {
    own_folder();
    const WineWithFolder wine;

    for (const std::string id :
         {"WSAAsyncGetProtoByName/result_is_a_protoent", "WSAGetLastError/value_is_per_thread",
          "shutdown/sd_send_ends_the_stream_after_its_data",
          "recv/graceful_close_reads_as_zero_bytes"}) {
        const std::string name = built(id);
        EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 0) << said(name + ".out");
    }
}

TEST(WineReproduces, NamesThatTheProgramItselfAnswers) {
    own_folder();
    const WineWithFolder wine;

    const std::vector<std::string> names{
        built("WSAAsyncGetHostByName/result_has_aliases_and_addresses"),
        built("WSAAsyncGetHostByName/server_failure_is_wsatry_again"),
        built("WSACancelAsyncRequest/running_request_is_cancelled"),
        built("WSACancelAsyncRequest/zero_handle_is_refused_while_a_request_runs"),
        built("WSAAsyncGetHostByAddr/only_four_bytes_of_pf_inet_are_looked_up")};

    EXPECT_EQ(wine.statuses_with_names(names), (std::vector{0, 0, 0, 1, 0}));
    EXPECT_NE(said(names[3] + ".out").find("   DIFFERS"), std::string::npos);

    // Outside of that network nobody asks the program, and it says so.
    EXPECT_EQ(wine.status_of(names[0] + ".exe", "outside.out"), 2);
    EXPECT_NE(said("outside.out").find("UNDECIDED: this machine does not ask"), std::string::npos);
}

TEST(WineReproduces, AResetThatNeverComes) {
    own_folder();
    const WineWithFolder wine;

    const std::string name = built("WSARecvDisconnect/unread_data_resets_the_connection");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1);
    const std::string told = "step 8: observes p -> nothing   DIFFERS, expected: reset\n";
    EXPECT_NE(said(name + ".out").find(told), std::string::npos) << said(name + ".out");
}

TEST(WineReproduces, NoResetThatTheProviderHidesFromItsOwnPeer) {
    own_folder();
    const WineWithFolder wine;

    const std::string name = built("closesocket/zero_linger_resets_the_connection");

    // The run sees the reset, from outside.
    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 2);
    const std::string text = said(name + ".out");
    EXPECT_NE(text.find("step 8: observes p -> end   UNDECIDED, expected: reset\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("shows it \"end\" for every reset"), std::string::npos) << text;
    EXPECT_NE(text.find("\nUNDECIDED: 1 of "), std::string::npos) << text;
}

TEST(WineReproduces, RepliesThatExcludeEachOther) {
    own_folder();
    const WineWithFolder wine;

    const std::string name =
        built("WSACancelAsyncRequest/local_requests_are_cancelled_or_complete");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1);
    EXPECT_NE(said(name + ".out").find("   DIFFERS: one excludes the other\n"), std::string::npos)
        << said(name + ".out");
}

/// Which of the purposes are compared: each nth, and with 1 all of them, which takes ten minutes.
std::size_t stride() {
    const char* const given = std::getenv("WSCONFORM_REPRODUCE_EVERY");
    return given == nullptr ? 20 : std::max(1UL, std::strtoul(given, nullptr, 10));
}

TEST(WineReproduces, WhatTheRunFound) {
    own_folder();
    const WineWithFolder wine;
    const fs::path published = fs::path{WSCONFORM_SCENARIOS} / "../reports/published/wine-8.0.json";
    const json purposes = json_of(published).at("purposes");
    std::size_t number = 0;
    std::size_t agreed = 0;
    std::size_t undecided = 0;

    for (const auto& [id, purpose] : purposes.items()) {
        const std::string verdict = purpose.at("verdict");
        if (verdict == "not-applicable" || verdict == "untested") continue;
        if (number++ % stride() != 0 || needs_names(id) || !is_reproducible(id)) continue;
        const std::string name = built(id);
        const int status = wine.status_of(name + ".exe", name + ".out");
        const bool deviates = verdict == "fail" || verdict == "error";
        // What it cannot tell, it says.
        const bool is_undecided =
            status == 2 && said(name + ".out").find("UNDECIDED: ") != std::string::npos;
        EXPECT_TRUE(is_undecided || status == (deviates ? 1 : 0)) << id << " is " << verdict << "\n"
                                                                  << said(name + ".out");
        ++(is_undecided ? undecided : agreed);
    }

    std::cout << "as in the run: " << agreed << ", undecided: " << undecided << "\n";
    EXPECT_GE(agreed, 9 * undecided);
}

TEST(WineReproduces, AHookThatNeverRuns) {
    own_folder();
    const WineWithFolder wine;

    const std::string name = built("WSASetBlockingHook/hook_runs_while_a_call_waits");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1);
    EXPECT_NE(said(name + ".out").find("   DIFFERS"), std::string::npos) << said(name + ".out");
}

/// Its names and its purpose mean something else in C.
constexpr const char* awkward_scenario = R"({
  "purpose": "This /* is */ a file of somebody's own.",
  "clauses": ["cancel-async.zero-handle-is-refused"],
  "kind": "valid",
  "steps": [
    {"call": "WSAStartup", "wVersionRequested": "2.2", "returns": "ok"},
    {"peer": "listens", "as": "DWORD"},
    {"call": "socket", "type": "SOCK_STREAM", "as": "code"},
    {"call": "connect", "s": "code", "name": "DWORD", "returns": "ok"},
    {"peer": "accepts", "on": "DWORD", "as": "int"},
    {"peer": "sends", "on": "int", "bytes": "\"*/ \\??/"},
    {"call": "recv", "s": "code", "len": 16, "returns": ["ok", "WSAECONNRESET"]},
    {"call": "WSACancelAsyncRequest", "hAsyncTaskHandle": 0}
  ]
})";

TEST(WineReproduces, AFileOfSomebodysOwn) {
    own_folder();
    const WineWithFolder wine;
    put("found/again.json", awkward_scenario);

    const std::string name = built("found/again.json");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 0) << said(name + ".out");
    EXPECT_NE(said(name + ".out").find("step 8: WSACancelAsyncRequest(0) -> ok\n"),
              std::string::npos)
        << said(name + ".out");
}

TEST(WineReproduces, WhatGenerationFinds) {
    own_folder();
    const WineWithFolder wine;
    Program program{{"run", "--provider", "wine", "--filter", "generated.legacy_options", "--cases",
                     "8", "--quiescence", "300", "--jobs", "2", "--out", "out"}};
    const Ended ran = program.ended(280s);
    EXPECT_EQ(ran.status, 1) << ran.err;
    std::size_t shown = 0;

    for (const auto& entry : fs::recursive_directory_iterator{"out/counterexamples"}) {
        if (!entry.is_regular_file()) continue;
        const std::string found = text_of(entry.path());
        const std::string copy = "found/" + entry.path().filename().string();
        put(copy, found);
        if (found.find("\"returns\"") == std::string::npos || !is_reproducible(copy)) continue;
        const std::string name = built(copy);
        EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1) << said(name + ".out");
        EXPECT_NE(said(name + ".out").find("   DIFFERS"), std::string::npos) << found;
        ++shown;
    }

    EXPECT_GE(shown, 3U);
}

}  // namespace
}  // namespace wsconform
