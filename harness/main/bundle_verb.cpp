// SPDX-License-Identifier: Apache-2.0

#include "harness/main/bundle_verb.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/anonymous.hpp"
#include "harness/main/verification.hpp"
#include "reports/blame.hpp"
#include "reports/bundle.hpp"
#include "reports/conclusions.hpp"
#include "reports/report_json.hpp"
#include "reports/terminal.hpp"
#include "reports/writing.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

const DocumentKind trace_document{"", "", "", "wsconform run --out DIR writes them to DIR/traces"};

/// The report and the traces that it rests on, those of the parts of a chain included.
Bundle bundle_of(const fs::path& folder, const Report& report) {
    Bundle bundle{report.suite, report.provider, {}};
    const std::size_t positions = parts_of(report).size();
    for (const PurposeResult& result : report.purposes) {
        if (result.not_played || result.generated) continue;
        for (std::size_t position = 1; position <= positions; ++position) {
            const std::string name = trace_path(result.id, position);
            if (position == 1 || is_file(folder / name))
                bundle.files[name] = read_text(folder / name, trace_document);
        }
    }
    bundle.files["report.json"] = to_json(report);
    return bundle;
}

/// Names are not to matter; where one does, the bundle would say something else than the run.
void require_same_verdicts(const Report& named, const Report& nameless, const std::string& file) {
    for (std::size_t i = 0; i < named.purposes.size(); ++i) {
        const PurposeResult& one = named.purposes[i];
        const PurposeResult& other = nameless.purposes[i];
        if (finding_of(one) != finding_of(other) ||
            violated_clauses(one) != violated_clauses(other))
            throw InputError{input_fault(file, visible(one.id, 120),
                                         "would be judged otherwise without names",
                                         "bundle it without --anonymous")};
    }
}

/// The report is made from the nameless traces, so that it follows from them.
Bundle nameless(const Bundle& named, const Report& report, const std::string& file) {
    try {
        Bundle bundle = anonymous(named, report);
        bundle.files["report.json"] = to_json(anonymous(report));
        const Report judged = verified(bundle, file).report;
        require_same_verdicts(report, judged, file);
        bundle.files["report.json"] = to_json(judged);
        return bundle;
    } catch (const nlohmann::json::exception& error) {
        throw InputError{input_fault(file, "traces", visible(error.what(), 200),
                                     "give a folder as wsconform run writes it")};
    }
}

int tell(const Verification& verification, const std::string& file) {
    for (const std::string& fault : verification.faults)
        std::cout << "does not follow: " << visible(fault) << '\n';
    const Summary summary = summary_of(verification.report);
    std::cout << "the report says: ";
    for (const Finding finding :
         {Finding::pass, Finding::fail, Finding::error, Finding::inconclusive})
        std::cout << summary.findings.at(finding) << ' ' << word_for(finding)
                  << (finding == Finding::inconclusive ? "" : ", ");
    std::cout << (verification.report.is_of_own_scenarios
                      ? "; of its own scenarios, which are not the suite's"
                      : "")
              << (verification.report.filter == "*"
                      ? ""
                      : "; filter " + visible(verification.report.filter, 80))
              << (isolation_warning(verification.report).empty()
                      ? ""
                      : "; " + isolation_warning(verification.report))
              << (does_not_start(verification.report) ? "; the provider does not start" : "")
              << "\n";
    std::cout << visible(file) << ": " << visible(verification.report.provider, 80)
              << ", wsconform " << visible(verification.report.suite, 40) << ": "
              << verification.followed << " purposes follow from their traces, "
              << verification.not_played << " not played on its word, "
              << (verification.properties == 0 ? ""
                                               : std::to_string(verification.properties) +
                                                     " generated properties' cases on its word, ")
              << verification.report.lost.size() << " lost, " << verification.faults.size()
              << " faults\n";
    if (!verification.faults.empty()) return 1;
    if (!decides_nothing(verification.report)) return 0;
    std::cout << nothing_was_decided;
    return 3;
}

}  // namespace

int bundle(const BundleOptions& options) {
    const fs::path given = options.folder;
    const fs::path folder = is_file(given) ? given.parent_path() : given;
    const Report report = read_report(is_file(given) ? given : folder / "report.json");
    const std::string file =
        options.out.empty() ? (folder / "bundle.jsonl").generic_string() : options.out;
    const Bundle named = bundle_of(folder, report);
    Verification verification = verified(named, options.folder);
    if (verification.faults.empty() && options.is_anonymous) {
        const Bundle bundle = nameless(named, report, options.folder);
        verification = verified(bundle, options.folder);
        if (verification.faults.empty()) write_output(file, to_text(bundle));
    } else if (verification.faults.empty()) {
        write_output(file, to_text(named));
    }
    return tell(verification, file);
}

int verify(const std::string& file) {
    const Verification verification = verified(read_bundle(file), file);
    std::cout << "given: " << visible(file) << ", a bundle of the report on\n"
              << terminal_head(verification.report, Colour::off);
    return tell(verification, file);
}

}  // namespace wsconform
