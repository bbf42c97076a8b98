// SPDX-License-Identifier: Apache-2.0

#include "harness/main/gate_verb.hpp"

#include <filesystem>
#include <iostream>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/told_expectations.hpp"
#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/markdown.hpp"
#include "reports/merge.hpp"
#include "reports/output_folder.hpp"
#include "reports/renderings.hpp"
#include "reports/update.hpp"
#include "reports/writing.hpp"

namespace wsconform {
namespace {

/// Those to be updated may still have to be made.
Expectations expectations_of(const GateOptions& options, const Report& report) {
    if (!options.updates) return told_expectations(options.expectations, report);
    if (is_folder(options.expectations))
        throw InputError{input_fault(options.expectations, "folder", "is not what --update writes",
                                     "name the file that is to be written")};
    std::error_code ignored;
    if (!std::filesystem::exists(options.expectations, ignored) && !ignored)
        return {options.expectations, report.provider, {}};
    return read_expectations(options.expectations);
}

GateResult decision_on(const std::vector<Report>& reports, const Expectations& expectations,
                       const GateOptions& options) {
    GateResult result = gate(reports, expectations, options.today);
    result.allows_untested = options.allows_untested;
    require_all_shards(reports, result);
    return result;
}

void write_files(const GateOptions& options, const std::vector<Report>& reports,
                 const Expectations& expectations, const GateResult& result) {
    if (options.junit.empty() && options.markdown.empty() && options.badge.empty()) return;
    const Report whole = with_expectations(together(reports), expectations);
    if (!options.junit.empty()) write_output(options.junit, to_junit(whole, result));
    if (!options.markdown.empty()) write_output(options.markdown, to_markdown(whole, &result));
    if (!options.badge.empty()) write_badge(options.badge, whole, &result);
}

}  // namespace

int gate_reports(const GateOptions& options) {
    const std::vector<Report> reports = read_alike(options.reports);
    Expectations expectations = expectations_of(options, reports.front());
    GateResult result = decision_on(reports, expectations, options);
    if (options.updates && result.count(GateChange::lost) == 0) {
        expectations = updated(std::move(expectations), reports, result);
        write_whole(options.expectations, to_json(expectations));
        result = decision_on(reports, expectations, options);
    }
    std::cout << gate_text(result);
    if (options.updates)
        std::cout << visible(options.expectations)
                  << (result.count(GateChange::lost) == 0
                          ? ": written, for review\n"
                          : ": left as it is, for purposes are lost\n");
    write_files(options, reports, expectations, result);
    return result.exit_status();
}

}  // namespace wsconform
