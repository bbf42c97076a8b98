// SPDX-License-Identifier: Apache-2.0

// Goal: whoever runs the suite reads at the start what is tested and how much of it, and at the end
// first what deviates, by cause, then by clause, and what may then be put on file. Method: the
// program itself on a mutant.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "harness/main/tests/refused_input.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "harness/main/verb_words.hpp"

namespace wsconform {
namespace {

/// Each of the parts, after the one before it.
void expect_in_order(const std::string& text, const std::vector<std::string>& parts) {
    std::size_t at = 0;
    for (const std::string& part : parts) {
        const std::size_t found = text.find(part, at);
        EXPECT_NE(found, std::string::npos) << part << "\nin\n" << text;
        if (found != std::string::npos) at = found + part.size();
    }
}

TEST(RunWords, TellAtTheStartWhatIsTestedAndAtTheEndCausesBeforeClauses) {
    own_folder();

    const Ended ran =
        ended({"run", "--provider", "simulated:suspend=cancel-async.zero-handle-is-refused",
               "--filter", "WSACancelAsyncRequest", "--out", "out"});

    EXPECT_EQ(ran.status, 1) << ran.err;
    EXPECT_TRUE(ran.out.starts_with("simulated:suspend=")) << ran.out;
    expect_in_order(
        ran.out, {"\nto play   ", " purposes\n", "\npurposes  ", "what deviates, by cause",
                  "WSACancelAsyncRequest returned 0",
                  "violated: ", "cancel-async.zero-handle-is-refused", "report: out/index.html"});
    EXPECT_EQ(ran.out.find("strength  "), std::string::npos) << "this is no whole run";
    EXPECT_EQ(ran.err, "") << "nobody watches";
}

TEST(RunWords, OfExpectationsBegunFromAReportAreCauses) {
    own_folder();
    const std::vector<std::string> run{"run",
                                       "--provider",
                                       "simulated:suspend=cancel-async.zero-handle-is-refused",
                                       "--filter",
                                       "WSACancelAsyncRequest",
                                       "--out",
                                       "out"};
    ASSERT_EQ(ended(run).status, 1);

    const Ended begun = ended({"expectations", "init", "out", "--out", "known.json"});

    EXPECT_EQ(begun.status, 0) << begun.err;
    EXPECT_NE(begun.out.find("known.json: "), std::string::npos) << begun.out;
    auto known = json_of("known.json");
    ASSERT_GE(known.at("causes").size(), 1U);
    EXPECT_EQ(ended({"gate", "out", "--expectations", "known.json"}).status, 1) << "not reviewed";
    for (auto& cause : known["causes"])
        cause["reason"] = "Seen and accepted.";
    known["$schema"] = "expectations.schema.json";
    put("known.json", known.dump());
    const Ended gated = ended({"gate", "out", "--expectations", "known.json"});
    EXPECT_EQ(gated.status, 0) << gated.out << gated.err;
    std::vector<std::string> again = run;
    again.insert(again.end(), {"--expectations", "known.json"});
    const Ended ran = ended(again);
    EXPECT_EQ(ran.status, 0) << ran.out;
    EXPECT_NE(ran.out.find("what deviates as on file, by cause"), std::string::npos) << ran.out;
    expect_refused({{"expectations", "init", "out", "--out", "known.json"},
                    {"known.json: file: is there already", "--update"}});
    const Ended taken = ended({"expectations", "init", "out", "--from", "known.json"});
    EXPECT_NE(taken.out.find("\"reason\": \"Seen and accepted.\""), std::string::npos) << taken.out;
}

/// Help is broken between words at 80 columns where it goes to no terminal; what is to be pasted
/// stays whole.
TEST(Help, FitsIntoEightyColumns) {
    own_folder();
    std::vector<std::vector<std::string>> all{{"--help"}};
    for (const VerbWords& verb : verb_words())
        all.push_back({std::string{verb.name}, "--help"});
    for (const std::vector<std::string>& words : all) {
        const Ended ran = ended(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        std::istringstream lines{ran.out};
        for (std::string line; std::getline(lines, line);) {
            const bool is_example = line.starts_with("  wsconform ") || line.starts_with("  git ");
            EXPECT_TRUE(is_example || line.size() <= 80) << words.front() << ": " << line;
        }
    }
}

}  // namespace
}  // namespace wsconform
