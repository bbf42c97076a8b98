// SPDX-License-Identifier: Apache-2.0

// Goal: whatever breaks in the process, the trace says whose fault it is, where in the code, and by
// which access; and what the agent itself does wrong is never told as the provider's.

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

std::string scenario_of(const std::string& steps) {
    return R"({"purpose": "A test of the agent.", "clauses": ["startup.must-be-the-first-call"],
               "kind": "valid", "steps": [{"call": "WSAStartup", "wVersionRequested": "2.2"}, )" +
           steps + "]}";
}

/// A call of gethostbyname that makes the crooked DLL break in that way.
std::string breaking(const std::string& how) {
    const std::string name = "\"" + how + ".test\"";
    return scenario_of(R"({"name_server": "answers", "name": )" + name +
                       R"(, "addresses": ["192.0.2.7"]}, {"call": "gethostbyname", "name": )" +
                       name + "}");
}

std::string lending(int bytes) {
    return scenario_of(R"({"call": "gethostname", "as": "own", "namelen": )" +
                       std::to_string(bytes) + "}");
}

Ended play(const std::string& provider, const Program::Environment& environment = {}) {
    return ended({"run", "--provider", provider, "--scenarios", "scenarios", "--quiescence", "300",
                  "--out", "out", "--no-self-check"},
                 environment);
}

std::vector<json> trace_of(const std::string& purpose) {
    std::istringstream text{text_of("out/traces/" + purpose + ".jsonl")};
    std::vector<json> lines;
    for (std::string line; std::getline(text, line);)
        lines.push_back(json::parse(line));
    return lines;
}

struct Raises {
    std::string code;
    std::string access;
    std::string address;
    std::string in;  ///< Part of one of the frames.
};

const std::map<std::string, Raises>& raising() {
    static const std::map<std::string, Raises> rows{
        {"writes-nowhere", {"0xC0000005", "write", "0x8", "crooked.dll+0x"}},
        {"reads-nowhere", {"0xC0000005", "read", "0x8", "(gethostbyname+0x"}},
        {"jumps-nowhere", {"0xC0000005", "execute", "0x8", "(gethostbyname+0x"}},
        {"divides-by-zero", {"0xC0000094", "", "", "(gethostbyname+0x"}},
        {"throws", {"0x20474343", "", "", "(gethostbyname+0x"}},
        {"breaks-its-stack", {"0xC0000005", "write", "0x8", "crooked.dll+0x"}},
        {"spoils-last-error", {"0xC0000005", "write", "0x8", "(WSAGetLastError+0x"}},
    };
    return rows;
}

void expect_told(const json& fault, const Raises& row) {
    EXPECT_EQ(fault.at("code"), row.code);
    EXPECT_EQ(fault.value("access", ""), row.access);
    EXPECT_EQ(fault.value("address", ""), row.address);
    EXPECT_NE(fault.at("frames").dump().find(row.in), std::string::npos) << fault;
}

TEST(Crooked, ExceptionsAreToldWithTheirPlaceAndTheCallsBefore) {
    own_folder();
    for (const auto& [how, row] : raising())
        put("scenarios/gethostbyname/" + how + ".json", breaking(how));

    const Ended ran = play("api:" + beside_the_program("crooked.dll"));

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    const json purposes = json_of("out/report.json").at("purposes");
    for (const auto& [how, row] : raising()) {
        SCOPED_TRACE(how);
        const std::vector<json> trace = trace_of("gethostbyname." + how);
        expect_told(trace.at(trace.size() - 2).at("fault"), row);
        const json& purpose = purposes.at("gethostbyname/" + how);
        EXPECT_EQ(purpose.at("verdict"), "error");
        const json& lines = purpose.at("breakdown");
        EXPECT_EQ(lines.at(0), "step 3, thread main: gethostbyname(" + how + ".test) raised");
        EXPECT_EQ(lines.back(),
                  "before: step 2, name_server: answers " + how + ".test, 192.0.2.7 done");
    }
    EXPECT_NE(ran.out.find("  in crooked.dll+0x"), std::string::npos) << ran.out;
    EXPECT_EQ(ended({"report", "out", "--markdown", "summary.md"}).status, 0);
    EXPECT_NE(text_of("summary.md").find("`in crooked.dll+0x"), std::string::npos);
    EXPECT_NE(text_of("out/junit.xml").find("in crooked.dll+0x"), std::string::npos);
}

TEST(Crooked, CrashesAndHangsAreToldWithTheCallThatWasUnderWay) {
    own_folder();
    for (const std::string how : {"faults-on-its-own-thread", "hangs", "ends-the-process"})
        put("scenarios/gethostbyname/" + how + ".json", breaking(how));

    play("api:" + beside_the_program("crooked.dll"));

    const json purposes = json_of("out/report.json").at("purposes");
    const json& alone = purposes.at("gethostbyname/faults-on-its-own-thread");
    EXPECT_NE(alone.at("reason").dump().find("on a thread of its own: exception 0xC0000005 (access "
                                             "violation), write of 0x8, in crooked.dll+0x"),
              std::string::npos)
        << alone.at("reason");
    EXPECT_EQ(purposes.at("gethostbyname/hangs").at("breakdown").at(0),
              "step 3, thread main: gethostbyname(hangs.test) did not return");
    const json& ends = purposes.at("gethostbyname/ends-the-process").at("breakdown");
    EXPECT_EQ(ends.at(0),
              "step 3, thread main: gethostbyname(ends-the-process.test) was under way");
    EXPECT_EQ(ends.at(1), "the end: exit status 7");
}

