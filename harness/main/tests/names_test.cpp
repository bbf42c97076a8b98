// SPDX-License-Identifier: Apache-2.0

// What users call a purpose, a call, a clause and other things, and what verbs make of it.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "conformance/scenario/conversation.hpp"
#include "conformance/suite/suite.hpp"
#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "harness/main/verb_words.hpp"
#include "model/ruling.hpp"
#include "model/windows.hpp"
#include "reports/conclusions.hpp"
#include "reports/gate.hpp"
#include "reports/report.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

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
    {"WSACancelAsyncRequest", "Purposes that call ", "known:     wine-8.0: "},
    {"WSAEISCONN", "WSAEISCONN (10056)", "connecting.connected-socket-is-wsaeisconn"},
    {"10056", "WSAEISCONN (10056)", "binding.connected-listen-is-wsaeisconn"},
    {"D/lpwsprecv", "Clauses that D/lpwsprecv is a source of", "clause:    "},
    {"Inconclusive", "inconclusive: ", "reason"},
    {"purpose (test purpose)", "purpose (test purpose); claim: ", "scenario"},
    {"test purpose", "purpose (test purpose); claim: ", "scenario"},
    {"untested", "not applicable; untested: ", "machine"},
    {"stays installed", "blocking-hook.hook-stays-installed", "(HKS-23"},
    {"strict", "strict: the grading that accepts the document alone", "WSAEALREADY"},
    {"Portable", "portable: the grading", "Windows was seen to do"},
    {"windows", "windows: the ws2_32.dll", "windows: the grading"},
    {"vacuous", "vacuous: ", "never violated"},
    {"MUST-D", "MUST-D; derived: ", "violation"},
    {"advisory", "ADVISORY: ", "application programs"},
    {"likeness", "likeness; as Windows; unlike Windows", "public test suites"},
    {"as Windows", "likeness; as Windows", "measured"},
    {"not-applicable", "not applicable: ", "untested"},
    {"unreviewed", "unreviewed: of a purpose that deviates", "exit status: 1"},
    {"wine:wsock32", "wine, wine:wsock32: ", "1.1 DLL"},
    {"bundle", "bundle: ", "see wsconform bundle --help"},
    {"FD_CLOSE", "Clauses that say \"FD_CLOSE\"", "fd-close.error-word-tells-graceful-or-abortive"},
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

/// Whatever a report, the terminal or the page prints as a word of ours is explained.
TEST(Names, AreExplainedIfAReportPrintsThem) {
    std::vector<std::string> words;
    const auto add = [&words](const auto& all) {
        for (const auto each : all)
            words.emplace_back(word_for(each));
    };
    add(findings);
    add(gradings);
    add(strengths);
    add(std::initializer_list{Likeness::as_windows, Likeness::unlike_windows, Likeness::not_known});
    add(clause_statuses);
    add(std::initializer_list{GateChange::new_deviation, GateChange::changed,
                              GateChange::unreviewed, GateChange::expired, GateChange::vanished,
                              GateChange::lost, GateChange::untested});
    for (const char* const word :
         {"killed",  "alive",   "equivalent", "unreached",     "failing",
          "fixed",   "excused", "behaviour",  "as documented", "left to the provider",
          "guilty",  "cause",   "on file",    "strength",      "self-check",
          "profile", "branch",  "level",      "blame",         "witness",
          "needs",   "run",     "gate"})
        words.emplace_back(word);
    for (const std::string& word : words)
        EXPECT_EQ(ended({"explain", word}).status, 0) << word;
}

