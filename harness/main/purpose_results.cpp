// SPDX-License-Identifier: Apache-2.0

#include "harness/main/purpose_results.hpp"

#include <algorithm>
#include <set>

#include "conformance/judging/judge.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/simulated/mutants.hpp"
#include "reports/reproduce/reproduce.hpp"

namespace wsconform {

Grading grading_of(const Report& report) {
    const auto* const found = std::ranges::find(gradings, report.grading,
                                                [](Grading grading) { return word_for(grading); });
    return found == gradings.end() ? Grading::portable : *found;
}

PurposeResult result_of(const Scenario& scenario) {
    PurposeResult result;
    result.id = scenario.id;
    result.purpose = scenario.purpose;
    result.kind = scenario.kind;
    result.clauses = scenario.clauses;
    result.not_reproducible = why_not_reproducible(scenario);
    return result;
}

NotPlayed not_played(const Obstacle& obstacle) {
    const bool is_the_machines = obstacle.of == Obstacle::Of::machine;
    return {is_the_machines ? Finding::untested : Finding::not_applicable, obstacle.reason};
}

PurposeResult judged_trace(const Scenario& scenario, const std::string& trace, Grading grading) {
    PurposeResult result = result_of(scenario);
    try {
        result.judgement = judge(parse_trace(trace, scenario, scenario.id), grading);
    } catch (const InputError& error) {
        result.judgement.verdict = Verdict::error;
        result.judgement.reason = std::string{"the trace cannot be judged: "} + error.what();
    }
    return result;
}

PurposeResult of_own_scenario(PurposeResult result) {
    if (!result.not_reproducible && !suite_scenario(result.id))
        result.not_reproducible = "it is not of the suite; name its file: wsconform reproduce FILE";
    return result;
}

OracleStrength strength_shown_by(const std::vector<Scenario>& scenarios,
                                 const std::vector<PurposeResult>& results, Grading grading,
                                 const std::vector<Scenario>& cases) {
    std::set<std::string> decided;
    for (const PurposeResult& result : results) {
        const Finding finding = finding_of(result);
        if (finding == Finding::pass || finding == Finding::fail) decided.insert(result.id);
    }
    for (const Scenario& scenario : cases)
        decided.insert(scenario.id);
    const std::vector<Mutant> mutants = mutants_of(scenarios, grading, cases);
    return strength_of(try_mutants(mutants, decided, judge_by(grading)));
}

}  // namespace wsconform
