#include "reports/expectations.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/document.hpp"
#include "conformance/input_error.hpp"
#include "conformance/text.hpp"
#include "reports/embedded.hpp"

namespace wsconform {
namespace {

ClauseId clause_named(const std::string& slug, const std::filesystem::path& file,
                      const std::string& id) {
    const auto clause = ClauseId::find(slug);
    if (!clause)
        throw InputError{input_fault(file, ".purposes[\"" + visible(id) + "\"].clauses",
                                     "there is no clause \"" + visible(slug) + "\"",
                                     "wsconform explain lists the clauses")};
    return *clause;
}

Expectation expectation_of(const nlohmann::json& document, const std::filesystem::path& file,
                           const std::string& id) {
    Expectation expectation{*finding_named(document["verdict"].get_ref<const std::string&>()),
                            {},
                            document["reason"],
                            document.value("link", "")};
    for (const auto& slug : document["clauses"]) {
        expectation.clauses.push_back(clause_named(slug, file, id));
    }
    std::ranges::sort(expectation.clauses);
    const auto repeated = std::unique(expectation.clauses.begin(), expectation.clauses.end());
    expectation.clauses.erase(repeated, expectation.clauses.end());
    return expectation;
}

}  // namespace

Expectations read_expectations(const std::filesystem::path& file) {
    const DocumentKind kind{"wsconform-expectations/1", embedded::expectations_schema,
                            "reports/expectations.schema.json",
                            "reports/expectations/ has examples"};
    const nlohmann::json document = parse_document(read_text(file, kind), file, kind);
    Expectations expectations{file.string(), document["provider"], {}};
    for (const auto& [id, purpose] : document["purposes"].items()) {
        expectations.purposes.emplace(id, expectation_of(purpose, file, id));
    }
    return expectations;
}

void require_same_provider(const Report& report, const Expectations& expectations) {
    if (report.provider == expectations.provider) return;
    throw InputError{input_fault(expectations.file, ".provider",
                                 "expects \"" + visible(expectations.provider) +
                                     "\", but the report is of \"" + visible(report.provider) +
                                     "\"",
                                 "give the expectations of that provider")};
}

Report with_expectations(Report report, const Expectations& expectations) {
    require_same_provider(report, expectations);
    for (PurposeResult& result : report.purposes) {
        const auto found = expectations.purposes.find(result.id);
        result.expectation =
            found == expectations.purposes.end() ? std::nullopt : std::optional{found->second};
    }
    return report;
}

Expectations draft_expectations(const Report& report) {
    Expectations draft{{}, report.provider, {}};
    for (const PurposeResult& result : report.purposes) {
        const Finding finding = finding_of(result);
        if (finding == Finding::pass || finding == Finding::not_applicable) continue;
        const bool is_known = result.expectation && meets(result, *result.expectation);
        draft.purposes[result.id] = is_known
                                        ? *result.expectation
                                        : Expectation{finding, violated_clauses(result),
                                                      "TO BE WRITTEN: why is this accepted?", ""};
    }
    return draft;
}

std::string to_json(const Expectations& expectations) {
    nlohmann::ordered_json purposes = nlohmann::ordered_json::object();
    for (const auto& [id, expectation] : expectations.purposes) {
        auto& entry = purposes[valid_utf8(id)];
        entry["verdict"] = word_for(expectation.finding);
        entry["clauses"] = nlohmann::ordered_json::array();
        for (const ClauseId clause : expectation.clauses) {
            entry["clauses"].push_back(clause->slug);
        }
        entry["reason"] = valid_utf8(expectation.reason);
        if (!expectation.link.empty()) entry["link"] = valid_utf8(expectation.link);
    }
    return nlohmann::ordered_json{{"format", "wsconform-expectations/1"},
                                  {"provider", valid_utf8(expectations.provider)},
                                  {"purposes", std::move(purposes)}}
               .dump(2) +
           "\n";
}

}  // namespace wsconform
