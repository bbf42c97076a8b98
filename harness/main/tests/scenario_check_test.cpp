// SPDX-License-Identifier: Apache-2.0

// Goal: `check` and `run --scenarios` tell the author of a scenario what no conforming provider
// could do, and which clause the scenario does not put to the test. Method: the program itself.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harness/main/tests/purposes.hpp"
#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A cancel of handle zero, and what is claimed of it.
void put_cancel(const std::string& file, const std::string& claim,
                const std::string& clause = "cancel-async.zero-handle-is-refused") {
    put(file, R"({"purpose": "A purpose of a test.", "kind": "invalid", "clauses": [")" + clause +
                  R"("], "steps": [
        {"call": "WSAStartup", "wVersionRequested": "2.2", "returns": "ok"},
        {"call": "WSACancelAsyncRequest", "hAsyncTaskHandle": 0, "returns": )" +
                  claim + "}]}");
}

constexpr const char* fault =
    "impossible: step 2: WSACancelAsyncRequest(0), claimed \"ok\", allowed returned SOCKET_ERROR, "
    "WSAEINVAL";
constexpr const char* untested =
    "claims recv-disconnect.later-receives-are-refused, but no step puts it to the test\n";

TEST(ScenarioCheck, SaysOfEachScenarioAndTraceInAFolderWhatIsWrong) {
    own_folder();
    put_cancel("own/a/good.json", R"("WSAEINVAL")");
    put_cancel("own/b/bad.json", R"("ok")");
    ASSERT_EQ(ended({"run", "--provider", "simulated", "--filter", "WSACleanup.*", "--out", "out"})
                  .status,
              0);

    const Ended good = ended({"check", "own/a/good.json", "out/traces"});
    const Ended all = ended({"check", "own"});

    EXPECT_EQ(good.status, 0) << good.out << good.err;
    EXPECT_TRUE(good.out.starts_with("own/a/good.json: possible\nout/traces/WSACleanup."));
    EXPECT_EQ(all.status, 1) << all.err;
    EXPECT_TRUE(all.out.starts_with("own/a/good.json: possible\nown/b/bad.json: ")) << all.out;
    EXPECT_TRUE(has(all.out, fault)) << all.out;
    EXPECT_TRUE(has(all.out, ", clauses cancel-async.")) << all.out;
    EXPECT_TRUE(has(all.out, "cancel-async.zero-handle-is-refused")) << all.out;
}

TEST(ScenarioCheck, FindsNothingInTheSuitesOwn) {
    own_folder();

    const Ended ran = ended({"check", WSCONFORM_SCENARIOS});

    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_FALSE(has(ran.out, "impossible")) << ran.out;
    EXPECT_FALSE(has(ran.out, "warning")) << ran.out;
}

TEST(ScenarioCheck, WarnsOfAClauseThatNoStepPutsToTheTest) {
    own_folder();
    put_cancel("own/a/idle.json", R"("WSAEINVAL")", "recv-disconnect.later-receives-are-refused");

    const Ended checked = ended({"check", "own/a/idle.json"});
    const Ended ran =
        ended({"run", "--provider", "simulated", "--scenarios", "own", "--out", "out"});

    EXPECT_EQ(checked.status, 0);
    const std::string warning = std::string{"warning: own/a/idle.json: "} + untested;
    EXPECT_EQ(checked.out, "own/a/idle.json: possible\n" + warning);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(has(ran.out, warning)) << ran.out;
}

TEST(ScenarioCheck, WarnsOfACallThatCannotReturnUnlessItIsClaimedTo) {
    own_folder();
    const std::string waits =
        R"({"purpose": "A receive waits for ever.", "kind": "valid", "clauses": [)"
        R"("end-of-stream.byte-stream-receive-returns-zero"], "steps": [)"
        R"({"call": "WSAStartup", "wVersionRequested": "2.2"}, {"peer": "listens", "as": "L"},)"
        R"({"call": "socket", "type": "SOCK_STREAM", "as": "s"},)"
        R"({"call": "connect", "s": "s", "name": "L"}, {"peer": "accepts", "on": "L", "as": "p"},)"
        R"({"call": "recv", "s": "s", "len": 16)";
    put("own/a/silent.json", waits + "}]}");
    put("own/a/claims.json", waits + R"(, "returns": {"bytes": ""}}]})");

    const Ended silent = ended({"check", "own/a/silent.json"});
    const Ended claims = ended({"check", "own/a/claims.json"});

    EXPECT_EQ(silent.status, 0);
    EXPECT_EQ(silent.out,
              "own/a/silent.json: possible\nwarning: own/a/silent.json: is not played beyond "
              "step 6: recv(s, 16) does not return\n");
    EXPECT_EQ(claims.status, 1);
    EXPECT_TRUE(has(claims.out, "allowed only that it does not return")) << claims.out;
}

