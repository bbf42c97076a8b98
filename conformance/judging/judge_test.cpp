// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/trace.hpp"

#include <gtest/gtest.h>

#include <string>

#include "conformance/judging/judge.hpp"
#include "conformance/text/input_error.hpp"

namespace wsconform {
namespace {

const std::string header =
    R"({"format":"wsconform-trace/1","provider":"wine","bits":64,"scenario":{"id":"WSACleanup/x",)"
    R"("purpose":"A purpose of a test.","clauses":["CLN"],"kind":"valid","steps":[)"
    R"({"call":"WSACleanup"},{"call":"WSACleanup"}]}})";

std::string with_clause(std::string text) {
    text.replace(text.find("CLN\""), 4, "cleanup.extra-call-is-wsanotinitialised\"");
    return text;
}

std::string invoked(int step) {
    return R"({"thread":"main","step":)" + std::to_string(step) + R"(,"event":"invoked"})" + "\n";
}
std::string returned(int step, const std::string& facts) {
    return R"({"thread":"main","step":)" + std::to_string(step) + R"(,"event":"returned",)" +
           facts + "}\n";
}
std::string refused(int step) {
    return invoked(step) + returned(step, R"("value":-1,"error":10093)");
}
const std::string footer = R"({"event":"end","how":"completed"})"
                           "\n";

std::string fault_of(const std::string& text) {
    try {
        parse_trace(text, "x.jsonl");
    } catch (const InputError& error) {
        return error.what();
    }
    return "no fault";
}

Judgement judged(const std::string& text) {
    return judge(parse_trace(text, "x.jsonl"), Grading::portable);
}

TEST(Trace, IsJudgedFromItsTextAlone) {
    const std::string start = with_clause(header) + "\n";
    EXPECT_EQ(judged(start + refused(0) + refused(1) + footer).verdict, Verdict::pass);

    const Judgement wrong =
        judged(start + invoked(0) + returned(0, R"("value":0,"error":0)") + refused(1) + footer);
    EXPECT_EQ(wrong.verdict, Verdict::fail);
    ASSERT_EQ(wrong.violations.size(), 1U);
    EXPECT_EQ(wrong.violations[0].observed, "WSACleanup() returned 0");
    EXPECT_EQ(wrong.violations[0].step, 0U);
}

TEST(Trace, WithoutAllItsStepsIsNoPass) {
    const std::string start = with_clause(header) + "\n" + refused(0);
    EXPECT_EQ(judged(start + footer).verdict, Verdict::error);
    for (const std::string how : {"crashed", "garbage", "silent", "lost"}) {
        const std::string end = R"({"event":"end","how":")" + how + "\"}\n";
        EXPECT_EQ(judged(start + end).verdict, Verdict::error) << how;
    }
    const std::string hung = invoked(1) + R"({"thread":"main","step":1,"event":"hung"})" + "\n";
    EXPECT_EQ(judged(start + hung + R"({"event":"end","how":"hung"})" + "\n").verdict,
              Verdict::fail);
}

/// Neither of the clauses of the call that needed it nor of those on versions.
TEST(Trace, OfAProviderThatDoesNotStartBreaksNoClause) {
    const auto trace_of = [](const std::string& provider, const std::string& call,
                             const std::string& ends) {
        return R"({"format":"wsconform-trace/1","provider":")" + provider +
               R"(","bits":64,"scenario":{"id":"WSPStartup/x","purpose":"A purpose of a test.",)"
               R"("clauses":["spi-version.negotiation-table-rows-hold"],"kind":"valid",)"
               R"("steps":[)" +
               call + "]}}\n" + invoked(0) + ends;
    };
    const std::string hung = R"({"thread":"main","step":0,"event":"hung"})"
                             "\n"
                             R"({"event":"end","how":"hung"})"
                             "\n";
    const std::string call = R"({"call":"WSPStartup","wVersionRequested":"2.2"})";
    const Judgement silent = judged(trace_of("spi:x.dll", call, hung));
    EXPECT_EQ(silent.verdict, Verdict::error);
    EXPECT_EQ(silent.reason, "the provider did not start: WSPStartup did not return");
    EXPECT_TRUE(silent.violations.empty());

    const std::string socket = R"({"call":"socket","type":"SOCK_STREAM","as":"s"})";
    const std::string refused = returned(0, R"("value":-1,"error":10106)") + footer;
    EXPECT_EQ(judged(trace_of("spi:x.dll", socket, refused)).verdict, Verdict::error);
    EXPECT_EQ(judged(trace_of("wine", socket, refused)).verdict, Verdict::fail);
}

TEST(Trace, TellsWhenUpcallsAreMade) {
    const auto branch_of = [](const std::string& upcall) {
        const std::string text = with_clause(header) + "\n" + upcall + refused(0) + refused(1);
        const Judgement judgement = judged(text + footer);
        return judgement.choices.empty() ? "" : judgement.choices.front().branch;
    };
    const std::string upcall = R"({"step":1,"event":"upcall","name":"WPUSetEvent","value":1)";
    EXPECT_EQ(branch_of(""), "");
    EXPECT_EQ(branch_of(upcall + "}\n"), "between the two");
    EXPECT_EQ(branch_of(upcall + R"(,"late":true})" + "\n"), "also after the final WSPCleanup");
}

