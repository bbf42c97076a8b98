// SPDX-License-Identifier: Apache-2.0

#include "reports/expectations.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "conformance/text/document.hpp"
#include "conformance/text/glob.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/embedded.hpp"
#include "reports/expectation_json.hpp"

namespace wsconform {
namespace {

using nlohmann::json;
using Json = nlohmann::ordered_json;

bool is_glob(const std::string& id) {
    return id.find_first_of("*?") != std::string::npos;
}

/// Whether the deviation is one that the glob accepts: of a glob nobody knows which of its clauses
/// one purpose breaks.
bool explains(const std::string& glob, const Expectation& expectation,
              const PurposeResult& result) {
    if (!deviates(result) || finding_of(result) != expectation.finding) return false;
    if (!matches(result.id, glob)) return false;
    const std::vector<ClauseId> broken = violated_clauses(result);
    return broken.empty() == expectation.clauses.empty() &&
           std::ranges::includes(expectation.clauses, broken);
}

/// Where in the file an expectation stands.
std::string place_of(const std::string& above, const std::string& id) {
    return above + "[\"" + visible(id, 120) + "\"]";
}

void read_one(const json& document, const std::filesystem::path& file, const std::string& above,
              const std::string& id, Expectations& expectations) {
    const std::string place = place_of(above, id);
    try {
        auto& known = is_glob(id) ? expectations.globs : expectations.purposes;
        if (!known.emplace(id, expectation_of(document)).second)
            throw ExpectationFault{"", "stands in the file twice", "leave one of them"};
    } catch (const ExpectationFault& fault) {
        throw InputError{input_fault(file, place + fault.place, fault.fault, fault.remedy)};
    }
}

/// What a cause says once, since it holds for all of its purposes.
constexpr std::array keys_of_causes{"reason", "link", "owner", "expires", "bits"};

void read_cause(const json& cause, const std::filesystem::path& file, std::size_t index,
                Expectations& expectations) {
    const std::string above = ".causes[" + std::to_string(index) + "].purposes";
    for (const auto& [id, explained] : cause["purposes"].items()) {
        json whole = explained;
        for (const char* const key : keys_of_causes) {
            if (cause.contains(key)) whole[key] = cause[key];
        }
        read_one(whole, file, above, id, expectations);
    }
}

/// What makes two expectations ones of the same cause.
auto cause_of(const Expectation& expectation) {
    return std::tuple{expectation.reason, expectation.link, expectation.owner,
                      expectation.expires ? text_of(*expectation.expires) : "",
                      expectation.bits.value_or(0)};
}

DocumentKind kind_of_expectations() {
    return {"wsconform-expectations/1", embedded::expectations_schema,
            "reports/expectations.schema.json",
            "wsconform expectations init REPORT --out FILE writes one"};
}

}  // namespace

Expectations read_expectations(const std::filesystem::path& file) {
    return parse_expectations(read_text(file, kind_of_expectations()), file);
}

Expectations parse_expectations(std::string_view text, const std::filesystem::path& file) {
    const json document = parse_document(text, file, kind_of_expectations());
    if (!document.contains("causes") && !document.contains("purposes"))
        throw InputError{
            input_fault(file, "file", "lacks the key \"causes\"",
                        "the format is described by reports/expectations.schema.json")};
    Expectations expectations{file.generic_string(), document["provider"], {}};
    const json causes = document.value("causes", json::array());
    for (std::size_t i = 0; i < causes.size(); ++i)
        read_cause(causes[i], file, i, expectations);
    const json purposes = document.value("purposes", json::object());
    for (const auto& [id, purpose] : purposes.items())
        read_one(purpose, file, ".purposes", id, expectations);
    return expectations;
}

Expectations spelt_out(Expectations expectations, const std::vector<Report>& reports) {
    for (const Report& report : reports) {
        for (const PurposeResult& result : report.purposes) {
            if (expectations.purposes.contains(result.id)) continue;
            const auto glob = std::ranges::find_if(expectations.globs, [&](const auto& each) {
                return explains(each.first, each.second, result);
            });
            if (glob == expectations.globs.end()) continue;
            Expectation& expectation = expectations.purposes[result.id] = glob->second;
            expectation.clauses = violated_clauses(result);
        }
    }
    return expectations;
}

std::vector<std::string> idle_globs(const Expectations& expectations,
                                    const std::vector<Report>& reports) {
    std::vector<std::string> idle;
    for (const auto& [glob, expectation] : expectations.globs) {
        const bool is_at_work = std::ranges::any_of(reports, [&](const Report& report) {
            return std::ranges::any_of(report.purposes, [&](const PurposeResult& result) {
                return explains(glob, expectation, result);
            });
        });
        if (!is_at_work) idle.push_back(glob);
    }
    return idle;
}

void require_same_provider(const Report& report, const Expectations& expectations) {
    if (report.provider == expectations.provider) return;
    throw InputError{input_fault(expectations.file, ".provider",
                                 "expects \"" + visible(expectations.provider) +
                                     "\", but the report is of \"" + visible(report.provider) +
                                     "\"",
                                 "give the expectations of that provider")};
}

Expectations of_bits(Expectations expectations, std::optional<unsigned> bits) {
    const auto is_of_others = [bits](const auto& entry) {
        return bits && entry.second.bits && *entry.second.bits != *bits;
    };
    std::erase_if(expectations.purposes, is_of_others);
    std::erase_if(expectations.globs, is_of_others);
    return expectations;
}

Report with_expectations(Report report, const Expectations& expectations) {
    require_same_provider(report, expectations);
    const Expectations whole = spelt_out(of_bits(expectations, bits_of(report)), {report});
    for (PurposeResult& result : report.purposes) {
        const auto found = whole.purposes.find(result.id);
        result.expectation =
            found == whole.purposes.end() ? std::nullopt : std::optional{found->second};
    }
    return report;
}

std::string to_json(const Expectations& expectations) {
    std::map<decltype(cause_of({})), Json> by_cause;
    std::vector<const Json*> in_order;
    for (const auto* const known : {&expectations.purposes, &expectations.globs}) {
        for (const auto& [id, expectation] : *known) {
            const auto [entry, is_new] = by_cause.try_emplace(cause_of(expectation));
            Json explained = json_of(expectation);
            if (is_new) {
                in_order.push_back(&entry->second);
                for (const char* const key : keys_of_causes) {
                    if (explained.contains(key)) entry->second[key] = explained[key];
                }
            }
            for (const char* const key : keys_of_causes)
                explained.erase(key);
            entry->second["purposes"][valid_utf8(id)] = std::move(explained);
        }
    }
    Json causes = Json::array();
    for (const Json* cause : in_order)
        causes.push_back(*cause);
    return Json{{"format", "wsconform-expectations/1"},
                {"provider", valid_utf8(expectations.provider)},
                {"causes", std::move(causes)}}
               .dump(2) +
           "\n";
}

}  // namespace wsconform
