// SPDX-License-Identifier: Apache-2.0

// Goal: whoever gives the program a wrong word or a wrong file reads in one line what was written,
// what was expected, and what was probably meant. Method: a table of what people write, each row
// with the words that help them; every row is the program itself.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

/// A scenario with one thing written otherwise.
std::string scenario_with(const std::string& right, const std::string& wrong) {
    std::string text =
        R"({"purpose": "A refused WSAStartup returns its code.",
  "clauses": ["startup.returns-the-error-code-itself"],
  "kind": "invalid",
  "steps": [
    {"call": "WSAStartup", "wVersionRequested": "0.0", "returns": "WSAVERNOTSUPPORTED"},
    {"peer": "listens", "as": "L"},
    {"call": "socket", "type": "SOCK_STREAM", "as": "s", "returns": "ok"},
    {"call": "recv", "s": "s", "len": 16, "returns": {"bytes": "x"}}
  ]})";
    const std::size_t at = text.find(right);
    EXPECT_NE(at, std::string::npos) << right;
    return text.replace(at, right.size(), wrong);
}

struct Slip {
    std::string right;
    std::string wrong;
    std::vector<std::string> says;
};

TEST(Messages, TellOfASlipInAScenarioWhatWasMeant) {
    own_folder();
    const std::vector<Slip> slips{
        {"\"WSAStartup\", \"wV",
         "\"WSAStartop\", \"wV",
         {".steps[0].call: is \"WSAStartop\", not one of WSAStartup, ",
          "did you mean \"WSAStartup\"?"}},
        {"\"kind\": \"invalid\"",
         "\"kind\": \"invaled\"",
         {".kind: is \"invaled\", not one of valid, invalid, inopportune",
          "did you mean \"invalid\"?"}},
        {"\"purpose\"",
         "\"purpse\"",
         {"a key that the format does not know: \"purpse\"", "did you mean \"purpose\"?"}},
        {"\"kind\": \"invalid\",", "", {"lacks the key \"kind\""}},
        {"{\"call\": \"WSAStartup\"",
         "{\"cal\": \"WSAStartup\"",
         {".steps[0]: has no key that says what it does", "did you mean \"call\"?"}},
        {"\"wVersionRequested\"",
         "\"wVersionRequest\"",
         {".steps[0]: ", "\"wVersionRequest\"", "did you mean \"wVersionRequested\"?"}},
        {"\"peer\": \"listens\"",
         "\"peer\": \"listen\"",
         {".steps[1].peer: is \"listen\"", "did you mean \"listens\"?"}},
        {"\"peer\": \"listens\"",
         "\"peer\": \"listens\", \"call\": \"bind\"",
         {".steps[1]: does two things at once: call, peer"}},
        {"\"len\": 16", "\"len\": \"16\"", {".steps[3].len: is \"16\", not a whole number"}},
        {"\"len\": 16", "\"len\": -1", {".steps[3].len: is -1, not a whole number from"}},
        {"WSAVERNOTSUPPORTED",
         "WSAVERNOTSUPORTED",
         {"\"WSAVERNOTSUPORTED\" is no published error code",
          "did you mean \"WSAVERNOTSUPPORTED\"?"}},
        {"startup.returns-the-error-code-itself",
         "startup.returns-the-code-itself",
         {"is no clause of the catalogue",
          "did you mean \"startup.returns-the-error-code-itself\"?"}}};

    for (const Slip& slip : slips) {
        put("slip.json", scenario_with(slip.right, slip.wrong));
        expect_refused({{"check", "slip.json"}, slip.says});
    }
}

