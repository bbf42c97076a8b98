#include <map>
#include <string_view>
#include <vector>

#include "conformance/text.hpp"
#include "reports/blame.hpp"
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
};

std::string body_of(const PurposeResult& result) {
    std::string body;
    for (const Violation& violation : result.judgement.violations) {
        body += violation_text(result, violation);
    }
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

Case deviating(const PurposeResult& result, std::string name) {
    const bool is_error = finding_of(result) == Finding::error;
    return {std::move(name), is_error ? Kind::broken : Kind::failed,
            result.expectation ? "changed" : "new", message_of(result), body_of(result)};
}

Case case_of(const PurposeResult& result) {
    std::string name = claim_of(result.id);
    const Finding finding = finding_of(result);
    if (result.expectation && is_expected(result))
        return {std::move(name), Kind::skipped, "known",
                "expected deviation: " + result.expectation->reason, ""};
    switch (finding) {
        case Finding::pass:
            if (!result.expectation) return {std::move(name), Kind::passed, "", "", ""};
            return {std::move(name), Kind::failed, "vanished",
                    "passes, although a deviation is expected: " + result.expectation->reason, ""};
        case Finding::inconclusive:
        case Finding::not_applicable:
            return {std::move(name), Kind::skipped, std::string{word_for(finding)},
                    std::string{word_for(finding)} + ": " + message_of(result), ""};
        case Finding::fail:
        case Finding::error:
            return deviating(result, std::move(name));
    }
    return {};
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

std::string xml_of(const Case& test, const std::string& call) {
    const std::string start =
        "    <testcase" + attribute("classname", call) + attribute("name", test.name);
    if (test.kind == Kind::passed) return start + "/>\n";
    const std::string element{element_of(test.kind)};
    // The skipped element of JUnit knows no type; GitLab and Jenkins read its message.
    const std::string type = test.kind == Kind::skipped ? "" : attribute("type", test.type);
    return start + ">\n      <" + element + attribute("message", test.message) + type +
           (test.body.empty() ? "/>" : ">" + xml_escaped(test.body) + "</" + element + ">") +
           "\n    </testcase>\n";
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

std::map<std::string, std::vector<Case>> suites_of(const Report& report) {
    std::map<std::string, std::vector<Case>> suites;
    for (const PurposeResult* result : sorted_purposes(report)) {
        suites[call_of(result->id)].push_back(case_of(*result));
    }
    for (const std::string& id : report.lost) {
        suites[call_of(id)].push_back({claim_of(id), Kind::broken, "lost",
                                       "registered, but never played: nothing is known", ""});
    }
    return suites;
}

}  // namespace

std::string to_junit(const Report& report) {
    Counts total;
    std::string suites;
    for (const auto& [call, cases] : suites_of(report)) {
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
