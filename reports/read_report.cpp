// SPDX-License-Identifier: Apache-2.0

#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/embedded.hpp"
#include "reports/expectation_json.hpp"
#include "reports/report_json.hpp"
#include "reports/witness_json.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

/// Thrown where a clause is read, caught where its place in the file is known.
struct UnknownClause {
    std::string slug;
};

ClauseId clause_named(const std::string& slug) {
    const auto clause = ClauseId::find(slug);
    if (!clause) throw UnknownClause{slug};
    return *clause;
}

std::vector<ClauseId> clauses_of(const json& slugs) {
    std::vector<ClauseId> clauses;
    for (const json& slug : slugs) {
        clauses.push_back(clause_named(slug.get_ref<const std::string&>()));
    }
    return clauses;
}

std::vector<Alternative> alternatives_of(const json& allowed) {
    std::vector<Alternative> alternatives;
    for (const json& alternative : allowed) {
        alternatives.push_back({alternative["reply"], clauses_of(alternative["clauses"])});
    }
    return alternatives;
}

Violation violation_of(const json& document) {
    Violation violation{document["step"],
                        document["observed"],
                        alternatives_of(document["allowed"]),
                        clauses_of(document["clauses"]),
                        {},
                        {}};
    if (document.contains("since")) {
        violation.since = document["since"]["step"].get<std::size_t>();
        violation.since_text = document["since"]["observed"];
    }
    return violation;
}

TranscriptLine line_of(const json& document) {
    return {document["step"],
            document["actor"],
            document["action"],
            document["observed"],
            alternatives_of(document["allowed"]),
            document["violated"]};
}

std::vector<TranscriptLine> transcript_of(const json& lines) {
    std::vector<TranscriptLine> transcript;
    for (const json& line : lines) {
        transcript.push_back(line_of(line));
    }
    return transcript;
}

Finding finding_in(const json& document) {
    return *finding_named(document["verdict"].get_ref<const std::string&>());
}

Blame blame_of(const json& document) {
    Blame blame{document.value("layer", ""), document.value("position", std::size_t{}), {}};
    if (document.contains("below")) {
        const json& below = document["below"];
        blame.below = {below["provider"], finding_in(below), below["reason"],
                       transcript_of(below["transcript"])};
    }
    return blame;
}

Generated generated_of(const json& document) {
    Generated generated{document["cases"], document["undecided"], {}};
    for (const json& found : document["counterexamples"]) {
        generated.counterexamples.push_back(
            {found["purpose"], found["file"], found["again"], found["of"], found["search"]});
    }
    return generated;
}

Rate rate_in(const json& document) {
    return {document["deviations"], document["of"]};
}

Verdict verdict_of(Finding finding) {
    switch (finding) {
        case Finding::pass:
            return Verdict::pass;
        case Finding::inconclusive:
            return Verdict::inconclusive;
        case Finding::fail:
            return Verdict::fail;
        case Finding::error:
            return Verdict::error;
        case Finding::not_applicable:
        case Finding::untested:
            return Verdict::none;
    }
    return Verdict::none;
}

bool is_not_played(Finding finding) {
    return finding == Finding::not_applicable || finding == Finding::untested;
}

Judgement judgement_of(const json& document, Finding finding) {
    Judgement judgement;
    judgement.verdict = verdict_of(finding);
    if (!is_not_played(finding)) judgement.reason = document["reason"];
    judgement.exercised = clauses_of(document["exercised"]);
    for (const json& violation : document["violations"]) {
        judgement.violations.push_back(violation_of(violation));
    }
    for (const json& choice : document["choices"]) {
        judgement.choices.push_back({choice["ambiguity"], choice["branch"]});
    }
    judgement.transcript = transcript_of(document["transcript"]);
    if (document.contains("witnessed")) judgement.witnessed = witnesses_of(document["witnessed"]);
    judgement.breakdown = document.value("breakdown", std::vector<std::string>{});
    return judgement;
}

PurposeResult purpose_of(const std::string& id, const json& document) {
    const Finding finding = finding_in(document);
    PurposeResult result{id,
                         document["purpose"],
                         document["kind"],
                         clauses_of(document["clauses"]),
                         {},
                         judgement_of(document, finding),
                         {}};
    if (is_not_played(finding)) result.not_played = NotPlayed{finding, document["reason"]};
    if (document.contains("expectation"))
        result.expectation = expectation_of(document["expectation"]);
    if (document.contains("blame")) result.blame = blame_of(document["blame"]);
    if (document.contains("generated")) result.generated = generated_of(document["generated"]);
    if (document.contains("repeated")) result.repeated = rate_in(document["repeated"]);
    if (document.contains("not_reproducible"))
        result.not_reproducible = document["not_reproducible"].get<std::string>();
    return result;
}

SelfCheck self_check_of(const json& document) {
    SelfCheck check{{}, document.value("not_done", "")};
    for (const json& bad : document.value("caught", json::array())) {
        check.caught.push_back({bad["provider"], bad["purpose"], clauses_of(bad["violated"])});
    }
    return check;
}

