// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "conformance/text/text.hpp"
#include "model/needs.hpp"
#include "reports/causes_json.hpp"
#include "reports/clause_groups.hpp"
#include "reports/comparison.hpp"
#include "reports/conclusions.hpp"
#include "reports/embedded.hpp"
#include "reports/page_data.hpp"
#include "reports/plural.hpp"
#include "reports/questions.hpp"
#include "reports/renderings.hpp"
#include "reports/report_parts.hpp"
#include "reports/style_hash.hpp"

namespace wsconform {
namespace {

using Json = nlohmann::ordered_json;

Json catalogue_json() {
    Json clauses = Json::array();
    for (const ClauseId clause : all_clauses()) {
        clauses.push_back({{"slug", clause->slug},
                           {"id", clause->id},
                           {"strength", word_for(clause->strength)},
                           {"levels", clause->levels.words()},
                           {"sources", clause->sources},
                           {"needs", needs_in_words(clause->needs)},
                           {"ambiguities", clause->ambiguities.words()},
                           {"text", clause->text},
                           {"allowed", clause->allowed}});
    }
    return clauses;
}

Json groups_json() {
    Json groups = Json::array();
    for (const ClauseGroup& group : clause_groups) {
        groups.push_back({{"prefix", group.prefix}, {"area", group.area}, {"title", group.title}});
    }
    return groups;
}

Json ambiguities_json() {
    Json titles = Json::object();
    for (const AmbiguityId ambiguity : all_ambiguities()) {
        titles[std::string{ambiguity->id}] = ambiguity->title;
    }
    return titles;
}

/// The status of each clause and its reason, in the order of the catalogue.
Json statuses_json(const Report& report) {
    Json statuses = Json::array();
    for (const ClauseConclusion& conclusion : clause_conclusions(report)) {
        statuses.push_back({word_for(conclusion.status), valid_utf8(conclusion.reason)});
    }
    return statuses;
}

/// What the suite caught before the run, and in words whether that is enough.
Json assurance_json(const Report& report) {
    const auto assurance = assurance_of(report);
    if (!assurance) return nullptr;
    Json caught = Json::array();
    if (report.self_check) {
        for (const KnownBad& bad : report.self_check->caught) {
            Json violated = Json::array();
            for (const ClauseId clause : bad.violated)
                violated.push_back(clause->slug);
            caught.push_back({{"provider", valid_utf8(bad.provider)},
                              {"purpose", valid_utf8(bad.purpose)},
                              {"violated", std::move(violated)}});
        }
    }
    return {{"is_given", assurance->is_given},
            {"text", valid_utf8(assurance->text)},
            {"caught", std::move(caught)}};
}

Json races_json(const Races& races) {
    Json all = Json::object();
    for (const auto& [property, calls] : races) {
        for (const auto& [call, ends] : calls) {
            for (const auto& [end, times] : ends)
                all[valid_utf8(property)][valid_utf8(call)][valid_utf8(end)] = times;
        }
    }
    return all;
}

Json head_json(const Report& report, const std::string& label, const Races& races) {
    Json head = report_head(report);
    head["label"] = valid_utf8(label);
    head["answers"] = answers_json(report);
    head["races"] = races_json(races);
    head["causes"] = causes_json(report);
    head["of_the_suite"] = is_of_the_suite(report);
    head["of_windows"] = is_of_windows(report);
    head["seed"] = std::to_string(report.seed);  // JavaScript keeps only 53 bits of a number.
    head["profile"] = profile_json(report);
    head["strength"] = report.strength ? strength_text(*report.strength) : "";
    head["assurance"] = assurance_json(report);
    head["clauses"] = statuses_json(report);
    return head;
}

/// Lines say their step, and that they are no violation, only where that is not to be expected:
/// so the same line is one value wherever it stands.
void shorten(Json& transcript) {
    for (std::size_t i = 0; i < transcript.size(); ++i) {
        Json& line = transcript[i];
        if (line["step"] == i) line.erase("step");
        if (line["violated"] == false) line.erase("violated");
    }
}

Json result_json(const PurposeResult* result) {
    if (result == nullptr) return nullptr;
    Json json = purpose_json(*result);
    for (const char* const key : {"purpose", "kind", "clauses"}) {
        json.erase(key);  // They are the purpose's, and the same for all providers.
    }
    shorten(json["transcript"]);
    if (json.contains("blame") && json["blame"].contains("below"))
        shorten(json["blame"]["below"]["transcript"]);
    return json;
}

using ResultsById = std::map<std::string_view, std::vector<const PurposeResult*>>;

ResultsById results_by_id(std::span<const Report> reports) {
    ResultsById results;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (const PurposeResult& result : reports[i].purposes) {
            auto& row = results[result.id];
            row.resize(reports.size());
            row[i] = &result;
        }
    }
    return results;
}

std::size_t add_purposes(std::span<const Report> reports, Packer& packer) {
    std::vector<std::size_t> places;
    for (const auto& [id, row] : results_by_id(reports)) {
        // Of different suites the last may have put it better.
        const PurposeResult& known = **std::ranges::find_if(
            row.rbegin(), row.rend(), [](auto* one) { return one != nullptr; });
        const Json words = purpose_json(known);
        Json results = Json::array();
        for (const PurposeResult* result : row) {
            results.push_back(result_json(result));
        }
        places.push_back(packer.add({{"id", valid_utf8(id)},
                                     {"purpose", words["purpose"]},
                                     {"kind", words["kind"]},
                                     {"clauses", words["clauses"]},
                                     {"results", std::move(results)}}));
    }
    return packer.add_array(places);
}

/// The catalogue, what each report concludes, and the purposes: an array of three.
std::string data_of(std::span<const Report> reports, std::span<const Races> races) {
    Packer packer;
    const std::vector<std::string> names = labels(reports);
    Json heads = Json::array();
    for (std::size_t i = 0; i < reports.size(); ++i) {
        heads.push_back(head_json(reports[i], names[i], i < races.size() ? races[i] : Races{}));
    }
    const std::size_t common = packer.add({{"groups", groups_json()},
                                           {"ambiguities", ambiguities_json()},
                                           {"catalogue", catalogue_json()},
                                           {"questions", questions_json()},
                                           {"notices", notices(reports)},
                                           {"reports", std::move(heads)}});
    packer.add_array({common, add_purposes(reports, packer)});
    return compressed_base64(packer.text());
}

/// The page with each {{name}} replaced; what is put in is not looked at again.
std::string filled(std::string_view page, const std::map<std::string_view, std::string>& parts) {
    std::string text;
    while (true) {
        const std::size_t open = page.find("{{");
        text += page.substr(0, open);
        if (open == std::string_view::npos) return text;
        const std::size_t close = page.find("}}", open);
        text += parts.at(page.substr(open + 2, close - open - 2));
        page.remove_prefix(close + 2);
    }
}

}  // namespace

std::string to_html(std::span<const Report> reports, std::span<const Races> races) {
    const std::string title = reports.size() == 1 ? visible(reports.front().provider, 200)
                                                  : plural(reports.size(), "provider");
    return filled(embedded::page, {{"title", xml_escaped(title)},
                                   {"style-hash", hash_for_policy(embedded::style)},
                                   {"script-hash", hash_for_policy(embedded::script)},
                                   {"style", std::string{embedded::style}},
                                   {"script", std::string{embedded::script}},
                                   {"data", data_of(reports, races)}});
}

std::string to_html(const Report& report, const Races& races) {
    return to_html(std::span{&report, 1}, std::span{&races, 1});
}

}  // namespace wsconform
