// SPDX-License-Identifier: Apache-2.0

#include "reports/questions.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/text/text.hpp"
#include "model/windows.hpp"
#include "reports/conclusions.hpp"

namespace wsconform {

namespace {

using Statuses = std::map<ClauseId, ClauseConclusion>;

std::vector<ClauseId> those_with(const Question& question, const Statuses& statuses,
                                 ClauseStatus status) {
    std::vector<ClauseId> found;
    for (const ClauseId clause : question.clauses) {
        if (statuses.at(clause).status == status) found.push_back(clause);
    }
    return found;
}

/// The purposes that broke one of the clauses.
std::vector<std::string> breakers(const Report& report, const std::vector<ClauseId>& clauses) {
    std::vector<std::string> ids;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const std::vector<ClauseId> broken = violated_clauses(*result);
        const bool is_one = std::ranges::any_of(clauses, [&](ClauseId clause) {
            return std::ranges::find(broken, clause) != broken.end();
        });
        if (is_one) ids.push_back(result->id);
    }
    return ids;
}

/// The purposes that passed and claim one of the clauses.
std::vector<std::string> witnesses(const Report& report, const std::vector<ClauseId>& clauses) {
    std::vector<std::string> ids;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const bool is_one = std::ranges::any_of(clauses, [&](ClauseId clause) {
            return std::ranges::find(result->clauses, clause) != result->clauses.end();
        });
        if (is_one && finding_of(*result) == Finding::pass) ids.push_back(result->id);
    }
    return ids;
}

/// "WSAECONNRESET, always"; empty if the provider was not seen to choose.
std::string choice_text(const Question& question, const Report& report) {
    if (!question.ambiguity) return "";
    const auto profile = behaviour_profile(report);
    const auto entry = profile.find(std::string{(*question.ambiguity)->id});
    if (entry == profile.end()) return "";
    if (entry->second.is_consistent()) return entry->second.branch + ", always";
    std::string text;
    for (const auto& [branch, times] : entry->second.seen)
        text += (text.empty() ? "" : ", ") + branch + " (" + std::to_string(times) + ")";
    return text + ": it varies";
}

std::vector<std::string> choosers(const Question& question, const Report& report) {
    std::vector<std::string> ids;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const auto is_it = [&](const Choice& choice) {
            return choice.ambiguity == (*question.ambiguity)->id;
        };
        if (std::ranges::any_of(result->judgement.choices, is_it)) ids.push_back(result->id);
    }
    return ids;
}

std::string joined(const std::vector<std::string_view>& names) {
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : ", ") + std::string{name};
    return text;
}

std::string unknown_text(const Question& question, const Statuses& statuses) {
    for (const ClauseId clause : question.clauses) {
        const std::string& reason = statuses.at(clause).reason;
        if (!reason.empty()) return "Not known: " + reason;
    }
    return question.clauses.empty() ? "Not known: it was not seen to choose."
                                    : "Not known: nothing of it was seen.";
}

Advice answer_to(const Question& question, const Report& report, const Statuses& statuses) {
    Advice answer;
    answer.choice = choice_text(question, report);
    answer.violated = those_with(question, statuses, ClauseStatus::violated);
    if (!answer.violated.empty()) {
        answer.kind = AnswerKind::broken;
        answer.text = question.broken;
        answer.evidence = breakers(report, answer.violated);
        return answer;
    }
    const auto verified = those_with(question, statuses, ClauseStatus::verified);
    const auto recorded = those_with(question, statuses, ClauseStatus::recorded);
    const auto count = static_cast<std::size_t>(question.clauses.end() - question.clauses.begin());
    if (!verified.empty()) {
        const bool is_all = verified.size() + recorded.size() == count;
        answer.kind = is_all ? AnswerKind::kept : AnswerKind::partly;
        answer.text = (is_all ? "" : "As far as it could be tried: ") + std::string{question.kept};
        answer.evidence = witnesses(report, verified);
    } else if (!recorded.empty()) {
        answer.kind = AnswerKind::permitted;
        answer.text = question.kept;
        answer.evidence = witnesses(report, recorded);
    } else if (question.clauses.empty() && !answer.choice.empty()) {
        answer.kind = AnswerKind::permitted;
        answer.text = question.kept;
    } else {
        answer.text = unknown_text(question, statuses);
    }
    if (answer.evidence.empty() && !answer.choice.empty())
        answer.evidence = choosers(question, report);
    return answer;
}

}  // namespace

std::string windows_words(const Question& question) {
    std::string text;
    if (question.ambiguity) text = (*question.ambiguity)->windows;
    for (const WindowsFact& fact : windows_facts()) {
        if (std::ranges::find(question.clauses, fact.clause) == question.clauses.end()) continue;
        text += (text.empty() ? "" : " ") + std::string{fact.clause->id} + " was seen " +
                (fact.is_kept ? "to be kept" : "not to be kept") +
                (fact.calls.empty() ? "" : " by " + joined(fact.calls)) + " (" +
                std::string{fact.source} + ").";
    }
    return text.empty() ? "Untried on Windows." : "Windows: " + text;
}

std::vector<Advice> answers_of(const Report& report) {
    Statuses statuses;
    for (ClauseConclusion& conclusion : clause_conclusions(report))
        statuses.emplace(conclusion.clause, std::move(conclusion));
    std::vector<Advice> answers;
    for (const Question& question : all_questions())
        answers.push_back(answer_to(question, report, statuses));
    return answers;
}

std::string_view word_for(AnswerKind kind) {
    switch (kind) {
        case AnswerKind::kept:
            return "as-documented";
        case AnswerKind::broken:
            return "not-as-documented";
        case AnswerKind::partly:
            return "partly";
        case AnswerKind::permitted:
            return "permitted";
        case AnswerKind::unknown:
            return "unknown";
    }
    return "";
}

nlohmann::ordered_json questions_json() {
    auto all = nlohmann::ordered_json::array();
    for (const Question& question : all_questions()) {
        auto clauses = nlohmann::ordered_json::array();
        for (const ClauseId clause : question.clauses)
            clauses.push_back(clause->slug);
        const bool asks_more = question.ambiguity.has_value();
        all.push_back({{"id", question.id},
                       {"text", question.text},
                       {"asked", question.asked},
                       {"clauses", std::move(clauses)},
                       {"ambiguity", asks_more ? (*question.ambiguity)->id : ""},
                       {"windows", windows_words(question)}});
    }
    return all;
}

nlohmann::ordered_json answers_json(const Report& report) {
    auto all = nlohmann::ordered_json::array();
    for (const Advice& answer : answers_of(report)) {
        auto violated = nlohmann::ordered_json::array();
        for (const ClauseId clause : answer.violated)
            violated.push_back(clause->slug);
        auto evidence = nlohmann::ordered_json::array();
        for (const std::string& id : answer.evidence)
            evidence.push_back(valid_utf8(id));
        all.push_back({{"kind", word_for(answer.kind)},
                       {"text", valid_utf8(answer.text)},
                       {"choice", valid_utf8(answer.choice)},
                       {"violated", std::move(violated)},
                       {"evidence", std::move(evidence)}});
    }
    return all;
}

}  // namespace wsconform
