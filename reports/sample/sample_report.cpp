// SPDX-License-Identifier: Apache-2.0

#include "reports/sample/sample_report.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/sample/sample_rows.hpp"

namespace wsconform {
namespace {

using Transcript = std::vector<TranscriptLine>;

void say(Transcript& lines, std::string actor, std::string action, std::string observed,
         std::vector<Alternative> allowed = {}) {
    lines.push_back({lines.size(), std::move(actor), std::move(action), std::move(observed),
                     std::move(allowed), false});
}

/// The last step of a purpose: the call its claim is about.
struct Ending {
    std::string action;
    std::string good;
    std::string bad;
};

Ending cancel_request(Transcript& lines) {
    say(lines, "main", "WSAStartup(2.2)", "returned 0");
    say(lines, "main", "a window opens as w", "done");
    say(lines, "name_server", "holds slow.test", "done");
    say(lines, "main", "WSAAsyncGetHostByName(w, 1025, \"slow.test\", b, 1024) as r1",
        "returned r1", {{"a handle", {"async-get.accepted-call-returns-handle-at-once"_clause}}});
    say(lines, "name_server", "is asked for slow.test", "yes");
    say(lines, "main", "WSACancelAsyncRequest(r1)", "returned 0",
        {{"0", {"cancel-async.running-request-reports-zero"_clause}}});
    return {"WSACancelAsyncRequest(r1)", "returned SOCKET_ERROR, WSAEALREADY", "returned 0"};
}

Ending look_up(Transcript& lines) {
    say(lines, "main", "WSAStartup(2.2)", "returned 0");
    say(lines, "main", "a window opens as w", "done");
    say(lines, "name_server", "answers host.test with 192.0.2.7", "done");
    say(lines, "main", "WSAAsyncGetHostByName(w, 1025, \"host.test\", b, 16) as r1", "returned r1",
        {{"a handle", {"async-get.accepted-call-returns-handle-at-once"_clause}}});
    return {"awaits a message", "w got 1025 for r1 with WSAENOBUFS, 40 bytes needed",
            "w got 1025 for r1 with WSAEFAULT, 0 bytes needed"};
}

Ending disconnect(Transcript& lines) {
    say(lines, "main", "WSAStartup(2.2)", "returned 0");
    say(lines, "peer", "listens as L", "done");
    say(lines, "main", "socket(SOCK_STREAM) as s", "returned s");
    say(lines, "main", "connect(s, L)", "returned 0");
    say(lines, "peer", "accepts on L as p", "done");
    say(lines, "main", "WSARecvDisconnect(s, NULL)", "returned 0",
        {{"0", {"recv-disconnect.acts-as-receive-shutdown-plus-data"_clause}},
         {"SOCKET_ERROR, WSAENOPROTOOPT",
          {"recv-disconnect.missing-data-support-is-wsaenoprotoopt"_clause}}});
    say(lines, "peer", "sends \"late\" on p", "acknowledged");
    return {"observes on p", "saw a reset", "saw nothing"};
}

Ending call_directly(Transcript& lines, std::string_view id) {
    say(lines, "main", "WSAStartup(2.2)", "returned 0");
    const std::string call{id.substr(0, id.find('/'))};
    return {call + " as the claim says", "as allowed", "not as allowed"};
}

Ending play(Transcript& lines, std::string_view id) {
    if (id.starts_with("cancel-async/")) return cancel_request(lines);
    if (id.starts_with("async-")) return look_up(lines);
    if (id.starts_with("recv-disconnect/")) return disconnect(lines);
    return call_directly(lines, id);
}

std::vector<Alternative> allowed_at_the_end(const SampleRow& row, const Ending& ending) {
    std::vector<Alternative> allowed{{ending.good.substr(ending.good.find(' ') + 1), row.clauses}};
    if (ending.good.ends_with("WSAEALREADY"))
        allowed.push_back(
            {"SOCKET_ERROR, WSAEINVAL", {"cancel-async.choice-of-refusal-code-is-free"_clause}});
    return allowed;
}

Judgement judgement_of(const SampleRow& row) {
    Judgement judgement;
    if (row.finding == Finding::not_applicable) return judgement;
    const Ending ending = play(judgement.transcript, row.id);
    const auto allowed = allowed_at_the_end(row, ending);
    const std::size_t last = judgement.transcript.size();
    const std::size_t before = last - 1;

    judgement.exercised = row.clauses;
    switch (row.finding) {
        case Finding::pass:
        case Finding::not_applicable:
        case Finding::untested:
            judgement.verdict = Verdict::pass;
            say(judgement.transcript, "main", ending.action, ending.good, allowed);
            break;
        case Finding::fail:
            judgement.verdict = Verdict::fail;
            say(judgement.transcript, "main", ending.action, ending.bad, allowed);
            judgement.transcript.back().violated = true;
            judgement.violations = {{last, ending.action + " " + ending.bad, allowed, row.clauses,
                                     before,
                                     judgement.transcript[before].action + " " +
                                         judgement.transcript[before].observed}};
            break;
        case Finding::inconclusive:
            judgement.verdict = Verdict::inconclusive;
            judgement.reason = "The name server was never asked, so nothing was held.";
            judgement.exercised.clear();
            break;
        case Finding::error:
            judgement.verdict = Verdict::error;
            judgement.reason = "The provider crashed: access violation in step 6.";
            break;
    }
    return judgement;
}

PurposeResult result_of(const SampleRow& row) {
    PurposeResult result{row.id, row.purpose, row.kind, row.clauses, {}, judgement_of(row), {}};
    if (row.finding == Finding::not_applicable)
        result.not_played = NotPlayed{Finding::not_applicable,
                                      "No blocking call of version 1.1 can be nested here."};
    if (row.finding == Finding::pass && row.id.starts_with("cancel-async/"))
        result.judgement.choices = {{"AMB-01", "WSAEALREADY"}};
    if (row.id == "cancel-async/finished_and_read_request_is_refused")
        result.judgement.choices = {{"AMB-01", "WSAEINVAL"}};
    if (row.id == "recv-disconnect/sending_goes_on") result.judgement.choices = {{"AMB-28", "0"}};
    if (row.id.starts_with("async-"))
        result.not_reproducible = "step 3 (holds host.test): needs a name server of its own";
    return result;
}

/// A deviation that the sample's expectation file knows.
void expect(Report& report, std::string_view id, std::string reason, std::string link) {
    const auto found = std::ranges::find(report.purposes, id, &PurposeResult::id);
    found->expectation = Expectation{finding_of(*found), violated_clauses(*found),
                                     std::move(reason), std::move(link)};
}

}  // namespace

Report sample_report() {
    Report report;
    report.suite = "0.1.0";
    report.provider = "sample";
    report.seed = 1;
    report.quiescence = std::chrono::milliseconds{1000};
    report.strength = OracleStrength{
        1113,
        1100,
        10,
        1,
        {{"message-late:FD_CLOSE", "allowed choices explain it in closesocket/a_purpose"},
         {"wrong-value:shutdown:+1", "allowed choices explain it in shutdown/a_purpose"}}};
    report.capabilities = {{"held requests", "yes"},
                           {"message windows", "yes"},
                           {"the four blocking-hook functions",
                            "ws2_32.dll does not export them to a client of version 2.2"}};
    for (const SampleRow& row : sample_rows) {
        report.purposes.push_back(result_of(row));
    }
    report.unreachable = {{"blocking-hook.set-returns-previous-hook"_clause,
                           "Blocking hooks are not part of this version of the suite."}};
    expect(report, "cancel-async/second_cancel_is_refused",
           "The handle is kept until its message is read.", "https://bugs.example.org/12345");
    expect(report, "recv-disconnect/later_data_resets_the_connection",
           "Receive shutdown is only noted locally.", "https://bugs.example.org/23456");
    return report;
}

Report flawless_report() {
    Report report = sample_report();
    report.provider = "flawless";
    report.purposes.clear();
    for (SampleRow row : sample_rows) {
        row.finding = Finding::pass;
        report.purposes.push_back(result_of(row));
    }
    return report;
}

std::vector<Report> sample_reports() {
    Report older = sample_report();
    older.provider = "spi:layer.dll+base.dll";
    older.suite = "0.0.9";
    older.self_check = SelfCheck{{{"spi:faulty_sends_no_fin.dll",
                                   "recv-disconnect/sending_goes_on",
                                   {"shutdown.sd-send-sends-fin-after-data"_clause}}},
                                 ""};
    std::erase_if(older.purposes,
                  [](const PurposeResult& result) { return result.id.starts_with("startup/"); });
    return {sample_report(), flawless_report(), std::move(older)};
}

Report large_sample_report(std::size_t purposes) {
    const Report sample = sample_report();
    Report large = sample;
    for (std::size_t copy = 2; large.purposes.size() < purposes; ++copy) {
        for (PurposeResult result : sample.purposes) {
            result.id += "_" + std::to_string(copy);
            large.purposes.push_back(std::move(result));
        }
    }
    return large;
}

}  // namespace wsconform