TEST(ScenarioCheck, IsUndecidedOfWhatIsNotExaminedToItsEnd) {
    own_folder();
    // Whatever a socket may be told of may have been told or not, so each one multiplies the
    // states.
    std::string steps = R"({"call": "WSAStartup", "wVersionRequested": "2.2"},)"
                        R"({"window": "opens", "as": "w"})";
    const std::vector<std::string> names{"a", "b", "c", "d"};
    for (const std::string& name : names) {
        steps += R"(, {"peer": "listens", "as": "L)" + name +
                 R"("}, {"call": "socket", "type": "SOCK_STREAM", "as": ")" + name +
                 R"("}, {"call": "WSAAsyncSelect", "s": ")" + name +
                 R"(", "hWnd": "w", "wMsg": 1030, "lEvent": ["FD_READ", "FD_WRITE", "FD_CONNECT",)"
                 R"("FD_CLOSE"]}, {"call": "connect", "s": ")" +
                 name + R"(", "name": "L)" + name + R"("})";
    }
    for (const std::string& name : names) {
        steps += R"(, {"peer": "accepts", "on": "L)" + name + R"(", "as": "p)" + name +
                 R"("}, {"peer": "sends", "on": "p)" + name +
                 R"(", "bytes": "x"}, {"peer": "closes", "on": "p)" + name + R"("})";
    }
    steps += R"(, {"call": "recv", "s": "a", "len": 1, "returns": {"bytes": "x"}})";
    put("own/a/large.json", R"({"purpose": "Much is on its way.", "kind": "valid", "clauses": )"
                            R"(["end-of-stream.earlier-data-comes-first"], "steps": [)" +
                                steps + "]}");

    const Ended checked = ended({"check", "own/a/large.json"});

    EXPECT_EQ(checked.status, 3) << checked.out << checked.err;
    EXPECT_TRUE(has(checked.out, "own/a/large.json: undecided: step ")) << checked.out;
}

TEST(ScenarioCheck, TellsABadFileAndJudgesTheOthers) {
    own_folder();
    put("own/a/bad.json", "{");
    put_cancel("own/b/good.json", R"("WSAEINVAL")");

    const Ended checked = ended({"check", "own"});

    EXPECT_EQ(checked.status, 2);
    EXPECT_EQ(checked.out, "own/b/good.json: possible\n");
    EXPECT_TRUE(checked.err.starts_with("wsconform: own/a/bad.json: ")) << checked.err;
}

TEST(ScenarioCheck, DoesNotListAsAllowedWhatIsForbidden) {
    own_folder();
    put("own/a/waits.json",
        R"({"purpose": "A receive of a thread.", "kind": "valid", "clauses": [)"
        R"("pseudo-blocking.new-sockets-are-blocking"], "steps": [)"
        R"({"call": "WSAStartup", "wVersionRequested": "2.2"}, {"peer": "listens", "as": "L"},)"
        R"({"call": "socket", "type": "SOCK_STREAM", "as": "s"},)"
        R"({"call": "connect", "s": "s", "name": "L"}, {"peer": "accepts", "on": "L", "as": "p"},)"
        R"({"thread": "b", "call": "recv", "s": "s", "len": 16, "in_flight": "r"},)"
        R"({"await": "return", "of": "r", "returns": "WSAEWOULDBLOCK"}]})");

    const Ended checked = ended({"check", "own/a/waits.json"});

    EXPECT_EQ(checked.status, 1);
    EXPECT_TRUE(has(checked.out, "claimed \"WSAEWOULDBLOCK\", allowed ")) << checked.out;
    EXPECT_FALSE(has(checked.out, "SOCKET_ERROR, WSAEWOULDBLOCK")) << checked.out;
}

TEST(ScenarioCheck, ARunPlaysNothingWhereAClaimIsImpossible) {
    own_folder();
    put_cancel("own/a/good.json", R"("WSAEINVAL")");
    put_cancel("own/b/bad.json", R"("ok")");

    for (const char* const path : {"own", "own/b/bad.json"}) {
        expect_refused({{"run", "--provider", "simulated", "--scenarios", path, "--out", "out"},
                        {"own/b/bad.json: ", fault}});
        EXPECT_FALSE(fs::exists("out")) << path;
    }
    const Ended one =
        ended({"run", "--provider", "simulated", "--scenarios", "own/a/good.json", "--out", "out"});
    EXPECT_EQ(one.status, 0) << one.err;
    EXPECT_EQ(purposes_in("out/report.json").size(), 1U);
}

TEST(ScenarioCheck, RefusesWhatItCannotRead) {
    own_folder();
    fs::create_directories("empty");
    put("own/a/words.json", "words");
    put_cancel("own/b/clause.json", R"("ok")", "no.such-clause");

    expect_refused({{"check", "empty"}, {"empty", "holds no scenario", "give a folder"}});
    expect_refused({{"check", "missing.json"}, {"missing.json", "is missing"}});
    expect_refused({{"check", "own/a"}, {"own/a/words.json", "is not JSON"}});
    expect_refused({{"check", "own/b/clause.json"}, {"own/b/clause.json", "no.such-clause"}});
}

}  // namespace
}  // namespace wsconform
