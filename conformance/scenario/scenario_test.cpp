// SPDX-License-Identifier: Apache-2.0

#include "conformance/scenario/scenario.hpp"

#include <gtest/gtest.h>

#include <string>

#include "conformance/text/input_error.hpp"

namespace wsconform {
namespace {

std::string document(const std::string& steps,
                     const std::string& clause = "cleanup.extra-call-is-wsanotinitialised") {
    return R"({"purpose": "A purpose of a test.", "clauses": [")" + clause +
           R"("], "kind": "valid", "steps": [)" + steps + "]}";
}

std::string fault_of(const std::string& text) {
    try {
        parse_scenario(text, "WSACleanup/x", "x.json");
    } catch (const InputError& error) {
        return error.what();
    }
    return "no fault";
}

TEST(Scenario, GivesNamesTheirIndicesInOrder) {
    const Scenario scenario =
        parse_scenario(document(R"({"call": "WSAStartup", "wVersionRequested": "2.2"},
                    {"window": "opens", "as": "w"},
                    {"thread": "b", "call": "WSAAsyncGetProtoByName", "hWnd": "w", "wMsg": 1025,
                     "name": "tcp", "buf": "b1", "buflen": 1, "as": "r1"},
                    {"call": "WSACancelAsyncRequest", "hAsyncTaskHandle": "r1", "returns": "ok"})"),
                       "WSACleanup/x", "x.json");

    ASSERT_EQ(scenario.steps.size(), 4U);
    const auto& lookup = std::get<calls::AsyncGet>(scenario.steps[2].call);
    EXPECT_EQ(scenario.steps[2].thread, ThreadId{1});
    EXPECT_EQ(lookup.window, WindowId{0});
    EXPECT_EQ(lookup.room, Room::too_small);
    EXPECT_EQ(lookup.answer, Answer::found);
    EXPECT_EQ(std::get<calls::CancelAsync>(scenario.steps[3].call).request, lookup.as);
    EXPECT_EQ(scenario.steps[3].action, "WSACancelAsyncRequest(r1)");
    ASSERT_TRUE(scenario.steps[3].claim.has_value());
    EXPECT_EQ(scenario.steps[3].claim->front().kind, ReplyKind::done);
}

TEST(Scenario, NamesASocketOnceItsAcceptHasReturned) {
    const std::string text =
        document(R"({"call": "socket", "type": "SOCK_STREAM", "as": "s"},)"
                 R"({"thread": "b", "call": "accept", "s": "s", "as": "c", "in_flight": "r"},)"
                 R"({"await": "return", "of": "r"}, {"call": "closesocket", "s": "c"})");
    EXPECT_EQ(fault_of(text), "no fault");
}

TEST(Scenario, SaysWhereItIsWrong) {
    std::string many;
    for (int i = 0; i < 9; ++i) {
        many += (i == 0 ? "" : ", ") + (R"({"call": "socket", "type": "SOCK_STREAM", "as": "s)" +
                                        std::to_string(i) + "\"}");
    }
    const std::string socket = R"({"call": "socket", "type": "SOCK_STREAM", "as": "s"}, )";
    const std::string accepting =
        socket + R"({"thread": "b", "call": "accept", "s": "s", "as": "c", "in_flight": "r"}, )";
    const struct {
        std::string text;
        std::string said;
    } rows[] = {
        {"", "x.json"},
        {"{", "the file ends in the middle"},
        {"[1, 2]", "x.json"},
        {document(""), ".steps"},
        {document(R"({"call": "fly"})"), ".steps[0]"},
        {document(R"({"call": "send", "s": "s"})"), ".steps[0]"},
        {document(R"({"call": "WSACleanup", "colour": 1})"), ".steps[0]"},
        {document(R"({"call": "WSACleanup"})", "no.such-clause"), "is no clause of the catalogue"},
        {document(R"({"call": "closesocket", "s": "s"})"), ".steps[0]: \"s\" is not introduced"},
        {document(many), ".steps[8]: \"s8\" is one name more than a scenario may have"},
        {document(R"({"call": "WSACleanup", "returns": "WSAENOSUCHCODE"})"),
         "is no published error code"},
        {document(R"({"call": "WSAStartup", "wVersionRequested": "two"})"), "x.json"},
        {document(socket + R"({"call": "connect", "s": "s", "name": "nobody"})"),
         ".steps[1]: \"nobody\" is not introduced"},
        {document(socket + R"({"call": "sendto", "s": "s", "buf": "x", "to": "nobody"})"),
         ".steps[1]: \"nobody\" is not introduced"},
        {document(accepting + R"({"call": "closesocket", "s": "c"})"),
         ".steps[2]: \"c\" is the socket that \"r\", still in flight, gives; await \"r\" first"},
        {document(accepting + R"({"call": "select", "readfds": ["c"], "timeout_ms": 0})"),
         "still in flight"},
        {document(accepting + R"({"call": "connect", "s": "s", "name": "c"})"), "still in flight"},
        {document(accepting + R"({"await": "return", "of": "r", "returns": "nothing"},)"
                              R"({"peer": "connects", "to": "c", "as": "p"})"),
         "still in flight"},
    };
    for (const auto& [text, said] : rows) {
        const std::string fault = fault_of(text);
        EXPECT_NE(fault.find(said), std::string::npos) << fault;
        EXPECT_EQ(fault.find('\n'), std::string::npos) << fault;
        EXPECT_TRUE(fault.starts_with("x.json: ")) << fault;
    }
}

}  // namespace
}  // namespace wsconform