TEST(Messages, TellOfASlipOnTheCommandLineWhatWasMeant) {
    own_folder();
    const std::vector<Row> rows{
        {{"package"}, {"package: is no verb", "./conform package"}},
        {{"explian", "CAR-05"}, {"explian: is no verb", "did you mean \"explain\"?"}},
        {{"run", "--provider", "simulated", "--fliter", "recv"},
         {"run: --fliter: there is no such option", "did you mean \"--filter\"?",
          "see wsconform run --help"}},
        {{"run"}, {"run: --provider is missing", "for example wsconform run --provider wine"}},
        {{"gate", "report"}, {"gate: --expectations is missing", "for example wsconform gate"}},
        {{"run", "--provider", "wien"}, {"\"wien\" is unknown", "did you mean \"wine\"?"}},
        {{"run", "--provider", "./my.dll"}, {"api:./my.dll", "spi:./my.dll"}},
        {{"run", "--provider", "windows"}, {"--agent"}},
        {{"run", "--provider", "simulated", "--filter", "generated.*"},
         {"none is played without --cases; add --cases 100"}},
        {{"run", "--provider", "simulated", "--filter", "recv.waits_for_end"},
         {"selects no purpose", "did you mean \"recv.waits_for_the_end\"?"}},
        {{"reproduce", "recv/waits_for_end"}, {"did you mean \"recv/waits_for_the_end\"?"}},
        {{"show", "recv.wait_for_the_end"}, {"did you mean \"recv/waits_for_the_end\"?"}},
        {{"explain", "WSARecvDisconect"}, {"did you mean \"WSARecvDisconnect\"?"}},
        {{"list", "clause"}, {"did you mean \"clauses\"?"}},
        {{"list", "nonsense"}, {"nothing to list", "ambiguities"}},
        {{"schema", "scenarios"}, {"did you mean \"scenario\"?"}},
        {{"man", "gat"}, {"did you mean \"gate\"?"}},
        {{"gate", "a", "--expectations", "missing.json"},
         {"a: file: is missing", "wsconform run --out DIR writes one"}},
        {{"check", "report", "--grading", "lenient"}, {"lenient", "portable"}}};

    for (const Row& row : rows)
        expect_refused(row);
}

TEST(Messages, NameTheKindOfFileThatWasGivenInAnothersPlace) {
    own_folder();
    put_one_scenario();
    const std::string scenario = "few/recv/claim.json";
    const std::string purpose = "WSAStartup.failure_returns_the_code_itself";
    ASSERT_EQ(ended({"run", "--provider", "simulated", "--filter", purpose, "--out", "out"}).status,
              0);
    ASSERT_EQ(ended({"bundle", "out/report.json", "--out", "b.jsonl"}).status, 0);
    put("known.json", R"({"format": "wsconform-expectations/1", "provider": "simulated",
                          "causes": []})");
    const std::string trace = "out/traces/" + purpose + ".jsonl";
    const std::string report = "is a report, and here ";
    const std::vector<Row> rows{
        {{"check", "out/report.json"}, {"neither a trace nor a scenario", "verify"}},
        {{"check", "b.jsonl"}, {"neither a trace nor a scenario"}},
        {{"verify", "out/report.json"}, {report + "a bundle is wanted", "wsconform bundle DIR"}},
        {{"verify", "out"}, {"a folder without bundle.jsonl", "wsconform bundle DIR"}},
        {{"verify", trace}, {"is a trace, and here a bundle is wanted"}},
        {{"gate", trace, "--expectations", "known.json"},
         {"is a trace, and here a report is wanted"}},
        {{"gate", "b.jsonl", "--expectations", "known.json"},
         {"is a bundle, and here a report is wanted"}},
        {{"gate", "out", "--expectations", "out/report.json"},
         {"this is a report, and here a file of expectations is wanted"}},
        {{"report", "known.json"}, {"this is a file of expectations, and here a report is wanted"}},
        {{"report", scenario}, {"so this is not a report"}},
        {{"diff", "out", trace}, {"is a trace, and here a report is wanted"}},
        {{"found", "b.jsonl", "--expectations", "known.json"}, {"is a bundle, and here a report"}},
        {{"run", "--provider", "simulated", "--out", "x", "--scenarios", "out/report.json"},
         {"out/report.json: "}}};

    for (const Row& row : rows)
        expect_refused(row);
    EXPECT_EQ(ended({"check", "out"}).status, 0) << "the traces in it";
    EXPECT_EQ(ended({"diff", "out", "out/report.json"}).status, 0);
    EXPECT_EQ(ended({"gate", "out", "--expectations", "known.json"}).status, 0);
}

}  // namespace
}  // namespace wsconform
