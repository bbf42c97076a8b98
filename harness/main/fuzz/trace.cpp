// SPDX-License-Identifier: Apache-2.0

// A trace is read and judged, as `check` does.

#include "conformance/trace/trace.hpp"

#include "harness/main/fuzz/targets.hpp"
#include "harness/main/purpose_results.hpp"

namespace wsconform::fuzzing {

void take_trace(std::string_view input) {
    is_taken([&] { judge_both_ways(parse_trace(input, "trace")); });
    // In a run the scenario is known, and a trace that cannot be read is a result.
    Trace header;
    if (is_taken([&] { header = parse_trace_header(input, "trace"); }))
        judged_trace(header.scenario, std::string{input}, Grading::portable);
}

}  // namespace wsconform::fuzzing
