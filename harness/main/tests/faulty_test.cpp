// Goal: each way in which our faulty providers are wrong is found, named by its clauses and no
// others, and blamed on the DLL that has it, wherever in a chain that is.

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Slugs = std::set<std::string>;

fs::path beside_the_program(const char* file) {
    return fs::path{WSCONFORM_PROGRAM}.parent_path() / file;
}

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

struct Row {
    std::string fault;
    std::string filter;
    Slugs violated;
};

const std::vector<Row> rows{
    {"accepts_nested_calls",
     "send.inside_a_callback*",
     {"nesting.spi-entries-refuse-nesting-except-cancel"}},
    {"asks_for_nobodys_path",
     "WSPCleanup.startup_works*",
     {"upcall.wpugetproviderpath-needs-enumerated-provider-id"}},
    {"calls_back_needlessly",
     "recv.leaves_the_callback*",
     {"blocking-callback.runs-only-when-operation-must-wait"}},
    {"cancel_closes_the_listener",
     "WSACancelBlockingCall.leaves_the_listener*",
     {"after-cancel.accept-leaves-socket-listening",
      "cancel-blocking.cancelled-accept-keeps-listener-intact"}},
    {"cancels_nothing",
     "WSPCancelBlockingCall.idle*",
     {"cancel-blocking.idle-thread-gets-wsaeinval"}},
    {"cancels_other_threads",
     "WSPCancelBlockingCall.spares*",
     {"cancel-blocking.affects-only-the-calling-thread",
      "cancel-blocking.idle-thread-gets-wsaeinval"}},
    {"cancels_the_next_call",
     "WSACancelBlockingCall.spares_the_next_call",
     {"blocking-callback.hook-false-alone-does-not-cancel",
      "cancel-blocking.stale-cancel-spares-later-calls"}},
    {"changes_the_context",
     "recv.runs_the_callback*",
     {"blocking-callback.context-is-passed-unchanged"}},
    {"ignores_the_callback",
     "recv.runs_the_callback*",
     {"blocking-callback.provider-calls-repeatedly-while-pending",
      "blocking-callback.query-is-mandatory-for-providers",
      "pseudo-blocking.providers-still-support-pseudo-blocking"}},
    {"ignores_the_cancel",
     "WSPCancelBlockingCall.ends*",
     {"blocking-callback.false-means-operation-was-cancelled",
      "cancel-blocking.hook-cancel-acts-after-hook-returns",
      "cancel-blocking.interrupted-operation-ends-with-wsaeintr",
      "pseudo-blocking.loop-runs-until-done-or-cancelled"}},
    {"interrupts_uncancelled_calls",
     "WSASetBlockingHook.hook_that_only*",
     {"blocking-callback.hook-false-alone-does-not-cancel"}},
    {"loses_a_byte_when_cancelled",
     "WSACancelBlockingCall.loses*",
     {"after-cancel.stream-receive-loses-nothing-or-aborts",
      "cancel-blocking.damaged-stream-is-reset-and-aborted"}},
    {"recv_disconnect_does_nothing",
     "WSARecvDisconnect.provider*",
     {"spi-recv-disconnect.failure-reasons-go-through-lperrno"}},
    {"disconnect_gives_no_reason",
     "WSARecvDisconnect.provider*",
     {"proc-table.every-entry-ends-with-lperrno",
      "spi-recv-disconnect.failure-reasons-go-through-lperrno"}},
    {"cleans_up_at_once", "WSPCleanup.only_the_last*", {"spi-cleanup.only-final-call-cleans-up"}},
    {"cleanup_always_fails",
     "WSPCleanup.failure_is*",
     {"proc-table.every-entry-ends-with-lperrno", "spi-cleanup.failure-reasons-are-listed",
      "spi-startup.each-success-pairs-with-one-cleanup"}},
    {"describes_itself_without_end", "WSPStartup.*", {"spi-version.wspdata-layout-is-fixed"}},
    {"end_reads_as_reset", "recv.*", {"end-of-stream.byte-stream-receive-returns-zero"}},
    {"gives_2_2_always",
     "WSPStartup.*",
     {"spi-version.negotiation-matches-the-api-rule", "spi-version.negotiation-table-rows-hold"}},
    {"hangs_after_receive_shutdown",
     "shutdown.sd_receive_refuses*",
     {"shutdown.modern-sd-receive-resets-on-data"}},
    {"keeps_the_first_table", "WSPStartup.latest*", {"spi-startup.latest-upcall-table-wins"}},
    {"leaves_out_an_entry", "WSPStartup.*", {"spi-startup.fills-all-thirty-entries"}},
    {"receive_shutdown_closes",
     "shutdown.socket_stays_open*",
     {"shutdown.neither-closes-nor-blocks"}},
    {"posts_by_itself",
     "WSAAsyncSelect.provider_tells*",
     {"fd-close.providers-post-through-wpupostmessage"}},
    {"refuses_wildcards", "WSPSocket.*", {"provider-duty.wildcard-selectors-are-accepted"}},
    {"returns_socket_error", "WSPStartup.*", {"spi-startup.returns-the-error-code-itself"}},
    {"sd_send_sends_no_fin",
     "shutdown.legacy_sd_send*:shutdown.non_socket*:shutdown.unconnected*",
     {"shutdown.legacy-and-spi-sd-send-sends-fin"}},
    {"send_disconnect_does_nothing",
     "WSASendDisconnect.*",
     {"send-disconnect.acts-as-send-shutdown-plus-data",
      "send-disconnect.later-sends-are-refused"}},
    {"starts_once", "WSPCleanup.startup_works*", {"spi-cleanup.startup-works-again-afterwards"}},
    {"swaps_entries",
     "WSASendDisconnect.later_sends*",
     {"send-disconnect.acts-as-send-shutdown-plus-data",
      "send-disconnect.later-sends-are-refused"}},
};

TEST(Faulty, IsFoundByItsClausesAlone) {
    own_folder();
    for (const Row& row : rows)
        EXPECT_EQ(violated_in(report_on(faulty_base(row.fault), row.filter)), row.violated)
            << row.fault;
}

TEST(Faulty, LayerIsBlamedAndNotTheBase) {
    own_folder();
    for (const Row& row : rows) {
        const std::string layer = faulty_layer(row.fault);
        const json report =
            report_on(layer + "+" + beside_the_program("base_provider.dll").string(), row.filter);

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
    for (const Row& row : rows) {
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
                              beside_the_program("base_provider.dll").string();
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
        faulty_layer("posts_by_itself") + "+" + beside_the_program("probe_provider.dll").string();

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
    report_on(faulty_base("refuses"), "shutdown.invalid*");

    const Ended checked =
        ended({"check", "out/traces/shutdown.invalid_direction_is_refused.jsonl"});

    EXPECT_EQ(checked.status, 1) << checked.out;
    EXPECT_NE(checked.out.find("the provider did not start: WSPStartup failed"), std::string::npos)
        << checked.out;
}

TEST(Faulty, StartIsAnErrorAndBreaksNoClauseOfTheCallThatNeededIt) {
    own_folder();
    const json report = report_on(faulty_base("refuses"), "shutdown.invalid*");

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

    const json report = report_on(faulty_base("no_such_fault"), "shutdown.invalid*");

    EXPECT_EQ(report.at("summary").at("verdicts").at("pass"), 0);
}

}  // namespace
}  // namespace wsconform
