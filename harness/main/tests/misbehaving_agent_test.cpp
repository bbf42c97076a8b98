// SPDX-License-Identifier: Apache-2.0

// Goal: whatever an agent does, it is that purpose's verdict and never the end of the run. Method:
// one run in which each purpose meets an agent that misbehaves in its own way.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

struct Row {
    std::string behaviour;
    std::string verdict;
    std::string how;     ///< In the footer of its trace.
    std::string reason;  ///< Part of it.
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {"crashes", "error", "crashed", "crashed"},
        {"complains", "error", "crashed", "crashed"},
        {"hangs", "fail", "hung", "did not return"},  // Its own watchdog saw the call hang.
        {"babbles", "error", "garbage", "garbage"},
        {"never_ends_a_line", "error", "garbage", "garbage"},
        {"never_ends", "error", "garbage", "garbage"},
        {"nests", "error", "garbage", "garbage"},
        {"falls_silent", "error", "hung", "fell silent"},
        {"well", "error", "completed", ""},  // It answers, but not what WSAStartup answers.
    };
    return all;
}

/// One purpose for each row, all the same and all for the agent alone.
void put_scenarios() {
    for (std::size_t i = 0; i < rows().size(); ++i) {
        put("scenarios/WSAStartup/claim_" + std::to_string(i) + ".json",
            R"({"purpose": "WSAStartup succeeds.", "clauses": ["startup.must-be-the-first-call"],
                "kind": "valid", "steps": [
                {"call": "WSAStartup", "wVersionRequested": "2.2"},
                {"call": "WSAStartup", "wVersionRequested": "2.2"}]})");
    }
}

/// Behaves as the row of its turn says, and leaves two processes behind each time.
void put_agent() {
    std::string behaviours;
    for (const Row& row : rows()) {
        behaviours += row.behaviour + "\n";
        // Its silence could be the machine's, so it is played again without hurry.
        if (row.behaviour == "falls_silent") behaviours += row.behaviour + "\n";
    }
    put("behaviours", behaviours);
    put("agent.sh",
        R"sh(case "$*" in *--capabilities) exec )sh" WSCONFORM_PRETENDER R"sh( "$@";; esac
echo played >> plays
behaviour=$(sed -n "$(wc -l < plays)p" behaviours)
sleep 600 &
setsid sleep 600 &
exec )sh" WSCONFORM_PRETENDER R"sh( "$behaviour" "$@"
)sh");
}

TEST(MisbehavingAgent, IsTheVerdictOfItsPurposeAndTheRunGoesOn) {
    own_folder();
    put_scenarios();
    put_agent();

    const Ended ran = ended({"run", "--provider", "api:x.dll", "--agent", "exec sh ./agent.sh",
                             "--scenarios", "scenarios", "--quiescence", "100", "--out", "out"});

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    EXPECT_EQ(ran.err, "");
    const nlohmann::json purposes = json_of("out/report.json").at("purposes");
    ASSERT_EQ(purposes.size(), rows().size());
    for (std::size_t i = 0; i < rows().size(); ++i) {
        const Row& row = rows()[i];
        const std::string claim = "claim_" + std::to_string(i);
        const nlohmann::json& purpose = purposes.at("WSAStartup/" + claim);
        const std::string reason = purpose.at("reason");
        EXPECT_EQ(purpose.at("verdict"), row.verdict) << row.behaviour << ": " << reason;
        EXPECT_NE(reason.find(row.reason), std::string::npos) << row.behaviour << ": " << reason;
        const std::string trace = text_of("out/traces/WSAStartup." + claim + ".jsonl");
        EXPECT_NE(trace.find("\"how\":\"" + row.how + "\""), std::string::npos) << row.behaviour;
    }
    EXPECT_EQ(left_running(), "");
}

}  // namespace
}  // namespace wsconform
