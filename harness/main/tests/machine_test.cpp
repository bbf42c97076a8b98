// SPDX-License-Identifier: Apache-2.0

// What a run says, first of all, of a machine that cannot show everything.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The agent is elsewhere, where the suite has no peer of its own.
std::vector<std::string> words_with(const std::vector<std::string>& more) {
    std::vector<std::string> words{
        "run",         "--provider", "api:x.dll", "--agent", "exec sh ./agent.sh",
        "--scenarios", "scenarios",  "--out",     "out"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

void put_purposes() {
    put("agent.sh", "case \"$*\" in *--capabilities) exec " WSCONFORM_PRETENDER
                    " \"$@\";; esac\nexec " WSCONFORM_PRETENDER " well \"$@\"\n");
    put("scenarios/WSAStartup/is_played.json",
        R"({"purpose": "It is played.", "clauses": ["startup.returns-the-error-code-itself"],
            "kind": "valid", "steps": [{"call": "WSAStartup", "wVersionRequested": "0.0"}]})");
    put("scenarios/WSAStartup/needs_a_peer.json",
        R"({"purpose": "It needs a peer.", "clauses": ["startup.returns-the-error-code-itself"],
            "kind": "valid", "steps": [{"peer": "listens", "as": "L"},
                                       {"call": "WSAStartup", "wVersionRequested": "0.0"}]})");
}

TEST(Machine, ThatCannotShowAPurposeLeavesItUntestedAndSaysSoFirst) {
    own_folder();
    put_purposes();

    const Ended ran = ended(words_with({}));

    const std::string warning = "not isolated: the provider could reach whatever its user can\n";
    EXPECT_EQ(ran.out.find(warning + "untested here: 1 of 2 purposes, needs the peer of the "), 0U)
        << ran.out;
    const json purpose = json_of("out/report.json").at("purposes").at("WSAStartup/needs_a_peer");
    EXPECT_EQ(purpose.at("verdict"), "untested");
    EXPECT_TRUE(has(ran.out, ", 1 untested on this machine")) << ran.out;
    EXPECT_TRUE(has(text_of("out/junit.xml"), "<skipped message=\"untested: needs the peer"));
}

TEST(Machine, ThatCanShowNothingMakesARunThatDecidedNothing) {
    own_folder();
    put_purposes();

    const Ended ran = ended(words_with({"--filter", "WSAStartup.needs_a_peer"}));

    EXPECT_EQ(ran.status, 3) << ran.out;
    EXPECT_TRUE(has(ran.out, "untested: needs the peer of the suite")) << ran.out;
    EXPECT_TRUE(has(ran.out, "\nnothing was decided: ")) << ran.out;
}

TEST(Machine, ThatCannotShowAPurposeProvesNothingToAGate) {
    own_folder();
    put_purposes();
    const std::string known = R"({
        "format": "wsconform-expectations/1", "provider": "api:x.dll", "causes": [
            {"reason": "The pretender is no Winsock.", "purposes": {
                "WSAStartup/is_played": {"verdict": "error", "clauses": []}}},
            {"reason": "Known.", "purposes": {
                "WSAStartup/needs_a_peer": {"verdict": "error", "clauses": []}}}]})";
    put("known.json", known);

    const Ended refused = ended(words_with({"--expectations", "known.json"}));
    EXPECT_EQ(refused.status, 3) << refused.out << refused.err;
    EXPECT_TRUE(has(refused.out, "untested  1 purpose: needs the peer of the suite"))
        << refused.out;
    const Ended accepted = ended(words_with({"--expectations", "known.json", "--allow-untested"}));
    EXPECT_EQ(accepted.status, 0) << accepted.out << accepted.err;

    const std::vector<std::string> gate{"gate", "out/report.json", "--expectations", "known.json"};
    EXPECT_EQ(ended(gate).status, 3);
    std::vector<std::string> updating = gate;
    updating.insert(updating.end(), {"--update", "--allow-untested"});
    EXPECT_EQ(ended(updating).status, 0);
    EXPECT_EQ(json_of("known.json"), json::parse(known)) << "what is untested is not removed";
}

}  // namespace
}  // namespace wsconform