OracleStrength strength_of(const json& document) {
    OracleStrength strength{
        document["mutants"], document["killed"], document["equivalent"], document["unreached"], {}};
    for (const json& survivor : document["alive"]) {
        strength.alive.push_back({survivor["mutant"], survivor["reason"]});
    }
    return strength;
}

/// Until version 0.2.0 a report named the files of a chain in the provider's name alone.
std::vector<std::string> chain_in_name(const std::string& provider) {
    std::vector<std::string> files;
    if (!provider.starts_with("spi:")) return files;
    std::istringstream names{provider.substr(std::string{"spi:"}.size())};
    for (std::string name; std::getline(names, name, '+');)
        files.push_back(name);
    return files;
}

Report header_of(const json& document) {
    const json& options = document["options"];
    Report report;
    report.suite = document["suite"];
    report.provider = document["provider"];
    if (document.contains("chain"))
        document["chain"].get_to(report.chain);
    else
        report.chain = chain_in_name(report.provider);
    report.start = document.value("start", "");
    report.beneath = document.value("beneath", "");
    report.grading = options["grading"];
    report.seed = options["seed"];
    report.cases = options.value("cases", std::size_t{});
    report.quiescence = std::chrono::milliseconds{options["quiescence_ms"].get<std::int64_t>()};
    report.filter = options["filter"];
    report.is_of_own_scenarios = options.contains("scenarios");
    report.provider_ids = options.value("provider_ids", report.provider_ids);
    report.prepare = options.value("prepare", "");
    report.prefix = options.value("prefix", "");
    if (options.contains("shard"))
        report.shard = Shard{options["shard"]["index"], options["shard"]["total"]};
    document["capabilities"].get_to(report.capabilities);
    if (document.contains("tested"))
        report.tested = tested_of(nlohmann::ordered_json(document["tested"]));
    if (document.contains("tested_beneath"))
        report.tested_beneath = tested_of(nlohmann::ordered_json(document["tested_beneath"]));
    document["summary"]["lost"].get_to(report.lost);
    if (document.contains("strength")) report.strength = strength_of(document["strength"]);
    return report;
}

/// A clause that does not apply: the suite or the purposes that claim it gave the reason.
bool is_unreachable(const json& clause) {
    return clause["status"] == "not-applicable";
}

/// What neither the schema nor the catalogue can say.
void require_whole(const json& document, const Report& report, const std::filesystem::path& file) {
    // The validator knows no integers past 63 bits.
    if (!document["options"]["seed"].is_number_unsigned())
        throw InputError{input_fault(file, ".options.seed", "is no seed",
                                     "give a whole number below 2 to the power of 64")};
    if (report.shard && report.shard->index >= report.shard->total)
        throw InputError{input_fault(file, ".options.shard", "has an index beyond its total",
                                     "give a report as wsconform run writes it")};
    const std::size_t held = document["purposes"].size() + report.lost.size();
    if (document["summary"]["registered"] != held)
        throw InputError{input_fault(file, ".summary.registered",
                                     "is " + document["summary"]["registered"].dump() +
                                         ", but the report holds " + std::to_string(held) +
                                         " purposes",
                                     "give a report that nothing was taken from")};
}

DocumentKind report_kind() {
    return {"wsconform-report/1", embedded::report_schema, "reports/report.schema.json",
            "wsconform run --out DIR writes one as DIR/report.json"};
}

/// The folder of a report is as good as the file in it.
std::filesystem::path report_in(const std::filesystem::path& path) {
    const std::filesystem::path inside = path / "report.json";
    return is_file(inside) ? inside : path;
}

}  // namespace

json read_report_document(const std::filesystem::path& path) {
    const std::filesystem::path file = report_in(path);
    return parse_document(read_text(file, report_kind()), file, report_kind());
}

Report read_report(const std::filesystem::path& path) {
    const std::filesystem::path file = report_in(path);
    return parse_report(read_text(file, report_kind()), file);
}

Report parse_report(std::string_view text, const std::filesystem::path& file) {
    const json document = parse_document(text, file, report_kind());
    Report report = header_of(document);
    require_whole(document, report, file);
    std::string place;
    try {
        for (const auto& [id, purpose] : document["purposes"].items()) {
            place = ".purposes[\"" + visible(id, 120) + "\"]";
            report.purposes.push_back(purpose_of(id, purpose));
        }
        place = ".self_check";
        if (document.contains("self_check"))
            report.self_check = self_check_of(document["self_check"]);
        place = ".clauses";
        for (const auto& [slug, clause] : document["clauses"].items()) {
            if (is_unreachable(clause))
                report.unreachable.emplace(clause_named(slug), clause["reason"]);
        }
    } catch (const UnknownClause& unknown) {
        throw InputError{
            input_fault(file, place,
                        "names the clause \"" + visible(unknown.slug, 120) +
                            "\", which this suite's catalogue does not have",
                        "use the suite version that wrote it, " + visible(report.suite, 40))};
    } catch (const ExpectationFault& fault) {
        throw InputError{
            input_fault(file, place + ".expectation" + fault.place, fault.fault, fault.remedy)};
    }
    return report;
}

}  // namespace wsconform
