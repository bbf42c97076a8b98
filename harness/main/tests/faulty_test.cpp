// SPDX-License-Identifier: Apache-2.0

// Goal: each way in which our faulty providers are wrong is found, named by its clauses and no
// others, and blamed on the DLL that has it, wherever in a chain that is.

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "harness/main/tests/fault_rows.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A copy of a DLL with all faults, in the working folder; it takes the fault in its name.
std::string faulty(const char* all_faults, const std::string& name) {
    fs::copy_file(beside_the_program(all_faults), name, fs::copy_options::overwrite_existing);
    return "./" + name;
}

std::string faulty_base(const std::string& fault) {
    return faulty("faulty_base.dll", "faulty_" + fault + ".dll");
}
std::string faulty_layer(const std::string& fault) {
    return faulty("faulty_layer.dll", "faulty_layer_" + fault + ".dll");
}

/// A layer whose first WSPStartup of a process fails: one that always fails is not played at all.
std::string layer_that_refuses_once() {
    return faulty("particular_layer.dll", "layer_refuses_once.dll") + "+" +
           beside_the_program("base_provider.dll");
}

json report_on(const std::string& chain, const std::string& filter) {
    const Ended ran = ended({"run", "--provider", "spi:" + chain, "--quiescence", "300", "--jobs",
                             "2", "--filter", filter, "--out", "out", "--no-self-check"});
    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    return json_of("out/report.json");
}

Slugs violated_in(const json& report) {
    Slugs violated;
    for (const auto& [slug, clause] : report.at("clauses").items()) {
        if (clause.at("status") == "violated") violated.insert(slug);
    }
    return violated;
}

/// That every deviation is blamed on this DLL.
void expect_blamed(const json& report, const std::string& layer) {
    const json& blame = report.at("summary").at("blame");
    EXPECT_EQ(blame.at("undecided"), 0) << report.at("purposes").dump(1);
    ASSERT_EQ(blame.at("guilty").size(), 1U) << blame;
    EXPECT_TRUE(blame.at("guilty").contains(layer)) << blame;
}

TEST(Faulty, IsFoundByItsClausesAlone) {
    own_folder();
    for (const FaultRow& row : fault_rows)
        EXPECT_EQ(violated_in(report_on(faulty_base(row.fault), row.filter)), row.violated)
            << row.fault;
}

TEST(Faulty, OfBugReportsIsFoundByThePurposesOfItsCallAlone) {
    own_folder();
    for (const FaultRow& row : reported_fault_rows)
        EXPECT_EQ(violated_in(report_on(faulty_base(row.fault), row.filter)), row.violated)
            << row.fault;
}

TEST(Faulty, LayerWithAFaultOfBugReportsIsFoundToo) {
    own_folder();
    for (const FaultRow& row : reported_fault_rows) {
        const std::string layer = faulty_layer(row.fault);
        const json report =
            report_on(layer + "+" + beside_the_program("base_provider.dll"), row.filter);

        EXPECT_EQ(violated_in(report), row.violated) << row.fault;
        expect_blamed(report, fs::path{layer}.filename());
    }
}

TEST(Faulty, LayerIsBlamedAndNotTheBase) {
    own_folder();
    for (const FaultRow& row : fault_rows) {
        const std::string layer = faulty_layer(row.fault);
        const json report =
            report_on(layer + "+" + beside_the_program("base_provider.dll"), row.filter);

        EXPECT_EQ(violated_in(report), row.violated) << row.fault;
        expect_blamed(report, fs::path{layer}.filename());
    }
}

/// Those faults that a clean layer passes on to its client.
TEST(Faulty, BaseIsBlamedBelowACleanLayer) {
    own_folder();
    const std::string layer = beside_the_program("layered_provider.dll");
    const std::set<std::string> passed_on{"cancels_nothing", "end_reads_as_reset",
                                          "receive_shutdown_closes", "sd_send_sends_no_fin",
                                          "send_disconnect_does_nothing"};
    for (const FaultRow& row : fault_rows) {
        if (!passed_on.contains(row.fault)) continue;
        const std::string base = faulty_base(row.fault);
        const json report = report_on(layer + "+" + base, row.filter);

        EXPECT_EQ(violated_in(report), row.violated) << row.fault;
        expect_blamed(report, fs::path{base}.filename());
    }
}

