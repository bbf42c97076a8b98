// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "conformance/text/text.hpp"
#include "reports/blame.hpp"
#include "reports/gate.hpp"
#include "reports/renderings.hpp"
#include "reports/terminal.hpp"

namespace wsconform {
namespace {

enum class Kind { passed, skipped, failed, broken };

/// What JUnit is told of one purpose.
struct Case {
    std::string name;
    Kind kind{Kind::passed};
    std::string type;
    std::string message;
    std::string body;
    const PurposeResult* result{};  ///< Null for what is not in the report.
};

std::string body_of(const PurposeResult& result) {
    std::string body;
    for (const Violation& violation : result.judgement.violations) {
        body += violation_text(result, violation);
    }
    body += breakdown_text(result);
    if (body.empty() && result.blame) body = "guilty: " + text_of(*result.blame) + "\n";
    return body;
}

std::string message_of(const PurposeResult& result) {
    if (!reason_of(result).empty()) return reason_of(result);
    if (result.judgement.violations.empty()) return std::string{word_for(finding_of(result))};
    const Violation& first = result.judgement.violations.front();
    return "step " + std::to_string(first.step + 1) + ": " + first.observed;
}

/// The name of a purpose within its call: what follows the slash.
std::string claim_of(const std::string& id) {
    return id.substr(id.find('/') + 1);
}
std::string call_of(const std::string& id) {
    return id.substr(0, id.find('/'));
}

/// What the gate has to say: a failure where people look, each kind of it under its own type.
Case objected(const PurposeResult& result, const GateEntry& entry) {
    const bool is_new = entry.change == GateChange::new_deviation;
    return {claim_of(result.id),
            finding_of(result) == Finding::error ? Kind::broken : Kind::failed,
            std::string{word_for(entry.change)},
            is_new ? message_of(result) : entry.text,
            body_of(result),
            &result};
}

Case accepted(const PurposeResult& result) {
    const Finding finding = finding_of(result);
    Case accepted{claim_of(result.id), Kind::passed, "", "", "", &result};
    if (finding == Finding::pass) return accepted;
    accepted.kind = Kind::skipped;
    accepted.message = result.expectation && is_expected(result)
                           ? "expected deviation: " + result.expectation->reason
                           : std::string{word_for(finding)} + ": " + message_of(result);
    return accepted;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string{name} + "=\"" + xml_escaped(visible(value)) + "\"";
}

std::string_view element_of(Kind kind) {
    switch (kind) {
        case Kind::passed:
            return "";
        case Kind::skipped:
            return "skipped";
        case Kind::failed:
            return "failure";
        case Kind::broken:
            return "error";
    }
    return "";
}

/// The clauses that a purpose defends, and where they stand.
std::string properties_xml(const PurposeResult& result) {
    if (result.clauses.empty()) return "";
    std::string xml = "      <properties>\n";
    for (const ClauseId clause : result.clauses) {
        const std::string citation = std::string{clause->slug} + " (" +
                                     std::string{word_for(clause->strength)} + ", " +
                                     std::string{clause->id} + ")";
        xml += "        <property" + attribute("name", "clause") + attribute("value", citation) +
               "/>\n        <property" + attribute("name", "source") +
               attribute("value", clause->sources) + "/>\n";
    }
    return xml + "      </properties>\n";
}

/// The steps as they went, the violated ones marked.
std::string transcript_xml(const PurposeResult& result) {
    if (result.judgement.transcript.empty()) return "";
    std::string xml = "      <system-out>";
    for (const TranscriptLine& line : result.judgement.transcript) {
        const std::string step = std::to_string(line.step + 1) + ": " + line.actor + ": " +
                                 line.action + " " + line.observed;
        xml += (line.violated ? "! " : "  ") + xml_escaped(visible(step)) + "\n";
    }
    return xml + "</system-out>\n";
}

std::string outcome_xml(const Case& test) {
    if (test.kind == Kind::passed) return "";
    const std::string element{element_of(test.kind)};
    // The skipped element of JUnit knows no type; GitLab and Jenkins read its message.
    const std::string type = test.kind == Kind::skipped ? "" : attribute("type", test.type);
    return "      <" + element + attribute("message", test.message) + type +
           (test.body.empty() ? "/>" : ">" + xml_escaped(test.body) + "</" + element + ">") + "\n";
}

std::string xml_of(const Case& test, const std::string& call) {
    std::string inner = test.result != nullptr ? properties_xml(*test.result) : "";
    inner += outcome_xml(test);
    // What passed needs no proof, and there are thousands of it.
    if (test.kind != Kind::passed && test.result != nullptr) inner += transcript_xml(*test.result);
    const std::string start =
        "    <testcase" + attribute("classname", call) + attribute("name", test.name);
    return inner.empty() ? start + "/>\n" : start + ">\n" + inner + "    </testcase>\n";
}

struct Counts {
    std::map<Kind, std::size_t> by_kind;
    std::size_t tests{};

