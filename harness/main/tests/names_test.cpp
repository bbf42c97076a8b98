// SPDX-License-Identifier: Apache-2.0

// What users call a purpose, a call, a clause and other things, and what verbs make of it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suite/suite.hpp"
#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "reports/report.hpp"

namespace wsconform {
namespace {

struct Name {
    std::string name;
    std::string first;  ///< What the answer begins with.
    std::string other;  ///< What else is in it.
};

const std::vector<Name> names{
    {"car-05", "cancel-async.zero-handle-is-refused (CAR-05", "rule:      model/"},
    {"zero-handle-is-refused", "cancel-async.zero-handle-is-refused (CAR-05", "purpose:   "},
    {"amb-29", "AMB-29: ", "Windows:   "},
    {"recv/waits_for_the_end", "recv/waits_for_the_end\n", "file:      scenarios/recv/"},
    {"recv.waits_for_the_end", "recv/waits_for_the_end\n", "--filter recv.waits_for_the_end"},
    {"wsarecvdisconnect", "Purposes that call wsarecvdisconnect", "purpose:   WSARecvDisconnect/"},
    {"WSAEISCONN", "WSAEISCONN (10056)", "connecting.connected-socket-is-wsaeisconn"},
    {"10056", "WSAEISCONN (10056)", "binding.connected-listen-is-wsaeisconn"},
    {"D/lpwsprecv", "Clauses that D/lpwsprecv is a source of", "clause:    "},
    {"Inconclusive", "inconclusive: ", "reason"},
    {"untested", "not applicable; untested: ", "machine"},
    {"stays installed", "blocking-hook.hook-stays-installed", "(HKS-23"},
    {"reset", "Clauses that say \"reset\"", "clause:    "},
};

TEST(Names, AreExplained) {
    own_folder();

    for (const Name& row : names) {
        const Ended ran = ended({"explain", row.name});

        EXPECT_EQ(ran.status, 0) << row.name << ": " << ran.err;
        EXPECT_TRUE(ran.out.starts_with(row.first)) << row.name << ": " << ran.out;
        EXPECT_NE(ran.out.find(row.other), std::string::npos) << row.name << ": " << ran.out;
    }
    expect_refused({{"explain", "nonsense"}, {"nonsense", "CAR-05", "recv"}});
    expect_refused({{"explain", ""}, {"CAR-05"}});
}

/// How many purposes of the suite a filter in GoogleTest's own words selects.
std::size_t selected(const std::string& filter) {
    std::size_t count = 0;
    for (const Scenario& scenario : suite_scenarios())
        if (is_selected(dotted(scenario.id), filter)) ++count;
    return count;
}

TEST(Names, SelectPurposes) {
    own_folder();
    const std::vector<std::pair<std::string, std::string>> rows{
        {"recv", "recv.*"},
        {"Select:recv", "select.*:recv.*"},
        {"select/end_stays_readable", "select.end_stays_readable"},
        {"select/*-select/end*", "select.*-select.end*"},
        {"RDC-08", "WSARecvDisconnect.unread_data_resets_the_connection"},
    };

    for (const auto& [given, meant] : rows) {
        const Ended ran = ended({"run", "--provider", "simulated", "--filter", given, "--out",
                                 "out", "--no-self-check"});

        EXPECT_EQ(ran.status, 0) << given << ": " << ran.err;
        const nlohmann::json report = json_of("out/report.json");
        EXPECT_EQ(report.at("options").at("filter"), meant);
        EXPECT_EQ(report.at("purposes").size(), selected(meant)) << given;
    }
    const Ended program = ended({"reproduce", "select.end_stays_readable"});
    EXPECT_EQ(program.status, 0) << program.err;
}

}  // namespace
}  // namespace wsconform
