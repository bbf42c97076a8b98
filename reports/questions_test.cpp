// SPDX-License-Identifier: Apache-2.0

// Goal: each answer to an application developer's question follows from verdicts, and from nothing
// else. Method: for each question a report in which its clauses hold, one in which each is broken,
// and one that says nothing.

#include "reports/questions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

std::size_t place_of(const Question& question) {
    return static_cast<std::size_t>(&question - all_questions().data());
}

Advice answer_in(const Report& report, const Question& question) {
    return answers_of(report).at(place_of(question));
}

bool is_binding(const Question& question) {
    return std::ranges::any_of(question.clauses, [](ClauseId id) { return id->is_binding(); });
}

TEST(Questions, AreAFewDozenEachWithItsAnswers) {
    std::set<std::string_view> ids;
    std::size_t asked = 0;
    for (const Question& question : all_questions()) {
        EXPECT_TRUE(ids.insert(question.id).second) << question.id;
        EXPECT_TRUE(question.text.ends_with('?')) << question.id;
        EXPECT_FALSE(question.clauses.empty() && !question.ambiguity) << question.id;
        EXPECT_FALSE(question.kept.empty()) << question.id;
        EXPECT_EQ(question.broken.empty(), !is_binding(question)) << question.id;
        EXPECT_TRUE(question.asked.empty() || question.asked.starts_with("https://"));
        asked += question.asked.empty() ? 0U : 1U;
    }
    EXPECT_GE(ids.size(), 20U);
    EXPECT_GE(asked, 15U);
}

TEST(Questions, AreAnsweredByClausesThatHold) {
    for (const Question& question : all_questions()) {
        if (question.clauses.empty()) continue;
        const std::vector<ClauseId> clauses{question.clauses.begin(), question.clauses.end()};
        const Advice answer =
            answer_in(report_of({purpose("f/a", Finding::pass, clauses)}), question);

        EXPECT_EQ(answer.kind, is_binding(question) ? AnswerKind::kept : AnswerKind::permitted)
            << question.id;
        EXPECT_EQ(answer.text, question.kept);
        EXPECT_EQ(answer.evidence, std::vector<std::string>{"f/a"}) << question.id;
    }
}

TEST(Questions, AreAnsweredByEachClauseThatIsBroken) {
    for (const Question& question : all_questions()) {
        for (const ClauseId clause : question.clauses) {
            if (!clause->is_binding()) continue;
            const Advice answer = answer_in(report_of({purpose("f/a", Finding::fail, {}, {clause}),
                                                       purpose("f/b", Finding::pass, {clause})}),
                                            question);

            EXPECT_EQ(answer.kind, AnswerKind::broken) << question.id;
            EXPECT_EQ(answer.text, question.broken);
            EXPECT_EQ(answer.violated, std::vector{clause});
            EXPECT_EQ(answer.evidence, std::vector<std::string>{"f/a"}) << question.id;
        }
    }
}

TEST(Questions, AreAnsweredInPartWhereAPartWasTried) {
    for (const Question& question : all_questions()) {
        if (question.clauses.end() - question.clauses.begin() < 2) continue;
        const Advice answer = answer_in(
            report_of({purpose("f/a", Finding::pass, {*question.clauses.begin()})}), question);

        EXPECT_EQ(answer.kind, AnswerKind::partly) << question.id;
        EXPECT_TRUE(answer.text.starts_with("As far as it could be tried: ")) << answer.text;
    }
}

TEST(Questions, AreNotAnsweredByWhatSaysNothing) {
    for (const Advice& answer : answers_of(report_of(
             {purpose("f/a", Finding::not_applicable), purpose("f/b", Finding::inconclusive)}))) {
        EXPECT_EQ(answer.kind, AnswerKind::unknown) << answer.text;
        EXPECT_TRUE(answer.text.starts_with("Not known: ")) << answer.text;
        EXPECT_TRUE(answer.evidence.empty());
    }
}

TEST(Questions, TellWhatAProviderChooses) {
    for (const Question& question : all_questions()) {
        if (!question.ambiguity) continue;
        PurposeResult one = purpose("f/a", Finding::pass);
        one.judgement.choices = {{std::string{(*question.ambiguity)->id}, "this way"}};
        PurposeResult other = one;
        other.id = "f/b";

        EXPECT_EQ(answer_in(report_of({one, other}), question).choice, "this way, always");
        other.judgement.choices[0].branch = "that way";
        const Advice varies = answer_in(report_of({one, other}), question);
        EXPECT_EQ(varies.choice, "that way (1), this way (1): it varies");
        EXPECT_EQ(varies.evidence, (std::vector<std::string>{"f/a", "f/b"}));
    }
}

TEST(Questions, AreWrittenForThePage) {
    const auto questions = questions_json();
    const auto answers = answers_json(report_of({}));

    EXPECT_EQ(questions.size(), all_questions().size());
    EXPECT_EQ(answers.size(), questions.size());
    EXPECT_EQ(questions[0].at("id"), "buffer-after-cancel");
    EXPECT_EQ(answers[0].at("kind"), "unknown");
}

/// An answer about one provider says nothing of Windows; what is known of that stands beside it.
TEST(Questions, SayWhatWindowsWasSeenToDo) {
    std::size_t untried = 0;
    for (const Question& question : all_questions()) {
        const std::string words = windows_words(question);
        const bool is_untried = words == "Untried on Windows.";
        EXPECT_TRUE(is_untried || words.starts_with("Windows: ")) << words;
        untried += is_untried ? 1U : 0U;
        if (question.ambiguity) {
            EXPECT_NE(words.find((*question.ambiguity)->windows), std::string::npos) << words;
        }
        EXPECT_EQ(question.kept.find("below"), std::string_view::npos) << "nothing is below it";
    }
    EXPECT_GT(untried, 0U);
    EXPECT_LT(untried, all_questions().size());
}

}  // namespace
}  // namespace wsconform