/// A run that was stopped between the levels of a chain ends with the same report.
TEST(Faulty, ResumedRunBlamesTheSame) {
    own_folder();
    const std::string chain = "spi:" + faulty_layer("sd_send_sends_no_fin") + "+" +
                              beside_the_program("base_provider.dll");
    const std::string id = "shutdown.legacy_sd_send_ends_the_stream";
    const std::vector<std::string> run{"run", "--provider",     chain, "--quiescence",
                                       "300", "--filter",       id,    "--out",
                                       "out", "--no-self-check"};
    std::vector<std::string> resumed = run;
    resumed.emplace_back("--resume");
    ended(run);
    const std::string report = text_of("out/report.json");
    const std::string journal = text_of("out/journal.jsonl");
    const fs::path below = "out/traces/" + id + ".from-2.jsonl";

    EXPECT_EQ(ended(resumed).status, 1);
    EXPECT_EQ(text_of("out/report.json"), report);
    fs::remove(below);
    put("out/journal.jsonl", journal.substr(0, journal.find('\n') + 1));
    EXPECT_EQ(ended(resumed).status, 1);

    EXPECT_EQ(text_of("out/report.json"), report);
    EXPECT_EQ(ended({"check", below}).status, 0);
}

/// What a layer does to the table shows below it.
TEST(Faulty, LayerThatChangesTheUpcallTableIsFoundAboveAProbe) {
    own_folder();
    const std::string chain =
        faulty_layer("posts_by_itself") + "+" + beside_the_program("probe_provider.dll");

    EXPECT_EQ(violated_in(report_on(chain, "WSPStartup.upcall_table*:WSPStartup.base_is*")),
              Slugs{"upcall-table.layers-pass-it-down-unmodified"});
}

/// It is no violation, for nobody says when upcalls end: the profile tells it.
TEST(Faulty, UpcallAfterTheCleanupIsToldInTheProfile) {
    own_folder();
    fs::create_directories("own/WSPCleanup");
    put("own/WSPCleanup/is_followed_by_silence.json",
        R"({"purpose": "A test waits after the last WSPCleanup.",)"
        R"("clauses": ["spi-startup.each-success-pairs-with-one-cleanup"], "kind": "valid",)"
        R"("steps": [{"call": "WSPStartup", "wVersionRequested": "2.2", "returns": "ok"},)"
        R"({"call": "WSPCleanup", "returns": "ok"}, {"wait": "quiescence"}]})");
    const Ended ran = ended({"run", "--provider", "spi:" + faulty_base("upcall_after_cleanup"),
                             "--scenarios", "own", "--out", "out"});

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(json_of("out/report.json").at("profile").at("AMB-59").at("branch"),
              "also after the final WSPCleanup");
}

/// An old trace says the same as the run that it is of.
TEST(Faulty, CheckOfATraceExcusesWhatDidNotStartToo) {
    own_folder();
    report_on(layer_that_refuses_once(), "shutdown.invalid*");

    const Ended checked =
        ended({"check", "out/traces/shutdown.invalid_direction_is_refused.jsonl"});

    EXPECT_EQ(checked.status, 1) << checked.out;
    EXPECT_NE(checked.out.find("the provider did not start: WSPStartup failed"), std::string::npos)
        << checked.out;
}

TEST(Faulty, StartIsAnErrorAndBreaksNoClauseOfTheCallThatNeededIt) {
    own_folder();
    const json report = report_on(layer_that_refuses_once(), "shutdown.invalid*");

    const json& purpose = report.at("purposes").at("shutdown/invalid_direction_is_refused");
    EXPECT_EQ(purpose.at("verdict"), "error");
    EXPECT_EQ(purpose.at("reason"),
              "the provider did not start: WSPStartup failed (WSAEPROVIDERFAILEDINIT)");
    EXPECT_EQ(violated_in(report), Slugs{});
}

TEST(Faulty, ProviderThatRaisesOrHangsIsAFindingAndTheSuiteGoesOn) {
    own_folder();
    const std::string filter = "shutdown.invalid*:WSPStartup.table*";
    for (const auto& [fault, verdict] :
         std::map<std::string, std::string>{{"raises", "error"}, {"never_returns", "error"}}) {
        const json report = report_on(faulty_base(fault), filter);

        const json& purpose = report.at("purposes").at("WSPStartup/table_is_full");
        EXPECT_EQ(purpose.at("verdict"), verdict) << fault;
        EXPECT_NE(purpose.at("reason"), "") << fault;
    }
    EXPECT_EQ(left_running(), "");
}

/// Upcalls with null pointers and handles of nobody's are refused and do no harm.
TEST(Faulty, UpcallsWithNonsenseAreRefused) {
    own_folder();
    const Ended ran =
        ended({"run", "--provider", "spi:" + faulty_base("talks_nonsense"), "--quiescence", "300",
               "--filter", "shutdown.invalid*", "--out", "out", "--no-self-check"});

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(left_running(), "");
}

/// A name of no fault would make every row above pass for the wrong reason: it does not start.
TEST(Faulty, NameOfNoFaultDoesNotStart) {
    own_folder();

    const Ended ran = ended({"run", "--provider", "spi:" + faulty_base("no_such_fault"), "--filter",
                             "shutdown.invalid*", "--out", "out", "--no-self-check"});

    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    EXPECT_TRUE(ran.out.starts_with("faulty_no_such_fault.dll does not start")) << ran.out;
}

}  // namespace
}  // namespace wsconform
