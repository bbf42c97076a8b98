// SPDX-License-Identifier: Apache-2.0

// A report and a file of expectations meet at the gate, which then brings the file up to date.

#include "reports/gate.hpp"

#include <chrono>

#include "harness/main/fuzz/targets.hpp"
#include "model/ensure.hpp"
#include "reports/expectations.hpp"
#include "reports/markdown.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"
#include "reports/update.hpp"

namespace wsconform::fuzzing {

void take_gate(std::string_view input) {
    const std::size_t end = input.find('\n');
    if (end == std::string_view::npos) return;
    using namespace std::chrono;
    const Date today{2026y / November / 29d};

    is_taken([&] {
        const std::vector<Report> reports{parse_report(input.substr(0, end), "report.json")};
        const Expectations expectations =
            parse_expectations(input.substr(end + 1), "expectations.json");
        GateResult result = gate(reports, expectations, today);
        require_all_shards(reports, result);
        gate_text(result);
        const Report told = with_expectations(reports.front(), expectations);
        to_junit(told, result);
        to_markdown(told, &result);

        const Expectations brought = updated(expectations, reports, result);
        const std::string text = to_json(brought);
        ensure(to_json(parse_expectations(text, "expectations.json")) == text,
               "what --update writes can be read");
    });
}

}  // namespace wsconform::fuzzing
