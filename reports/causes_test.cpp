// SPDX-License-Identifier: Apache-2.0

#include "reports/causes.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/test_support.hpp"
#include "reports/update.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;
constexpr ClauseId second = "cancel-async.second-cancel-is-refused"_clause;
constexpr ClauseId reason = "cancel-async.failure-is-socket-error-with-reason"_clause;
constexpr Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}};

PurposeResult seen(const std::string& id, const std::string& observed,
                   std::vector<ClauseId> broken) {
    std::ranges::sort(broken);
    PurposeResult result = purpose(id, Finding::fail, {}, broken);
    result.judgement.violations[0].observed = observed;
    return result;
}

const PurposeResult one =
    seen("WSACancelAsyncRequest/a", "WSACancelAsyncRequest(0) returned 0", {zero, reason});
const PurposeResult other =
    seen("WSACancelAsyncRequest/b", "WSACancelAsyncRequest(r1) returned 0", {second, reason});
const PurposeResult third = seen("recv/a", "recv(s, 16) returned 0", {zero});

std::vector<std::string> whats(const Report& report) {
    std::vector<std::string> texts;
    for (const Cause& cause : causes_of(report))
        texts.push_back(std::to_string(cause.purposes.size()) + " " + cause.what);
    return texts;
}

TEST(Causes, AreTheSameCallThatDoesTheSameAndBreaksAClauseInCommon) {
    EXPECT_EQ(
        whats(report_of({one, third, other})),
        (std::vector<std::string>{"2 WSACancelAsyncRequest returned 0", "1 recv returned 0"}));
    EXPECT_EQ(whats(report_of({one, seen("WSACancelAsyncRequest/b",
                                         "WSACancelAsyncRequest(r1) returned 0", {second})})),
              (std::vector<std::string>{"1 WSACancelAsyncRequest returned 0",
                                        "1 WSACancelAsyncRequest returned 0"}))
        << "no clause in common";
}

TEST(Causes, AreToldWithoutTheNamesOfOneScenario) {
    for (const auto& [observed, what] : std::vector<std::pair<std::string, std::string>>{
             {"inside h: WSARecv(s, 16) in flight as r returned 0", "WSARecv returned 0"},
             {"socket(SOCK_STREAM) as s returned SOCKET_ERROR, WSAEMFILE",
              "socket returned SOCKET_ERROR, WSAEMFILE"},
             {"awaits a message: got the message of r1: success",
              "awaits a message: got the message of ...: success"},
             {"send(s, size of (x)) was not called: the hook did not run",
              "a blocking hook was not run"},
             {"hook observes h: was not run", "a blocking hook was not run"}})
        EXPECT_EQ(whats(report_of({seen("c/a", observed, {zero})})),
                  std::vector<std::string>{"1 " + what});
    PurposeResult crashed = purpose("c/a", Finding::error);
    crashed.judgement.reason = "step 2: recv(s, 16) raised an exception 0xC0000005 in x.dll+0x12";
    EXPECT_EQ(whats(report_of({crashed})),
              std::vector<std::string>{"1 raised an exception 0xC0000005"});
}

TEST(Causes, OnFileAreTheReasonsThere) {
    Report report = report_of({one, other, third});
    report.purposes[0].expectation = report.purposes[2].expectation =
        Expectation{Finding::fail, violated_clauses(one), "Cancels nothing.", ""};
    report.purposes[2].expectation->clauses = violated_clauses(third);

    EXPECT_EQ(whats(report), (std::vector<std::string>{"1 WSACancelAsyncRequest returned 0",
                                                       "2 Cancels nothing."}));
}

