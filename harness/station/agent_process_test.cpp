// SPDX-License-Identifier: Apache-2.0

#include "harness/station/agent_process.hpp"
#include "harness/harness_error.hpp"

#include <gtest/gtest.h>

namespace wsconform {
namespace {

const std::vector<Tester> steps = {Tester::agent, Tester::peer};

TEST(AgentProtocol, TakesItsMessages) {
    const auto event = parse_message(
        R"({ "at": 5, "thread": "b", "step": 0, "event": "returned", "value": 0 })", steps);
    EXPECT_EQ(event.kind, Message::Kind::event);
    EXPECT_EQ(event.text, R"({"at":5,"thread":"b","step":0,"event":"returned","value":0})");

    const auto upcall = parse_message(
        R"({"at":4,"thread":"b","step":0,"event":"upcall","name":"WPUModifyIFSHandle","value":0})",
        steps);
    EXPECT_EQ(upcall.kind, Message::Kind::event);
    EXPECT_EQ(upcall.step, 0U);

    const auto asks = parse_message(
        R"({"at":5,"thread":"main","step":1,"event":"asks","ports":{"s":50123}})", steps);
    EXPECT_EQ(asks.kind, Message::Kind::asks);
    EXPECT_EQ(asks.step, 1U);
    EXPECT_EQ(asks.ports.at("s"), 50123);

    EXPECT_EQ(parse_message(R"({"event":"end","how":"completed"})", steps).kind,
              Message::Kind::end);
}

TEST(AgentProtocol, RefusesEverythingElse) {
    const std::vector<std::string> lines = {
        "",
        "wine: could not load kernel32.dll",
        "[]",
        "7",
        "{",
        "{\"event\":\"\xFF\"}",
        std::string(500'000, '['),
        R"({"event":"end","how":"well"})",
        R"({"at":1,"thread":"main","step":0,"event":"danced"})",
        R"({"at":1,"thread":"main","step":2,"event":"invoked"})",
        R"({"at":1,"thread":"main","step":-1,"event":"invoked"})",
        R"({"at":1.5,"thread":"main","step":0,"event":"invoked"})",
        R"({"at":1,"thread":7,"step":0,"event":"invoked"})",
        R"({"at":1,"step":0,"event":"invoked"})",
        R"({"at":1,"thread":"main","step":1,"event":"returned"})",
        R"({"at":1,"thread":"main","step":0,"event":"upcall","value":0})",
        R"({"at":1,"thread":"main","step":1,"event":"upcall","name":"WPUSetEvent","value":1})",
        R"({"at":1,"thread":"main","step":0,"event":"asks"})",
        R"({"at":1,"thread":"main","step":1,"event":"asks","ports":{"s":65536}})",
        R"({"at":1,"thread":"main","step":1,"event":"asks","ports":{"s":null}})",
    };
    for (const std::string& line : lines)
        EXPECT_THROW(parse_message(line, steps), HarnessError) << line.substr(0, 80);
}

TEST(AgentProtocol, IsNotMisledByBracketsInText) {
    const std::string data(100, '[');
    EXPECT_NO_THROW(parse_message(
        R"({"at":1,"thread":"main","step":0,"event":"returned","data":"\")" + data + "\"}", steps));
}

}  // namespace
}  // namespace wsconform
