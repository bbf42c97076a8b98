// SPDX-License-Identifier: Apache-2.0

// Goal: a bundle without names is made of every trace that a judge takes. Method: what follows a
// step that could not be done is not judged, so a trace may say anything there.

#include "harness/main/anonymous.hpp"

#include <gtest/gtest.h>

#include "conformance/trace/trace.hpp"

namespace wsconform {
namespace {

const std::string path = "traces/WSAStartup.x.jsonl";
const std::string header =
    R"({"format": "wsconform-trace/1", "provider": "api:Acme.dll", "interface": "api",
"dll": "2.2", "scenario": {"id": "WSAStartup/x", "purpose": "It starts.", "kind": "valid",
"clauses": ["startup.must-be-the-first-call"],
"steps": [{"call": "WSAStartup", "wVersionRequested": "2.2"}]}})";

std::string in_one_line(std::string text) {
    std::erase(text, '\n');
    return text + "\n";
}

TEST(Anonymous, TakesLinesThatNobodyJudges) {
    const std::string trace = in_one_line(header) +
                              R"({"event": "invoked", "step": 0}
{"event": "returned", "step": 0, "failed": "no socket for Acme.dll"}

{"event": 1, "name": "a-number"}
{"name": "no-event"}
{"event": "returned", "name": ["no text"], "detail": {"of": ["ACME.dll"]}}
{"event": "returned", "name": "acme-7"}
{"event": "end", "how": "completed", "events": 2, "detail": "acme-7"}
)";
    ASSERT_NO_THROW(parse_trace(trace, "trace"));
    Report report;
    report.provider = "api:Acme.dll";

    const Bundle nameless = anonymous(Bundle{"0", "api:Acme.dll", {{path, trace}}}, report);

    const std::string& text = nameless.files.at(path);
    ASSERT_NO_THROW(parse_trace(text, "nameless"));
    EXPECT_EQ(text.find("cme"), std::string::npos) << text;
    EXPECT_EQ(text.find("CME"), std::string::npos) << text;
    EXPECT_NE(text.find("a-number"), std::string::npos) << "names no machine: " << text;
}

}  // namespace
}  // namespace wsconform
