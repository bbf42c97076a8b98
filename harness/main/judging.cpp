#include "harness/main/judging.hpp"

#include "conformance/input_error.hpp"
#include "conformance/judge.hpp"

namespace wsconform {

PurposeResult judged_trace(const Scenario& scenario, const std::string& trace, Grading grading) {
    PurposeResult result;
    result.id = scenario.id;
    result.purpose = scenario.purpose;
    result.kind = scenario.kind;
    result.clauses = scenario.clauses;
    try {
        result.judgement = judge(parse_trace(trace, scenario, scenario.id), grading);
    } catch (const InputError& error) {
        result.judgement.verdict = Verdict::error;
        result.judgement.reason = std::string{"the trace cannot be judged: "} + error.what();
    }
    return result;
}

}  // namespace wsconform