    void add(Kind kind) {
        ++by_kind[kind];
        ++tests;
    }
    std::string attributes() {
        return attribute("tests", std::to_string(tests)) +
               attribute("failures", std::to_string(by_kind[Kind::failed])) +
               attribute("errors", std::to_string(by_kind[Kind::broken])) +
               attribute("skipped", std::to_string(by_kind[Kind::skipped]));
    }
};

using Suites = std::map<std::string, std::vector<Case>>;

Suites suites_of(const Report& report, const GateResult& gated) {
    std::map<std::string_view, const GateEntry*> entries;
    for (const GateEntry& entry : gated.entries) {
        entries.emplace(entry.id, &entry);
    }
    Suites suites;
    for (const PurposeResult* result : sorted_purposes(report)) {
        const auto entry = entries.find(result->id);
        const bool is_objected =
            entry != entries.end() && entry->second->change != GateChange::untested;
        suites[call_of(result->id)].push_back(is_objected ? objected(*result, *entry->second)
                                                          : accepted(*result));
        if (entry != entries.end()) entries.erase(entry);
    }
    for (const auto& [id, entry] : entries) {  // Of what is not in the report.
        const Kind kind = entry->change == GateChange::lost ? Kind::broken : Kind::failed;
        suites[call_of(entry->id)].push_back(
            {claim_of(entry->id), kind, std::string{word_for(entry->change)}, entry->text, ""});
    }
    return suites;
}

/// Where nothing is expected there is no gate, and what is inconclusive is nobody's failure.
GateResult own_gate(const Report& report) {
    GateResult result = gate(report);
    const bool is_gated = std::ranges::any_of(report.purposes, [](const PurposeResult& purpose) {
        return purpose.expectation.has_value();
    });
    if (is_gated) return result;
    std::set<std::string_view> inconclusive;
    for (const PurposeResult& purpose : report.purposes) {
        if (finding_of(purpose) == Finding::inconclusive) inconclusive.insert(purpose.id);
    }
    std::erase_if(result.entries, [&](const GateEntry& entry) {
        return entry.change == GateChange::new_deviation && inconclusive.contains(entry.id);
    });
    return result;
}

}  // namespace

std::string to_junit(const Report& report) {
    return to_junit(report, own_gate(report));
}

std::string to_junit(const Report& report, const GateResult& gated) {
    Counts total;
    std::string suites;
    for (const auto& [call, cases] : suites_of(report, gated)) {
        Counts counts;
        std::string body;
        for (const Case& test : cases) {
            counts.add(test.kind);
            total.add(test.kind);
            body += xml_of(test, call);
        }
        suites += "  <testsuite" + attribute("name", call) + counts.attributes() + ">\n" + body +
                  "  </testsuite>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
           attribute("name", "wsconform " + report.suite + ": " + report.provider) +
           total.attributes() + ">\n" + suites + "</testsuites>\n";
}

}  // namespace wsconform
