// SPDX-License-Identifier: Apache-2.0

// Goal: every kind of claim counts. Method: of each kind one that a conforming provider can meet,
// and the same with something else claimed, which none can.

#include "conformance/judging/claim_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wsconform {
namespace {

const std::string start = R"({"call": "WSAStartup", "wVersionRequested": "2.2", "returns": "ok"},)";
const std::string datagrams = start + R"(
    {"peer": "binds", "as": "u"},
    {"call": "socket", "type": "SOCK_DGRAM", "as": "s", "returns": "ok"},
    {"call": "bind", "s": "s", "returns": "ok"},)";
const std::string stream = start + R"(
    {"peer": "listens", "as": "L"},
    {"call": "socket", "type": "SOCK_STREAM", "as": "s", "returns": "ok"},
    {"call": "connect", "s": "s", "name": "L", "returns": "ok"},
    {"peer": "accepts", "on": "L", "as": "p"},)";
const std::string other = R"({"call": "socket", "type": "SOCK_STREAM", "as": "t"},)";
const std::string hello = R"({"peer": "sends", "on": "p", "bytes": "hello"},)";
const std::string lookup = start + R"(
    {"window": "opens", "as": "w"},
    {"call": "WSAAsyncGetProtoByName", "hWnd": "w", "wMsg": 1025, "name": "tcp", "buf": "b1",
     "buflen": 1024, "as": "r1", "returns": "ok"},)";
const std::string overlapped = datagrams + R"(
    {"call": "WSARecv", "s": "s", "len": 16, "lpOverlapped": "o1", "returns": {"pending": true}},)";

Scenario scenario(const std::string& steps,
                  const std::string& clause = "cleanup.extra-call-is-wsanotinitialised") {
    return parse_scenario(R"({"purpose": "A purpose of a test.", "clauses": [")" + clause +
                              R"("], "kind": "valid", "steps": [)" + steps + "]}",
                          "WSACleanup/x", "x.json");
}

struct Row {
    std::string before;
    std::string step;  ///< Without its end.
    std::string possible;
    std::string impossible;
};

std::string returns(const Row& row, const std::string& claim) {
    return row.before + row.step + R"(, "returns": )" + claim + "}";
}

const std::vector<Row> kinds{
    {start, R"({"call": "closesocket", "s": "not_a_socket")", R"("WSAENOTSOCK")", R"("ok")"},
    {start, R"({"call": "closesocket", "s": "not_a_socket")", R"(["ok", "WSAENOTSOCK"])",
     R"(["ok", "WSAEINVAL"])"},
    {"", R"({"call": "WSAStartup", "wVersionRequested": "2.2")",
     R"({"wVersion": "2.2", "wHighVersion": "2.2"})",
     R"({"wVersion": "2.2", "wHighVersion": "1.1"})"},
    {start + R"({"call": "WSASetLastError", "iError": 10022},)", R"({"call": "WSAGetLastError")",
     R"("WSAEINVAL")", "0"},
    {start, R"({"constant": "MAXGETHOSTSTRUCT")", "1024", "1025"},
    {lookup, R"({"await": "message")", R"({"message": "r1"})",
     R"({"message": "r1", "error": "WSANO_DATA"})"},
    {lookup, R"({"await": "message")", R"({"message": "r1"})", R"("nothing")"},
    {stream + hello, R"({"call": "recv", "s": "s", "len": 16)", R"({"bytes": "hello"})",
     R"({"bytes": "hello?"})"},
    {stream + hello, R"({"call": "recv", "s": "s", "len": 16)", R"({"bytes": "hello"})",
     R"({"bytes": "olleh"})"},
    {stream + hello + R"({"call": "recv", "s": "s", "len": 2, "returns": "ok"},)",
     R"({"call": "recv", "s": "s", "len": 16)", R"({"bytes": "llo"})", R"({"bytes": "hel"})"},
    {stream + R"({"call": "send", "s": "s", "buf": "hello", "returns": "ok"},)",
     R"({"peer": "observes", "on": "p")", R"({"bytes": "hello"})", R"({"bytes": "jello"})"},
    {stream + R"({"call": "send", "s": "s", "buf": "hello", "returns": "ok"},)",
     R"({"peer": "observes", "on": "p")", R"([{"bytes": "hello"}, "end"])", R"("end")"},
    {stream + hello + other, R"({"call": "select", "readfds": ["s"], "timeout_ms": 100)",
     R"({"readfds": ["s"]})", R"({"readfds": []})"},
    {stream + hello + other, R"({"call": "select", "readfds": ["s"], "timeout_ms": 100)",
     R"({"readfds": ["s"]})", R"({"readfds": ["t"]})"},
    {overlapped + R"({"call": "closesocket", "s": "s"}, {"wait": "quiescence"},)",
     R"({"overlapped": "looks", "on": "o1")", R"("signalled")", R"("unsignalled")"},
    {overlapped, R"({"overlapped": "looks", "on": "o1")", R"("unsignalled")", R"("signalled")"},
    {stream + R"({"call": "setsockopt", "s": "s", "optname": "SO_LINGER", "l_onoff": 1,
                  "l_linger": 5, "returns": "ok"},)",
     R"({"call": "getsockopt", "s": "s", "optname": "SO_LINGER")",
     R"({"l_onoff": 1, "l_linger": 5})", R"({"l_onoff": 1, "l_linger": 6})"},
};

