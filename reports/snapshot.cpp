// SPDX-License-Identifier: Apache-2.0

#include <nlohmann/json.hpp>

#include "conformance/trace/tested.hpp"
#include "reports/diff.hpp"
#include "reports/report_json.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

Snapshot::Purpose purpose_of(const json& document) {
    Snapshot::Purpose purpose{document["verdict"], {}, document["reason"]};
    for (const json& violation : document["violations"]) {
        for (const json& slug : violation["clauses"]) {
            purpose.violated.insert(slug.get<std::string>());
        }
    }
    return purpose;
}

}  // namespace

Snapshot read_snapshot(const std::filesystem::path& file) {
    const json document = read_report_document(file);
    Snapshot snapshot;
    snapshot.suite = document["suite"];
    snapshot.provider = document["provider"];
    if (document.contains("tested")) {
        const Tested tested = tested_of(nlohmann::ordered_json(document["tested"]));
        snapshot.tested["system"] = tested.system;
        for (const TestedDll& dll : tested.dlls)
            snapshot.tested[dll.file] = text_of(dll);
    }
    for (const auto& [name, value] : document["options"].items()) {
        snapshot.options[name] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    for (const auto& [id, purpose] : document["purposes"].items()) {
        snapshot.purposes.emplace(id, purpose_of(purpose));
    }
    for (const auto& [slug, clause] : document["clauses"].items()) {
        snapshot.clauses.emplace(
            slug, Snapshot::ClauseRow{clause["strength"], clause.value("digest", "")});
    }
    for (const auto& [ambiguity, choice] : document["profile"].items()) {
        choice["seen"].get_to(snapshot.profile[ambiguity].seen);
    }
    document["summary"]["lost"].get_to(snapshot.lost);
    return snapshot;
}

}  // namespace wsconform
