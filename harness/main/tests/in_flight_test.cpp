// SPDX-License-Identifier: Apache-2.0

// Goal: the agent plays calls that wait, on a real provider, as the script says: in flight, from
// within a hook, past its patience. Method: look at the events themselves, not at the verdict.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A connection of a 1.1 client: steps 0 to 4.
const std::string connected =
    R"({"call": "WSAStartup", "wVersionRequested": "1.1"}, {"peer": "listens", "as": "L"},)"
    R"({"call": "socket", "type": "SOCK_STREAM", "as": "s"},)"
    R"({"call": "connect", "s": "s", "name": "L"}, {"peer": "accepts", "on": "L", "as": "p"},)";
const std::string with_hook = R"({"call": "WSASetBlockingHook", "lpBlockFunc": "h"},)";
const std::string receives = R"({"call": "recv", "s": "s", "len": 16, "in_flight": "r"},)";
const std::string sends = R"({"peer": "sends", "on": "p", "bytes": "early"},)";
const std::string returns = R"({"await": "return", "of": "r"})";
const std::string waits = R"({"await": "return", "of": "r", "returns": "nothing"},)";

/// What the trace tells of the steps from number 5 on, without upcalls, and its footer.
std::vector<json> played(const std::string& steps) {
    fs::create_directories("own/recv");
    put("own/recv/is_played.json",
        R"({"purpose": "A script of a test is played.", "clauses":)"
        R"(["nesting.spi-entries-refuse-nesting-except-cancel"], "kind": "valid", "steps": [)" +
            connected + steps + "]}");
    const fs::path base = beside_the_program("base_provider.dll");
    const Ended ran = ended({"run", "--provider", "spi:" + base.string(), "--quiescence", "300",
                             "--scenarios", "own", "--out", "out"});
    EXPECT_NE(ran.status, 2) << ran.err;
    EXPECT_EQ(left_running(), "");

    std::vector<json> events;
    std::istringstream trace{text_of("out/traces/recv.is_played.jsonl")};
    for (std::string line; std::getline(trace, line);) {
        const json event = json::parse(line);
        const bool is_later = event.value("step", 5) >= 5 && event.contains("event");
        if (is_later && event.at("event") != "upcall") events.push_back(event);
    }
    return events;
}

/// Which steps began ("5") and ended ("5.") in which order.
std::string order_of(const std::vector<json>& events) {
    std::string order;
    for (const json& event : events) {
        if (!event.contains("step")) continue;
        const bool began = event.at("event") == "invoked";
        order += (order.empty() ? "" : " ") + event.at("step").dump() + (began ? "" : ".");
    }
    return order;
}

/// What came back of a step.
json facts_of(const std::vector<json>& events, int step) {
    json facts;
    for (const json& event : events)
        if (event.value("step", -1) == step && event.at("event") != "invoked") facts = event;
    return facts;
}

TEST(InFlight, CallWaitsWhileAnotherThreadActs) {
    own_folder();

    const auto events =
        played(R"({"thread": "b", "call": "recv", "s": "s", "len": 16, "in_flight": "r"},)" +
               waits + R"({"call": "WSPCancelBlockingCall"},)" + waits + sends + returns);

    EXPECT_EQ(order_of(events), "5 6 6. 7 7. 8 8. 9 9. 10 10.");
    EXPECT_EQ(facts_of(events, 6).value("pending", false), true);
    EXPECT_EQ(facts_of(events, 7).at("error"), 10022);
    EXPECT_EQ(facts_of(events, 8).value("pending", false), true);
    EXPECT_EQ(facts_of(events, 10).at("data"), "early");
}

TEST(InFlight, CancelFromItsHookEndsTheCall) {
    own_folder();

    const auto events = played(with_hook + receives +
                               R"({"inside": "r", "call": "WSACancelBlockingCall"},)" + returns);

    EXPECT_EQ(order_of(events), "5 5. 6 7 7. 8 8.");
    EXPECT_EQ(facts_of(events, 7).at("value"), 0);
    EXPECT_EQ(facts_of(events, 8).at("error"), 10004);
}

TEST(InFlight, NestedCallIsAnsweredWhileTheOuterOneWaits) {
    own_folder();

    const auto events =
        played(with_hook + receives + R"({"inside": "r", "call": "send", "s": "s", "buf": "x"},)" +
               sends + returns);

    EXPECT_EQ(order_of(events), "5 5. 6 7 7. 8 8. 9 9.");
    EXPECT_EQ(facts_of(events, 7).at("error"), 10036);
    EXPECT_EQ(facts_of(events, 9).at("data"), "early");
}

TEST(InFlight, StepForAHookThatIsNotRunIsWithdrawn) {
    own_folder();

    const auto events =
        played(receives + R"({"inside": "r", "call": "WSACancelBlockingCall"},)" + sends + returns);

    EXPECT_EQ(facts_of(events, 6).value("not_run", false), true);
    EXPECT_EQ(facts_of(events, 8).at("data"), "early");
}

TEST(InFlight, CallThatNeverReturnsIsTheEndOfTheScript) {
    own_folder();

    const auto events =
        played(R"({"call": "recv", "s": "s", "len": 16},)" + sends + R"({"call": "WSACleanup"})");

    ASSERT_EQ(order_of(events), "5 5.");
    EXPECT_EQ(facts_of(events, 5).at("event"), "hung");
    EXPECT_EQ(events.back().value("how", ""), "hung");
}

}  // namespace
}  // namespace wsconform