TEST(ClaimCheck, CountsEveryKindOfClaim) {
    for (const Row& row : kinds) {
        EXPECT_EQ(impossible_claim(scenario(returns(row, row.possible))), std::nullopt)
            << returns(row, row.possible);
        const Scenario wrong = scenario(returns(row, row.impossible));
        EXPECT_EQ(impossible_claim(wrong), wrong.steps.size() - 1) << returns(row, row.impossible);
    }
}

TEST(ClaimCheck, SaysWhatIsAllowedInsteadAndWhy) {
    const Scenario wrong =
        scenario(start + R"({"call": "WSACancelAsyncRequest", "hAsyncTaskHandle": 0,
                             "returns": "ok"})");

    const auto fault = check_claims(wrong, Grading::portable).impossible;

    ASSERT_TRUE(fault.has_value());
    EXPECT_EQ(fault->step, 1U);
    ASSERT_FALSE(fault->allowed.empty());
    EXPECT_EQ(fault->allowed.front(), "returned SOCKET_ERROR, WSAEINVAL");
    const auto because = "cancel-async.zero-handle-is-refused"_clause;
    EXPECT_NE(std::ranges::find(fault->clauses, because), fault->clauses.end());
}

/// What a step leaves open may have been whatever a later claim needs.
TEST(ClaimCheck, LeavesOpenWhatIsNotClaimed) {
    const std::string text = stream + hello + R"({"call": "recv", "s": "s", "len": 4},
        {"call": "recv", "s": "s", "len": 16, "returns": {"bytes": "lo"}})";

    EXPECT_EQ(impossible_claim(scenario(text)), std::nullopt);
}

TEST(ClaimCheck, NamesTheClauseThatNoStepPutsToTheTest) {
    const std::string cleanup = R"({"call": "WSACleanup", "returns": "WSANOTINITIALISED"})";

    const auto idle =
        check_claims(scenario(cleanup, "cancel-async.zero-handle-is-refused"), Grading::portable);
    const auto sound = check_claims(scenario(cleanup), Grading::portable);

    EXPECT_EQ(idle.impossible, std::nullopt);
    EXPECT_EQ(idle.untested, std::vector<ClauseId>{"cancel-async.zero-handle-is-refused"_clause});
    EXPECT_TRUE(sound.untested.empty());
}

}  // namespace
}  // namespace wsconform
