// SPDX-License-Identifier: Apache-2.0

#include "reports/causes_json.hpp"

#include "conformance/text/text.hpp"
#include "reports/cause_evidence.hpp"

namespace wsconform {

nlohmann::ordered_json causes_json(const Report& report) {
    using Json = nlohmann::ordered_json;
    Json all = Json::array();
    for (const Cause& cause : causes_of(report)) {
        const CauseEvidence evidence = evidence_of(cause);
        Json clauses = Json::array();
        for (const ClauseId clause : cause.clauses)
            clauses.push_back(clause->slug);
        Json purposes = Json::array();
        for (const PurposeResult* const purpose : cause.purposes)
            purposes.push_back(valid_utf8(purpose->id));
        Json allowed = Json::array();
        for (const std::string& reply : evidence.allowed)
            allowed.push_back(valid_utf8(reply));
        all.push_back({{"reason", cause.is_on_file ? valid_utf8(cause.what) : ""},
                       {"link", valid_utf8(evidence.link)},
                       {"summary", valid_utf8(cause.what)},
                       {"observed", valid_utf8(evidence.observed)},
                       {"allowed", std::move(allowed)},
                       {"windows", evidence.windows},
                       {"clauses", std::move(clauses)},
                       {"purposes", std::move(purposes)},
                       {"shortest", valid_utf8(evidence.shortest->id)}});
    }
    return all;
}

}  // namespace wsconform
