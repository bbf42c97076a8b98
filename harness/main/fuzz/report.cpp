// SPDX-License-Identifier: Apache-2.0

// A report is read, written again, and rendered in each form there is.

#include "reports/report.hpp"

#include <array>
#include <cstddef>

#include "conformance/text/text.hpp"
#include "harness/main/fuzz/targets.hpp"
#include "model/ensure.hpp"
#include "reports/gate.hpp"
#include "reports/markdown.hpp"
#include "reports/merge.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"
#include "reports/terminal.hpp"

namespace wsconform::fuzzing {

namespace {

void require_text(const std::string& rendered) {
    ensure(valid_utf8(rendered) == rendered, "a rendering is valid UTF-8");
    for (const char c : rendered) {
        const bool is_control = static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t';
        ensure(!is_control, "a rendering has no control characters");
    }
}

void render(const Report& report) {
    const GateResult gated = gate(report);
    require_text(to_junit(report, gated));
    require_text(to_markdown(report, &gated));
    require_text(to_badge_svg(report, &gated));
    require_text(to_badge_json(report, &gated));
    require_text(gate_text(gated));
    require_text(terminal_summary(report, Colour::off));
    for (const PurposeResult& result : report.purposes) {
        for (const Violation& violation : result.judgement.violations)
            require_text(violation_text(result, violation));
        require_text(breakdown_text(result));
    }
}

}  // namespace

void take_report(std::string_view input) {
    Report report;
    if (!is_taken([&] { report = parse_report(input, "report.json"); })) return;

    const std::string text = to_json(report);
    ensure(to_json(parse_report(text, "report.json")) == text, "a report is written as it is read");
    render(report);
    require_text(to_html(report));
    const std::array<Report, 2> both{report, report};
    require_text(to_html(both));
    require_text(to_markdown(both));
    is_taken([&] { merged({report, report}); });
}

}  // namespace wsconform::fuzzing
