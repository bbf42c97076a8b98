// SPDX-License-Identifier: Apache-2.0

#include "reports/expectations.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/embedded.hpp"
#include "reports/expectation_json.hpp"

namespace wsconform {
namespace {
const DocumentKind& expectations_kind() {
    static const DocumentKind kind{"wsconform-expectations/1", embedded::expectations_schema,
                                   "reports/expectations.schema.json",
                                   "reports/expectations/ has examples"};
    return kind;
}
}  // namespace

Expectations read_expectations(const std::filesystem::path& file) {
    return parse_expectations(read_text(file, expectations_kind()), file);
}

Expectations parse_expectations(std::string_view text, const std::filesystem::path& file) {
    const nlohmann::json document = parse_document(text, file, expectations_kind());
    Expectations expectations{file.string(), document["provider"], {}};
    for (const auto& [id, purpose] : document["purposes"].items()) {
        try {
            expectations.purposes.emplace(id, expectation_of(purpose));
        } catch (const ExpectationFault& fault) {
            throw InputError{input_fault(file,
                                         ".purposes[\"" + visible(id, 120) + "\"]" + fault.place,
                                         fault.fault, fault.remedy)};
        }
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

std::string to_json(const Expectations& expectations) {
    nlohmann::ordered_json purposes = nlohmann::ordered_json::object();
    for (const auto& [id, expectation] : expectations.purposes) {
        purposes[valid_utf8(id)] = json_of(expectation);
    }
    return nlohmann::ordered_json{{"format", "wsconform-expectations/1"},
                                  {"provider", valid_utf8(expectations.provider)},
                                  {"purposes", std::move(purposes)}}
               .dump(2) +
           "\n";
}

}  // namespace wsconform