/// Each word of the tables of words in our documents, such as "ambiguity (AMB-nn); branch".
TEST(Names, AreExplainedIfADocumentDefinesThem) {
    const fs::path root = fs::path{WSCONFORM_SCENARIOS}.parent_path();
    std::size_t count = 0;
    for (const char* const document : {"ARCHITECTURE.md", "docs/reference.md"}) {
        std::istringstream lines{text_of(root / document)};
        bool is_of_words = false;
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with("| ")) is_of_words = is_of_words && line.starts_with("|---");
            if (line == "| word | means |") {
                is_of_words = true;
            } else if (is_of_words && line.starts_with("| ")) {
                std::istringstream words{line.substr(2, line.find(" | ") - 2) + ";"};
                for (std::string word; std::getline(words >> std::ws, word, ';'); ++count)
                    EXPECT_EQ(ended({"explain", word}).status, 0) << document << ": " << word;
            }
        }
    }
    EXPECT_GT(count, 90U);
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
        {"unread-tcp-data-resets-connection",
         "WSARecvDisconnect.unread_data_resets_the_connection"},
    };

    for (const auto& [given, meant] : rows) {
        const Ended ran = ended({"run", "--provider", "simulated", "--filter", given, "--out",
                                 "out", "--no-self-check"});

        EXPECT_EQ(ran.status, 0) << given << ": " << ran.err;
        const nlohmann::json report = json_of("out/report.json");
        EXPECT_EQ(report.at("options").at("filter"), meant);
        EXPECT_EQ(report.at("purposes").size(), selected(meant)) << given;
    }
    // An ambiguity selects what claims the clauses that it is about.
    const Ended about =
        ended({"run", "--provider", "simulated", "--filter", "amb-01", "--out", "about"});
    EXPECT_EQ(about.status, 0) << about.err;
    EXPECT_GT(json_of("about/report.json").at("purposes").size(), 0U);
    const Ended program = ended({"reproduce", "select.end_stays_readable"});
    EXPECT_EQ(program.status, 0) << program.err;
}

TEST(Lists, AreForPeopleAndForPrograms) {
    own_folder();
    for (const std::string kind :
         {"clauses", "purposes", "calls", "ambiguities", "mutants", "properties"}) {
        const Ended people = ended({"list", kind});
        const Ended programs = ended({"list", kind, "--json"});

        EXPECT_EQ(people.status, 0) << people.err;
        const auto rows = nlohmann::json::parse(programs.out);
        const auto lines = std::ranges::count(people.out, '\n');
        EXPECT_EQ(static_cast<std::size_t>(lines), rows.size()) << kind;
        ASSERT_GT(rows.size(), 10U) << kind;
        for (const auto& row : rows)
            EXPECT_NE(people.out.find(row.at("name").get<std::string>()), std::string::npos);
    }
}

TEST(Show, TellsAScenarioAsAConversation) {
    own_folder();

    const Ended shown = ended({"show", "recv.waits_for_the_end"});

    EXPECT_EQ(shown.status, 0) << shown.err;
    for (const std::string line :
         {"s = socket(SOCK_STREAM)", "b     awaits r: nothing yet", "main  s.connect(L)",
          "peer  accepts L as p", "b     s.recv(16) in flight as r", "main  s.recv(16) = \"\""})
        EXPECT_NE(shown.out.find(line), std::string::npos) << line << "\n" << shown.out;
}

TEST(Show, HasALineForEveryStepOfTheSuite) {
    for (const Scenario& scenario : suite_scenarios()) {
        const auto lines = conversation_of(scenario);
        ASSERT_EQ(lines.size(), scenario.steps.size());
        for (const Utterance& line : lines) {
            EXPECT_FALSE(line.speaker.empty()) << scenario.id;
            EXPECT_FALSE(line.text.empty()) << scenario.id;
            EXPECT_EQ(line.text.find('{'), std::string::npos) << scenario.id << ": " << line.text;
        }
    }
}

TEST(Help, HasExamplesAndStatusesForEveryVerbAndAManualPage) {
    own_folder();
    const Ended alone = ended({});
    EXPECT_EQ(alone.status, 2);
    EXPECT_NE(alone.out.find("wsconform run --provider wine"), std::string::npos) << alone.out;
    EXPECT_EQ(ended({"--help"}).out, alone.out);
    for (const VerbWords& verb : verb_words()) {
        const std::string name{verb.name};
        EXPECT_NE(alone.out.find("\n  " + name + " "), std::string::npos) << name;

        const Ended help = ended({name, "--help"});
        const Ended page = ended({"man", name});

        EXPECT_EQ(help.status, 0);
        for (const std::string& part :
             {std::string{"\nExamples:\n  "}, "wsconform " + name, std::string{"\nExit status"}})
            EXPECT_NE(help.out.find(part), std::string::npos) << help.out;
        EXPECT_EQ(page.status, 0);
        EXPECT_TRUE(page.out.starts_with(".TH WSCONFORM-")) << page.out;
    }
    EXPECT_NE(ended({"completion"}).out.find("run) words=\""), std::string::npos);
}

}  // namespace
}  // namespace wsconform
