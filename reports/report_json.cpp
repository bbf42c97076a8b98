// SPDX-License-Identifier: Apache-2.0

#include "reports/report_json.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/text/text.hpp"
#include "reports/conclusions.hpp"
#include "reports/expectation_json.hpp"
#include "reports/likeness.hpp"
#include "reports/object_of.hpp"
#include "reports/report_parts.hpp"
#include "reports/sha256.hpp"
#include "reports/witness_json.hpp"

namespace wsconform {
namespace {

using Json = nlohmann::ordered_json;

Json text_of(std::string_view text) {
    return valid_utf8(text);
}

Json slugs_of(const std::vector<ClauseId>& clauses) {
    Json slugs = Json::array();
    for (const ClauseId clause : clauses)
        slugs.push_back(clause->slug);
    return slugs;
}

Json alternatives_of(const std::vector<Alternative>& allowed) {
    Json alternatives = Json::array();
    for (const Alternative& alternative : allowed) {
        alternatives.push_back(
            {{"reply", text_of(alternative.reply)}, {"clauses", slugs_of(alternative.clauses)}});
    }
    return alternatives;
}

Json json_of(const Violation& violation) {
    Json json{{"step", violation.step},
              {"observed", text_of(violation.observed)},
              {"allowed", alternatives_of(violation.allowed)},
              {"clauses", slugs_of(violation.clauses)}};
    if (violation.since)
        json["since"] = {{"step", *violation.since}, {"observed", text_of(violation.since_text)}};
    return json;
}

Json json_of(const TranscriptLine& line) {
    return {{"step", line.step},
            {"actor", text_of(line.actor)},
            {"action", text_of(line.action)},
            {"observed", text_of(line.observed)},
            {"allowed", alternatives_of(line.allowed)},
            {"violated", line.violated}};
}

Json json_of(const Choice& choice) {
    return {{"ambiguity", text_of(choice.ambiguity)}, {"branch", text_of(choice.branch)}};
}

Json json_of(const Rate& rate) {
    return {{"deviations", rate.deviations}, {"of", rate.of}};
}

Json json_of(const Survivor& survivor) {
    return {{"mutant", text_of(survivor.mutant)}, {"reason", text_of(survivor.reason)}};
}

Json json_of(const FoundCase& found) {
    return {{"purpose", text_of(found.id)}, {"file", text_of(found.file)},
            {"again", found.again},         {"of", found.times},
            {"flaky", found.is_flaky()},    {"search", text_of(found.search)}};
}

Json texts_of(const std::vector<std::string>& texts) {
    Json array = Json::array();
    for (const std::string& text : texts)
        array.push_back(text_of(text));
    return array;
}

template <typename Element>
Json array_of(const std::vector<Element>& elements) {
    Json array = Json::array();
    for (const Element& element : elements) {
        array.push_back(json_of(element));
    }
    return array;
}

Json json_of(const Blame& blame) {
    Json json = Json::object();
    if (!blame.layer.empty()) {
        json["layer"] = text_of(blame.layer);
        json["position"] = blame.position;
    }
    if (blame.below) {
        json["below"] = {{"provider", text_of(blame.below->provider)},
                         {"verdict", word_for(blame.below->finding)},
                         {"reason", text_of(blame.below->reason)},
                         {"transcript", array_of(blame.below->transcript)}};
    }
    return json;
}

Json json_of(const Generated& generated) {
    return {{"cases", generated.cases},
            {"undecided", generated.undecided},
            {"counterexamples", array_of(generated.counterexamples)}};
}

Json json_of(const PurposeResult& result) {
    Json json{{"verdict", word_for(finding_of(result))},
              {"expected", is_expected(result)},
              {"reason", text_of(reason_of(result))},
              {"purpose", text_of(result.purpose)},
              {"kind", text_of(result.kind)},
              {"clauses", slugs_of(result.clauses)},
              {"exercised", slugs_of(result.judgement.exercised)},
              {"choices", array_of(result.judgement.choices)},
              {"violations", array_of(result.judgement.violations)},
              {"transcript", array_of(result.judgement.transcript)}};
    if (!result.judgement.violations.empty()) json["windows"] = windows_json(likened(result));
    if (!result.judgement.breakdown.empty())
        json["breakdown"] = texts_of(result.judgement.breakdown);
    if (result.judgement.witnessed) json["witnessed"] = json_of(*result.judgement.witnessed);
    if (result.expectation) json["expectation"] = json_of(*result.expectation);
    if (result.blame) json["blame"] = json_of(*result.blame);
    if (result.generated) json["generated"] = json_of(*result.generated);
    if (result.repeated) json["repeated"] = json_of(*result.repeated);
    if (result.not_reproducible) json["not_reproducible"] = text_of(*result.not_reproducible);
    return json;
}

Json purposes_of(const Report& report) {
    ObjectOf purposes;
    for (const PurposeResult* result : sorted_purposes(report)) {
        purposes.add(valid_utf8(result->id), json_of(*result));
    }
    return std::move(purposes).json();
}

/// Of what makes a clause: it differs when the clause was changed in place. Digests of 0.2.0 have
/// no "2:" and were computed of another column too.
std::string digest_of(const Clause& clause) {
    std::string text{word_for(clause.strength)};
    for (const std::string_view part : {clause.levels.words(), clause.text}) {
        text += '\n';
        text += part;
    }
    return "2:" + sha256(text).substr(0, 16);
}

Json clauses_of(const Report& report) {
    ObjectOf clauses;
    for (const ClauseConclusion& conclusion : clause_conclusions(report)) {
        Json purposes = Json::array();
        for (const std::string& id : conclusion.purposes) {
            purposes.push_back(text_of(id));
        }
        clauses.add(std::string{conclusion.clause->slug},
                    {{"digest", digest_of(*conclusion.clause)},
                     {"strength", word_for(conclusion.clause->strength)},
                     {"status", word_for(conclusion.status)},
                     {"purposes", std::move(purposes)},
                     {"reason", text_of(conclusion.reason)}});
    }
    return std::move(clauses).json();
}

Json blame_json(const Summary& summary) {
    Json guilty = Json::object();
    std::size_t undecided = 0;
    for (const auto& [layer, times] : summary.blame) {
        if (layer.empty())
            undecided = times;
        else
            guilty[valid_utf8(layer)] = times;
    }
    return {{"guilty", std::move(guilty)}, {"undecided", undecided}};
}

Json summary_json(const Report& report) {
    const Summary summary = summary_of(report);
    Json verdicts = Json::object();
    for (const Finding finding : findings) {
        verdicts[std::string{word_for(finding)}] = summary.findings.at(finding);
    }
    Json clauses = Json::object();
    for (const Strength strength : strengths) {
        Json& counts = clauses[std::string{word_for(strength)}];
        for (const ClauseStatus status : clause_statuses) {
            counts[std::string{word_for(status)}] = summary.clauses.at(strength).at(status);
        }
    }
    Json json{{"registered", summary.registered}, {"played", summary.played},
              {"lost", texts_of(report.lost)},    {"verdicts", std::move(verdicts)},
              {"derived", summary.derived},       {"expected", summary.expected},
              {"unexpected", summary.unexpected}, {"clauses", std::move(clauses)}};
    if (!summary.blame.empty()) json["blame"] = blame_json(summary);
    for (const auto& [likeness, times] : likenesses_of(report))
        json["windows"][word_for(likeness)] = times;
    return json;
}

Json self_check_of(const SelfCheck& check) {
    if (!check.not_done.empty()) return {{"not_done", text_of(check.not_done)}};
    Json caught = Json::array();
    for (const KnownBad& bad : check.caught) {
        caught.push_back({{"provider", text_of(bad.provider)},
                          {"purpose", text_of(bad.purpose)},
                          {"violated", slugs_of(bad.violated)}});
    }
    return {{"caught", std::move(caught)}};
}

Json json_of(const OracleStrength& strength) {
    return {{"mutants", strength.mutants},
            {"killed", strength.killed},
            {"equivalent", strength.equivalent},
            {"unreached", strength.unreached},
            {"alive", array_of(strength.alive)}};
}

Json document_of(const Report& report) {
    Json document = report_head(report);
    document["purposes"] = purposes_of(report);
    document["clauses"] = clauses_of(report);
    document["profile"] = profile_json(report);
    if (report.self_check) document["self_check"] = self_check_of(*report.self_check);
    if (report.strength) document["strength"] = json_of(*report.strength);
    return document;
}

}  // namespace

Json options_json(const Report& report) {
    Json options{{"filter", text_of(report.filter)},
                 {"grading", text_of(report.grading)},
                 {"quiescence_ms", report.quiescence.count()},
                 {"seed", report.seed}};
    if (report.cases > 0) options["cases"] = report.cases;
    if (report.is_of_own_scenarios) options["scenarios"] = "own";
    for (const auto& [file, id] : report.provider_ids)
        options["provider_ids"][valid_utf8(file)] = text_of(id);
    for (const auto& [name, text] :
         {std::pair{"prepare", &report.prepare}, std::pair{"prefix", &report.prefix},
          std::pair{"beneath", &report.beneath}}) {
        if (!text->empty()) options[name] = text_of(*text);
    }
    if (report.shard)
        options["shard"] = {{"index", report.shard->index}, {"total", report.shard->total}};
    return options;
}

Json report_head(const Report& report) {
    Json capabilities = Json::object();
    for (const auto& [name, answer] : report.capabilities) {
        capabilities[valid_utf8(name)] = text_of(answer);
    }
    Json head{{"format", "wsconform-report/1"},       {"suite", text_of(report.suite)},
              {"provider", text_of(report.provider)}, {"capabilities", std::move(capabilities)},
              {"options", options_json(report)},      {"summary", summary_json(report)}};
    if (!report.start.empty()) head["start"] = text_of(report.start);
    if (!report.chain.empty()) head["chain"] = texts_of(report.chain);
    if (report.tested != Tested{}) head["tested"] = json_of(report.tested);
    if (!report.beneath.empty()) head["beneath"] = text_of(report.beneath);
    if (report.tested_beneath != Tested{}) head["tested_beneath"] = json_of(report.tested_beneath);
    return head;
}

Json purpose_json(const PurposeResult& result) {
    return json_of(result);
}

std::string to_json(const Report& report) {
    return document_of(report).dump(2) + "\n";
}

}  // namespace wsconform
