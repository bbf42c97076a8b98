// SPDX-License-Identifier: Apache-2.0

#include "reports/expectation_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/text/text.hpp"

namespace wsconform {
namespace {

ClauseId clause_named(const std::string& slug) {
    const auto clause = ClauseId::find(slug);
    if (!clause)
        throw ExpectationFault{".clauses", "there is no clause \"" + visible(slug, 120) + "\"",
                               "wsconform explain lists the clauses"};
    return *clause;
}

Date expiry_of(const nlohmann::json& document) {
    const auto& text = document["expires"].get_ref<const std::string&>();
    const auto date = date_named(text);
    if (!date)
        throw ExpectationFault{".expires", "\"" + visible(text, 40) + "\" is no day",
                               "write it as 2026-11-21"};
    return *date;
}

Rate rate_in(const nlohmann::json& document) {
    const Rate rate{document["rate"]["deviations"], document["rate"]["of"]};
    if (rate.deviations == 0 || rate.deviations >= rate.of)
        throw ExpectationFault{".rate", "what deviates never or always has no rate",
                               "count some plays of each kind, or drop the rate"};
    return rate;
}

}  // namespace

nlohmann::ordered_json json_of(const Expectation& expectation) {
    auto clauses = nlohmann::ordered_json::array();
    for (const ClauseId clause : expectation.clauses) {
        clauses.push_back(clause->slug);
    }
    nlohmann::ordered_json json{{"verdict", word_for(expectation.finding)},
                                {"clauses", std::move(clauses)},
                                {"reason", valid_utf8(expectation.reason)}};
    if (!expectation.link.empty()) json["link"] = valid_utf8(expectation.link);
    if (!expectation.owner.empty()) json["owner"] = valid_utf8(expectation.owner);
    if (expectation.expires) json["expires"] = text_of(*expectation.expires);
    if (expectation.bits) json["bits"] = *expectation.bits;
    if (expectation.rate)
        json["rate"] = {{"deviations", expectation.rate->deviations}, {"of", expectation.rate->of}};
    return json;
}

Expectation expectation_of(const nlohmann::json& document) {
    Expectation expectation{*finding_named(document["verdict"].get_ref<const std::string&>()),
                            {},
                            document["reason"],
                            document.value("link", ""),
                            document.value("owner", "")};
    for (const auto& slug : document["clauses"]) {
        expectation.clauses.push_back(clause_named(slug));
    }
    std::ranges::sort(expectation.clauses);
    const auto repeated = std::unique(expectation.clauses.begin(), expectation.clauses.end());
    expectation.clauses.erase(repeated, expectation.clauses.end());
    if (document.contains("expires")) expectation.expires = expiry_of(document);
    if (document.contains("bits")) expectation.bits = document["bits"].get<unsigned>();
    if (document.contains("rate")) expectation.rate = rate_in(document);
    return expectation;
}

}  // namespace wsconform
