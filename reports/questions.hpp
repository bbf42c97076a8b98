// SPDX-License-Identifier: Apache-2.0

#pragma once

// "What may I rely on?": the questions of application developers in their own words, and what the
// verdicts of a report answer. Which clauses a question is about stands in one table; an answer is
// computed from what became of them, never written down.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/ambiguities.hpp"
#include "model/ruling.hpp"
#include "reports/report.hpp"

namespace wsconform {

struct Question {
    std::string_view id;  ///< For addresses; never renamed.
    std::string_view text;
    std::string_view asked;   ///< A public thread in which somebody was caught by it; may be empty.
    Clauses clauses;          ///< What has to hold; empty if only the ambiguity decides.
    std::string_view kept;    ///< The answer if all of them were verified.
    std::string_view broken;  ///< The answer if one of them was violated.
    std::optional<AmbiguityId> ambiguity = std::nullopt;
};

std::span<const Question> all_questions();

enum class AnswerKind : std::uint8_t {
    kept,       ///< All clauses were verified.
    broken,     ///< One was violated.
    partly,     ///< Some were verified, and of the others nothing is known.
    permitted,  ///< The documents leave it to the provider.
    unknown     ///< Nothing was learnt.
};

struct Advice {
    AnswerKind kind{AnswerKind::unknown};
    std::string text;
    std::string choice;                 ///< What the provider does where the sources differ.
    std::vector<ClauseId> violated;     ///< Of the question's clauses.
    std::vector<std::string> evidence;  ///< Purposes: those that break, else those that verify.
};

/// What Windows was seen to do with what the question is about, and who saw it; or that nobody has
/// tried.
std::string windows_words(const Question& question);

/// In the order of the questions.
std::vector<Advice> answers_of(const Report& report);

/// "as-documented", "not-as-documented", "partly", "permitted", "unknown"
std::string_view word_for(AnswerKind kind);

/// The questions, and the answers of one report, for the page.
nlohmann::ordered_json questions_json();
nlohmann::ordered_json answers_json(const Report& report);

}  // namespace wsconform
