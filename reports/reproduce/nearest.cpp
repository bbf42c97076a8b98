// SPDX-License-Identifier: Apache-2.0

// For a purpose that no program can show: one about the same clauses that a program can.

#include <algorithm>
#include <tuple>
#include <vector>

#include "conformance/suite/suite.hpp"
#include "reports/reproduce/reproduce.hpp"

namespace wsconform {

namespace {

std::size_t clauses_in_common(const Scenario& a, const Scenario& b) {
    return static_cast<std::size_t>(std::ranges::count_if(a.clauses, [&b](ClauseId clause) {
        return std::ranges::find(b.clauses, clause) != b.clauses.end();
    }));
}

std::string call_of(const Scenario& scenario) {
    return scenario.id.substr(0, scenario.id.find('/'));
}

/// More is nearer: clauses, then the same call, then the same kind, then fewer steps.
using Nearness = std::tuple<std::size_t, bool, bool, std::ptrdiff_t>;

Nearness nearness(const Scenario& wanted, const Scenario& other) {
    return {clauses_in_common(wanted, other), call_of(wanted) == call_of(other),
            wanted.kind == other.kind, -static_cast<std::ptrdiff_t>(other.steps.size())};
}

std::vector<Scenario> reproducible(ProgramForm form) {
    std::vector<Scenario> scenarios = suite_scenarios();
    std::erase_if(scenarios,
                  [form](const Scenario& s) { return why_not_reproducible(s, form).has_value(); });
    return scenarios;
}

}  // namespace

std::optional<std::string> nearest_reproducible(const Scenario& scenario, ProgramForm form) {
    static const std::vector<Scenario> of_c = reproducible(ProgramForm::c);
    static const std::vector<Scenario> of_wine = reproducible(ProgramForm::wine);
    const std::vector<Scenario>& candidates = form == ProgramForm::c ? of_c : of_wine;
    const Scenario* nearest = nullptr;
    for (const Scenario& other : candidates) {
        if (clauses_in_common(scenario, other) == 0) continue;
        if (nearest == nullptr || nearness(scenario, other) > nearness(scenario, *nearest))
            nearest = &other;
    }
    return nearest == nullptr ? std::nullopt : std::optional{nearest->id};
}

}  // namespace wsconform
