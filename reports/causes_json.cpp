// SPDX-License-Identifier: Apache-2.0

#include "reports/causes_json.hpp"

#include "conformance/text/text.hpp"
#include "reports/causes.hpp"

namespace wsconform {

nlohmann::ordered_json causes_json(const Report& report) {
    using Json = nlohmann::ordered_json;
    Json all = Json::array();
    for (const Cause& cause : causes_of(report)) {
        Json clauses = Json::array();
        for (const ClauseId clause : cause.clauses)
            clauses.push_back(clause->slug);
        Json purposes = Json::array();
        for (const PurposeResult* const purpose : cause.purposes)
            purposes.push_back(valid_utf8(purpose->id));
        Json allowed = Json::array();
        for (const std::string& reply : allowed_by(cause))
            allowed.push_back(valid_utf8(reply));
        all.push_back({{"reason", valid_utf8(cause.reason)},
                       {"link", valid_utf8(cause.link)},
                       {"summary", valid_utf8(observation_without_names(cause.observed))},
                       {"observed", valid_utf8(cause.observed)},
                       {"allowed", std::move(allowed)},
                       {"windows", likeness_words(cause)},
                       {"clauses", std::move(clauses)},
                       {"purposes", std::move(purposes)},
                       {"shortest", valid_utf8(cause.shortest->id)}});
    }
    return all;
}

}  // namespace wsconform
