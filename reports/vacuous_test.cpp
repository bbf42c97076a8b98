// SPDX-License-Identifier: Apache-2.0

// Goal: a clause that limits what a provider does is verified only if the provider was seen to do
// it. Method: the traces of two providers, one of which never runs a hook, and reports of them.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/judging/judge.hpp"
#include "reports/conclusions.hpp"
#include "reports/markdown.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"
#include "reports/terminal.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

constexpr ClauseId poll = "blocking-hook.zero-timeout-select-runs-no-hook"_clause;
constexpr ClauseId waiting = "blocking-hook.wait-loop-repeats-hook-until-false"_clause;

/// A header, the steps before the call that may run the hook, and what they return.
const std::string start =
    R"({"format":"wsconform-trace/1","provider":"x","bits":64,"dll":"2.2","interface":"api",)"
    R"("scenario":{"id":"WSASetBlockingHook/ID","purpose":"A purpose of a test.",)"
    R"("clauses":["CLAUSE"],"kind":"valid","steps":[)"
    R"({"call":"WSAStartup","wVersionRequested":"1.1"},{"peer":"listens","as":"L"},)"
    R"({"call":"socket","type":"SOCK_STREAM","as":"s"},{"call":"connect","s":"s","name":"L"},)"
    R"({"peer":"accepts","on":"L","as":"p"},{"call":"WSASetBlockingHook","lpBlockFunc":"h"},)"
    R"({"hook":"observes","on":"h"},STEPS]}})";

std::string event(int step, const std::string& thread, const std::string& facts) {
    const std::string head =
        R"({"thread":")" + thread + R"(","step":)" + std::to_string(step) + R"(,"event":")";
    return head + "invoked\"}\n" + head + "returned\"," + facts + "}\n";
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    return text.replace(text.find(what), what.size(), by);
}

PurposeResult judged(const std::string& id, ClauseId clause, const std::string& steps,
                     const std::string& events) {
    const std::string header = replaced(
        replaced(replaced(start, "ID", id), "CLAUSE", std::string{clause->slug}), "STEPS", steps);
    const std::string text =
        header + "\n" +
        event(0, "main",
              R"("description_length":9,"error":0,"iMaxSockets":0,"iMaxUdpDg":0,)"
              R"("status_length":7,"value":0,"wHighVersion":"2.2","wVersion":"1.1")") +
        event(1, "peer", R"("value":0)") + event(2, "main", R"("error":0,"value":256)") +
        event(3, "main", R"("error":0,"value":0)") + event(4, "peer", R"("value":0)") +
        event(5, "main", R"("error":0,"value":null)") + event(6, "hook", R"("ran":0)") + events +
        "{\"event\":\"end\",\"how\":\"completed\"}\n";
    PurposeResult result;
    result.id = "WSASetBlockingHook/" + id;
    result.purpose = "A purpose of a test.";
    result.kind = "valid";
    result.clauses = {clause};
    result.judgement = judge(parse_trace(text, "x"), Grading::portable);
    return result;
}

/// A select that does not wait, during which the hook must not run.
PurposeResult polled() {
    return judged(
        "polls", poll,
        R"({"call":"select","readfds":["s"],"timeout_ms":0},{"hook":"observes","on":"h"})",
        event(7, "main", R"("error":0,"value":0)") + event(8, "hook", R"("ran":0)"));
}

/// A receive that waits, during which the hook must run.
PurposeResult waited(const std::string& runs) {
    return judged("waits", waiting,
                  R"({"call":"recv","s":"s","len":16,"in_flight":"r"},{"await":"return","of":"r"},)"
                  R"({"hook":"observes","on":"h"})",
                  R"({"thread":"main","step":7,"event":"invoked"})"
                  "\n" +
                      event(8, "main", R"("error":0,"pending":true)") +
                      event(9, "hook", R"("ran":)" + runs));
}

ClauseConclusion concluded(ClauseId clause, const Report& report) {
    return clause_conclusions(report).at(clause.index());
}

Report report_with(std::vector<PurposeResult> purposes) {
    return report_of(std::move(purposes));
}

TEST(Vacuous, IsAClauseOfHooksOnAProviderThatRunsNone) {
    const Report report = report_with({polled()});

    ASSERT_EQ(polled().judgement.verdict, Verdict::pass) << polled().judgement.reason;
    EXPECT_EQ(concluded(poll, report).status, ClauseStatus::vacuous);
    EXPECT_EQ(concluded(poll, report).reason,
              "In this run the provider was never seen to run a blocking hook or a blocking "
              "callback.");
    EXPECT_EQ(summary_of(report).clauses[poll->strength][ClauseStatus::vacuous], 1U);
    EXPECT_EQ(summary_of(report).clauses[poll->strength][ClauseStatus::verified], 0U);
    // That it runs none while a call waits is a violation, and makes the other clause no better.
    const Report with_wait = report_with({polled(), waited("0")});
    EXPECT_EQ(concluded(waiting, with_wait).status, ClauseStatus::violated);
    EXPECT_EQ(concluded(poll, with_wait).status, ClauseStatus::vacuous);
}

TEST(Vacuous, IsNothingWhereAnotherPurposeSawTheHookRun) {
    const Report report = report_with({polled(), waited("2")});

    EXPECT_EQ(concluded(poll, report).status, ClauseStatus::verified);
    EXPECT_EQ(concluded(waiting, report).status, ClauseStatus::verified);
    EXPECT_EQ(concluded(poll, report).reason, "");
}

TEST(Vacuous, SurvivesBeingWrittenReadAndRendered) {
    const ScratchFolder scratch;
    for (const Report& report : {report_with({polled()}), report_with({polled(), waited("2")})}) {
        const std::string text = to_json(report);
        const Report read = read_report(scratch.file("report.json", text));

        EXPECT_EQ(to_json(read), text);
        EXPECT_EQ(concluded(poll, read).status, concluded(poll, report).status);
    }
    const Report report = report_with({polled()});
    EXPECT_NE(terminal_summary(report, Colour::off).find("1 vacuous"), std::string::npos);
    EXPECT_NE(to_markdown(report, nullptr).find("| clauses | verified | vacuous | violated |"),
              std::string::npos);
}

/// Reports of earlier versions do not say what was seen: their statuses stay what they were.
TEST(Vacuous, IsNothingInAReportThatDoesNotTellWhatWasSeen) {
    const ScratchFolder scratch;
    json document = json::parse(to_json(report_with({polled()})));
    document["purposes"]["WSASetBlockingHook/polls"].erase("witnessed");

    const Report old = read_report(scratch.file("report.json", document.dump()));

    EXPECT_EQ(concluded(poll, old).status, ClauseStatus::verified);
    EXPECT_EQ(to_json(old).find("witnessed"), std::string::npos);
}

TEST(Vacuous, IsToldWithWordsThatTheSchemaKnows) {
    const ScratchFolder scratch;
    Report report = report_with({polled()});
    for (std::size_t i = 1; i < witness_names.size(); ++i)
        report.purposes.front().judgement.witnessed->add(static_cast<Witness>(i));

    const Report read = read_report(scratch.file("report.json", to_json(report)));

    EXPECT_EQ(read.purposes.front().judgement.witnessed,
              report.purposes.front().judgement.witnessed);
}

}  // namespace
}  // namespace wsconform
