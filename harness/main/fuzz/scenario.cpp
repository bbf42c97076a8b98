// SPDX-License-Identifier: Apache-2.0

// A scenario is read, looked through for claims that no provider can meet, played on the simulated
// provider, and judged; the C program of it is written.

#include "conformance/scenario/scenario.hpp"

#include <set>

#include "conformance/judging/claim_check.hpp"
#include "harness/main/fuzz/targets.hpp"
#include "harness/simulated/simulated_player.hpp"
#include "harness/station/controller.hpp"
#include "reports/reproduce/reproduce.hpp"

namespace wsconform::fuzzing {

void take_scenario(std::string_view input) {
    Scenario scenario;
    if (!is_taken([&] { scenario = parse_scenario(input, "fuzzed/scenario", "scenario"); })) return;

    is_taken([&] { check_claims(scenario, Grading::portable); });
    is_taken([&] { parse_playable(scenario.json); });
    if (!why_not_reproducible(scenario))
        is_taken([&] { program_of(scenario, ProgramForm::c, std::set<std::size_t>{}); });
    // An obliging provider, and one that takes every legal way out.
    for (const std::uint64_t seed : {1U, 2U}) {
        SimulatedPlayer player{seed, std::optional<ClauseId>{}};
        judge_both_ways(parse_trace(player.play(scenario), "the simulated provider's trace"));
    }
}

}  // namespace wsconform::fuzzing
