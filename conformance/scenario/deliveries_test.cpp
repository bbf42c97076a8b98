// SPDX-License-Identifier: Apache-2.0

// Goal: bytes are right where they were sent, and nothing is said where the steps leave it open.
// Method: the steps of a scenario are noted as claimed, all but the last, which is asked.

#include "conformance/scenario/deliveries.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wsconform {
namespace {

const std::string start = R"({"call": "WSAStartup", "wVersionRequested": "2.2", "returns": "ok"},)";
const std::string connected = start + R"(
    {"peer": "listens", "as": "L"},
    {"call": "socket", "type": "SOCK_STREAM", "as": "s", "returns": "ok"},
    {"call": "connect", "s": "s", "name": "L", "returns": "ok"},
    {"peer": "accepts", "on": "L", "as": "p"},)";
const std::string datagrams = start + R"(
    {"peer": "binds", "as": "u"}, {"peer": "binds", "as": "v"},
    {"call": "socket", "type": "SOCK_DGRAM", "as": "s", "returns": "ok"},
    {"call": "bind", "s": "s", "returns": "ok"},)";
const std::string listening = start + R"(
    {"call": "socket", "type": "SOCK_STREAM", "as": "l", "returns": "ok"},
    {"call": "bind", "s": "l", "returns": "ok"},
    {"call": "listen", "s": "l", "backlog": 5, "returns": "ok"},
    {"peer": "connects", "to": "l", "as": "p"}, {"peer": "connects", "to": "l", "as": "q"},
    {"peer": "sends", "on": "p", "bytes": "ab"}, {"peer": "sends", "on": "q", "bytes": "cd"},)";
const std::string accepted = R"(
    {"call": "accept", "s": "l", "as": "a", "returns": "ok"},
    {"call": "accept", "s": "l", "as": "d", "returns": "ok"},)";
const std::string sent_ab = R"({"peer": "sends", "on": "u", "bytes": "ab", "to": "s"},)";
const std::string sent_cd = R"({"peer": "sends", "on": "u", "bytes": "cd", "to": "s"},)";
const std::string overlapped = R"(
    {"call": "WSARecv", "s": "s", "len": 9, "lpOverlapped": "o", "returns": {"pending": true}},
    {"call": "WSARecv", "s": "s", "len": 9, "lpOverlapped": "n", "returns": {"pending": true}},)";

struct Row {
    const char* about;
    std::string steps;
    std::vector<std::string> right;
    std::vector<std::string> wrong;
};

const std::vector<Row> rows{
    {"what the peer sent",
     connected + R"({"peer": "sends", "on": "p", "bytes": "abc"},
        {"call": "recv", "s": "s", "len": 9})",
     {"abc", "a"},
     {"b", "abcd"}},
    {"what comes after it",
     connected + R"({"peer": "sends", "on": "p", "bytes": "abc"},
        {"call": "recv", "s": "s", "len": 2, "returns": {"bytes": "ab"}},
        {"call": "recv", "s": "s", "len": 9})",
     {"c"},
     {"a", "abc"}},
    {"what was only looked at",
     connected + R"({"peer": "sends", "on": "p", "bytes": "abc"},
        {"call": "recv", "s": "s", "len": 2, "flags": "MSG_PEEK", "returns": {"bytes": "ab"}},
        {"call": "recv", "s": "s", "len": 9})",
     {"abc"},
     {"c"}},
    {"a second send seen by the peer",
     connected + R"(
        {"call": "send", "s": "s", "buf": "ab", "returns": "ok"},
        {"peer": "observes", "on": "p", "returns": {"bytes": "ab"}},
        {"call": "send", "s": "s", "buf": "cd", "returns": "ok"},
        {"peer": "observes", "on": "p"})",
     {"cd"},
     {"ab"}},
    {"a send of which nothing is known",
     connected + R"(
        {"call": "send", "s": "s", "buf": "ab"}, {"peer": "observes", "on": "p"})",
     {"ab", "b"},
     {}},
    {"the connection that called first",
     listening + accepted + R"({"call": "recv", "s": "a", "len": 9})",
     {"ab"},
     {"cd"}},
    {"the connection that called second",
     listening + accepted + R"({"call": "recv", "s": "d", "len": 9})",
     {"cd"},
     {"ab"}},
    {"a connection that was reset before",
     listening + R"({"peer": "resets", "on": "p"},)" + accepted +
         R"({"call": "recv", "s": "a", "len": 9})",
     {"ab", "cd"},
     {}},
    {"the first datagram",
     datagrams + sent_ab + sent_cd + R"({"call": "recvfrom", "s": "s", "len": 9})",
     {"ab"},
     {"cd"}},
    {"the datagram after one that was cut",
     datagrams + sent_ab + sent_cd + R"(
        {"call": "recvfrom", "s": "s", "len": 1, "returns": "WSAEMSGSIZE"},
        {"call": "recvfrom", "s": "s", "len": 9})",
     {"cd"},
     {"ab"}},
    {"a stranger's datagram",
     datagrams + R"(
        {"call": "connect", "s": "s", "name": "v", "returns": "ok"},)" +
         sent_ab + R"(
        {"peer": "sends", "on": "v", "bytes": "ef", "to": "s"},
        {"call": "recvfrom", "s": "s", "len": 9})",
     {"ef"},
     {"ab"}},
    {"what came before the destination was set",
     datagrams + sent_ab + R"(
        {"call": "connect", "s": "s", "name": "v", "returns": "ok"},
        {"peer": "sends", "on": "v", "bytes": "ef", "to": "s"},
        {"call": "recvfrom", "s": "s", "len": 9})",
     {"ab", "ef"},
     {"gh"}},
    {"what a receive in flight may have taken",
     datagrams + R"(
        {"thread": "b", "call": "recvfrom", "s": "s", "len": 9, "in_flight": "r"},)" +
         sent_ab + sent_cd + R"({"call": "recvfrom", "s": "s", "len": 9})",
     {"ab", "cd"},
     {}},
    {"the first of two overlapped receives",
     datagrams + overlapped + sent_ab + sent_cd +
         R"({"call": "WSAGetOverlappedResult", "s": "s", "lpOverlapped": "o"})",
     {"ab"},
     {"cd"}},
    {"the second of two overlapped receives",
     datagrams + overlapped + sent_ab + sent_cd +
         R"({"call": "WSAGetOverlappedResult", "s": "s", "lpOverlapped": "n"})",
     {"cd"},
     {"ab"}},
};

TEST(Deliveries, BringWhatWasSentThere) {
    for (const Row& row : rows) {
        SCOPED_TRACE(row.about);
        const Scenario scenario = parse_scenario(
            R"({"purpose": "A purpose of a test.", "clauses": ["datagram.comes-as-it-was-sent"],
                "kind": "valid", "steps": [)" +
                row.steps + "]}",
            "recv/x", "x.json");
        const std::size_t last = scenario.steps.size() - 1;
        Deliveries deliveries{scenario};
        for (std::size_t i = 0; i < last; ++i)
            deliveries.note(i, claimed_end(scenario.steps[i]));

        for (const std::string& bytes : row.right)
            EXPECT_TRUE(deliveries.may_bring(last, bytes)) << bytes;
        for (const std::string& bytes : row.wrong)
            EXPECT_FALSE(deliveries.may_bring(last, bytes)) << bytes;
        if (!row.wrong.empty()) {
            const auto next = deliveries.next(last, row.right.front().size());
            EXPECT_TRUE(next && deliveries.may_bring(last, *next));
        }
    }
}

}  // namespace
}  // namespace wsconform