TEST(Crooked, TouchesOfMemoryAreToldAndOnlyWritesAreViolations) {
    own_folder();
    const std::map<int, std::string> lengths{
        {160, ""},  // It leaves out the NUL. Who reads on is the agent, which must not.
        {176, "it read past the end of buffer name in thread main"},
        {192, "it wrote past the end of buffer name in thread main"},
        {4096, "it read before the start of buffer name in thread main"},
    };
    for (const auto& [bytes, told] : lengths)
        put("scenarios/gethostname/of_" + std::to_string(bytes) + ".json", lending(bytes));

    play("api:" + beside_the_program("crooked.dll"));

    const json purposes = json_of("out/report.json").at("purposes");
    for (const auto& [bytes, told] : lengths) {
        const json& purpose = purposes.at("gethostname/of_" + std::to_string(bytes));
        const std::string observed = purpose.at("transcript").back().at("observed");
        EXPECT_NE(observed.find(told), std::string::npos) << observed;
        EXPECT_EQ(observed.find("; it ") == std::string::npos, told.empty()) << observed;
        EXPECT_EQ(purpose.at("verdict"), bytes == 192 ? "fail" : "pass") << observed;
    }
}

TEST(Crooked, PointersInAReturnedHostentAreTheProvidersOwn) {
    own_folder();
    for (const std::string how : {"returns-nonsense", "returns-bad-list"})
        put("scenarios/gethostbyname/" + how + ".json", breaking(how));

    play("api:" + beside_the_program("crooked.dll"));

    const json purposes = json_of("out/report.json").at("purposes");
    const auto observed = [&](const char* purpose) {
        return purposes.at(purpose).at("transcript").back().at("observed").get<std::string>();
    };
    EXPECT_NE(observed("gethostbyname/returns-nonsense")
                  .find("; it returned a pointer to no memory: the hostent"),
              std::string::npos);
    EXPECT_NE(observed("gethostbyname/returns-bad-list")
                  .find("; it returned a pointer to no memory: an address in h_addr_list"),
              std::string::npos);
}

/// A start-up without a place for its answer that is not refused.
TEST(Crooked, SuccessOfAStartUpWithoutRoomIsAViolation) {
    own_folder();
    put("scenarios/WSAStartup/null.json",
        R"({"purpose": "A NULL pointer is refused.", "kind": "invalid",
            "clauses": ["startup.must-be-the-first-call"], "steps": [
            {"call": "WSAStartup", "wVersionRequested": "2.2", "lpWSAData": null}]})");

    play("api:" + beside_the_program("crooked.dll"));

    const json purpose = json_of("out/report.json").at("purposes").at("WSAStartup/null");
    EXPECT_EQ(purpose.at("verdict"), "fail") << purpose.at("reason");
}

TEST(Agent, TellsItsOwnFailuresAsLost) {
    own_folder();
    put("scenarios/WSACleanup/works.json", scenario_of(R"({"call": "WSACleanup"})"));
    const std::map<std::string, std::string> failures{
        {"reads",
         "the agent itself: exception 0xC0000005 (access violation), read of 0x8, in "
         "wsconform-agent.exe+0x"},
        {"reads-past", "the agent itself: exception 0xC0000005 (access violation), read of "},
        {"throws", "bad_alloc"},
        {"stalls", "step 0: the agent itself did not come to its end in time"},
    };
    for (const auto& [how, told] : failures) {
        const Ended ran =
            play("api:" + beside_the_program("crooked.dll"), {{"WSCONFORM_AGENT_FAILS", how}});
        EXPECT_EQ(ran.status, 3) << how << ran.out << ran.err;
        EXPECT_NE(ran.err.find(told), std::string::npos) << how << ": " << ran.err;
        EXPECT_EQ(trace_of("WSACleanup.works").back().at("how"), "lost") << how;
    }
}

/// The provider calls the hook, but what faults in it is ours.
TEST(Agent, TellsAFailureInItsHookAsLost) {
    own_folder();
    const Ended ran = ended({"run", "--provider", "spi:" + beside_the_program("base_provider.dll"),
                             "--filter", "recv.runs_the_callback_while_it_waits", "--quiescence",
                             "300", "--out", "out", "--no-self-check"},
                            {{"WSCONFORM_AGENT_FAILS", "in-hook"}});

    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    EXPECT_NE(ran.err.find("the agent itself: exception 0xC0000005"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace wsconform