TEST(Trace, NamesAnUpcallForAProviderThatIsNotInTheProtocolCatalogue) {
    const std::string start = with_clause(header) + "\n";
    const auto upcall = [](const std::string& error) {
        return R"({"step":1,"event":"upcall","name":"WPUGetProviderPath","value":-1,"error":)" +
               error + "}\n";
    };
    EXPECT_EQ(judged(start + upcall("10014") + refused(0) + refused(1) + footer).verdict,
              Verdict::pass);

    const Judgement wrong = judged(start + upcall("10022") + refused(0) + refused(1) + footer);
    EXPECT_EQ(wrong.verdict, Verdict::fail);
    ASSERT_EQ(wrong.violations.size(), 1U);
    EXPECT_EQ(wrong.violations[0].step, 1U);
}

TEST(Trace, IsJudgedAsIfItHadNoUpcalls) {
    const std::string upcall =
        R"({"thread":"main","step":0,"event":"upcall","name":"WPUModifyIFSHandle","value":0})"
        "\n";
    const std::string refusal = returned(0, R"("value":-1,"error":10093)");
    const std::string text = with_clause(header) + "\n" + upcall + invoked(0) + upcall + upcall +
                             refusal + upcall + refused(1) + footer;
    EXPECT_EQ(parse_trace(text, "x.jsonl").events.size(), 2U);
    EXPECT_EQ(judged(text).verdict, Verdict::pass);
}

TEST(Trace, SaysOfATransportProviderThatItIsOne) {
    const auto process_of = [](const std::string& facts, const std::string& slug) {
        std::string text = with_clause(header);
        text.replace(text.find("\"provider\":\"wine\",\"bits\":64"), 27, facts);
        const std::string clause = "cleanup.extra-call-is-wsanotinitialised";
        if (!slug.empty()) text.replace(text.find(clause), clause.size(), slug);
        return initial_state(parse_trace(text + "\n" + footer, "x.jsonl").subject).process;
    };
    const std::string fix = R"("provider":"api:my-wsock32-fix.dll","interface":"api","dll":"2.2")";
    EXPECT_EQ(process_of(fix, "").legacy_dll, 0);
    const std::string old = R"("provider":"api:mine.dll","interface":"api","dll":"1.1")";
    EXPECT_EQ(process_of(old, "").legacy_dll, 1);
    const std::string spi = R"("provider":"any","interface":"spi","dll":"2.2")";
    EXPECT_EQ(process_of(spi, "").is_spi, 1);
}

TEST(Trace, OfBeforeItSaidSoIsKnownByTheName) {
    const auto process_of = [](const std::string& provider, const std::string& slug) {
        std::string text = with_clause(header);
        text.replace(text.find("wine"), 4, provider);
        const std::string clause = "cleanup.extra-call-is-wsanotinitialised";
        if (!slug.empty()) text.replace(text.find(clause), clause.size(), slug);
        return initial_state(parse_trace(text + "\n" + footer, "x.jsonl").subject).process;
    };
    EXPECT_EQ(process_of("spi:/a/wsock32/base.dll", "").is_spi, 1);
    EXPECT_EQ(process_of("spi:/a/wsock32/base.dll", "").legacy_dll, 0);
    EXPECT_EQ(process_of("wine:wsock32", "").legacy_dll, 1);
    EXPECT_EQ(process_of("wine", "").is_spi, 0);
    EXPECT_EQ(process_of("simulated", "").is_spi, 0);
    EXPECT_EQ(process_of("simulated", "spi-cleanup.failure-reasons-are-listed").is_spi, 1);
}

TEST(Trace, SaysWhatIsWrongWithIt) {
    const std::string start = with_clause(header) + "\n";
    const struct {
        std::string text;
        std::string said;
    } rows[] = {
        {"", "the trace is empty"},
        {"{\n", "line 1: is not a JSON object"},
        {"[]\n" + footer, "line 1: is not a JSON object"},
        {"{}\n" + footer, "is no header"},
        {R"({"format":"wsconform-trace/1"})"
         "\n" +
             footer,
         "has no scenario"},
        {header + "\n" + footer, "line 1: .scenario: .clauses[0]"},
        {start, "is no footer: the trace is cut short"},
        {start + refused(0), "is no footer: the trace is cut short"},
        {start + refused(7) + footer, "names no step of the scenario"},
        {start + returned(0, R"("value":0)") + footer, "a step that was not invoked"},
        {start + invoked(0) + returned(0, R"("error":"x")") + footer, "type must be number"},
        {start +
             R"({"step":0,"event":"dances"})"
             "\n" +
             footer,
         "is no event of a trace"},
    };
    for (const auto& [text, said] : rows) {
        const std::string fault = fault_of(text);
        EXPECT_NE(fault.find(said), std::string::npos) << fault;
        EXPECT_EQ(fault.find('\n'), std::string::npos) << fault;
        EXPECT_TRUE(fault.starts_with("x.jsonl: ")) << fault;
    }
}

}  // namespace
}  // namespace wsconform
