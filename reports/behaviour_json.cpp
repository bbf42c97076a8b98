// SPDX-License-Identifier: Apache-2.0

// How a provider resolves the ambiguities, and how it compares with Windows, as JSON.

#include "conformance/text/text.hpp"
#include "reports/conclusions.hpp"
#include "reports/object_of.hpp"
#include "reports/report_parts.hpp"

namespace wsconform {

using Json = nlohmann::ordered_json;

Json windows_json(const Likened& likened) {
    Json json{{"likeness", word_for(likened.likeness)}};
    if (!likened.source.empty()) json["source"] = valid_utf8(likened.source);
    return json;
}

Json profile_json(const Report& report) {
    ObjectOf profile;
    for (const auto& [ambiguity, entry] : behaviour_profile(report)) {
        ObjectOf seen;
        for (const auto& [branch, times] : entry.seen) {
            seen.add(valid_utf8(branch), times);
        }
        profile.add(valid_utf8(ambiguity),
                    {{"branch", valid_utf8(entry.branch)},
                     {"seen", std::move(seen).json()},
                     {"consistent", entry.is_consistent()},
                     {"windows", windows_json(likened(ambiguity, entry.branch))}});
    }
    return std::move(profile).json();
}

}  // namespace wsconform