TEST(Expectations, AreReadByCauseAndByPurposeAndWrittenByCause) {
    const ScratchFolder folder;
    const std::string slug{zero->slug};
    const auto by_purpose = folder.file(
        "old.json", R"({"format": "wsconform-expectations/1", "provider": "wine", "purposes": {
            "c/a": {"verdict": "fail", "clauses": [")" +
                        slug + R"("], "reason": "Known."},
            "c/b": {"verdict": "error", "clauses": [], "reason": "Known."}}})");
    const auto by_cause = folder.file(
        "new.json", R"({"$schema": "x", "format": "wsconform-expectations/1", "provider": "wine",
            "causes": [{"reason": "Known.", "purposes": {
            "c/a": {"verdict": "fail", "clauses": [")" +
                        slug + R"("]},
            "c/b": {"verdict": "error", "clauses": []}}}]})");

    const Expectations expectations = read_expectations(by_cause);

    EXPECT_EQ(read_expectations(by_purpose).purposes, expectations.purposes);
    EXPECT_EQ(expectations.purposes.at("c/b").reason, "Known.");
    const auto written = nlohmann::json::parse(to_json(expectations));
    ASSERT_EQ(written.at("causes").size(), 1U);
    EXPECT_EQ(written.at("causes")[0].at("reason"), "Known.");
    EXPECT_EQ(written.at("causes")[0].at("purposes").size(), 2U);
    const auto again = folder.file("again.json", to_json(expectations));
    EXPECT_EQ(read_expectations(again).purposes, expectations.purposes);

    Expectations of_32_bits = expectations;
    of_32_bits.purposes.at("c/b").bits = 32;
    const auto apart = folder.file("apart.json", to_json(of_32_bits));
    EXPECT_EQ(nlohmann::json::parse(to_json(of_32_bits)).at("causes").size(), 2U);
    EXPECT_EQ(read_expectations(apart).purposes, of_32_bits.purposes);

    const auto twice = folder.file(
        "twice.json", R"({"format": "wsconform-expectations/1", "provider": "wine", "causes": [
            {"reason": "A.", "purposes": {"c/a": {"verdict": "error", "clauses": []}}},
            {"reason": "B.", "purposes": {"c/a": {"verdict": "error", "clauses": []}}}]})");
    EXPECT_THROW(read_expectations(twice), InputError);
}

TEST(Expectations, OfAGlobHoldForWhatDeviatesSoAndBreaksNothingElse) {
    Expectations expectations{"wine.json", "wine", {}};
    expectations.globs["WSACancelAsyncRequest/*"] = {Finding::fail, violated_clauses(one),
                                                     "Cancels nothing.", ""};
    const PurposeResult passes = purpose("WSACancelAsyncRequest/c", Finding::pass);

    const GateResult known = gate({report_of({one, passes})}, expectations, today);
    const GateResult further = gate({report_of({one, other})}, expectations, today);
    const GateResult gone = gate({report_of({passes})}, expectations, today);

    EXPECT_EQ(known.exit_status(), 0);
    EXPECT_EQ(known.known, 1U);
    EXPECT_EQ(further.exit_status(), 1) << "it breaks another clause too";
    EXPECT_EQ(further.count(GateChange::new_deviation), 1U);
    EXPECT_EQ(gone.exit_status(), 4);
    EXPECT_EQ(gone.entries.at(0).id, "WSACancelAsyncRequest/*");
    EXPECT_TRUE(updated(expectations, {report_of({passes})}, gone).globs.empty());
}

TEST(Update, ProposesACauseForWhatIsNew) {
    const Expectations none{"wine.json", "wine", {}};
    const std::vector<Report> reports{report_of({one, other, third})};

    const Expectations begun = updated(none, reports, gate(reports, none, today));

    EXPECT_EQ(begun.purposes.at(one.id).reason, "to be reviewed: WSACancelAsyncRequest returned 0");
    EXPECT_EQ(begun.purposes.at(other.id).reason, begun.purposes.at(one.id).reason);
    EXPECT_EQ(gate(reports, begun, today).count(GateChange::unreviewed), 3U);

    Expectations known = none;
    known.purposes[one.id] = {Finding::fail, violated_clauses(one), "Cancels nothing.", ""};
    const Expectations grown = updated(known, reports, gate(reports, known, today));
    EXPECT_EQ(grown.purposes.at(other.id).reason, "to be reviewed: perhaps: Cancels nothing.");
    EXPECT_EQ(grown.purposes.at(one.id).reason, "Cancels nothing.");
}

TEST(Gate, DecidesNothingWhereNothingWasPlayed) {
    const Expectations none{"wine.json", "wine", {}};
    const GateResult result =
        gate({report_of({purpose("c/a", Finding::not_applicable)})}, none, today);

    EXPECT_EQ(result.exit_status(), 3);
    EXPECT_EQ(result.conforming, 0U);
    EXPECT_EQ(result.not_applicable, 1U);
    EXPECT_NE(gate_text(result).find("0 conforming, 1 not applicable\nnothing was decided"),
              std::string::npos)
        << gate_text(result);
}

}  // namespace
}  // namespace wsconform
