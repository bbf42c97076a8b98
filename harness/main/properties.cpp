// SPDX-License-Identifier: Apache-2.0

// Of a campaign: the generated properties.

#include <algorithm>
#include <iterator>
#include <system_error>

#include "conformance/generators/scenario_writer.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/trace/footer.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/campaign.hpp"
#include "harness/main/interruption.hpp"
#include "harness/main/purpose_results.hpp"
#include "reports/writing.hpp"

namespace wsconform {

namespace fs = std::filesystem;

namespace {

using generating::Counterexample;
using generating::Played;
using generating::PropertyRun;

/// The worst of its cases; vacuous is what never met the moment it is about.
void conclude(const PropertyRun& found, const std::vector<Counterexample>& all,
              Judgement& judgement) {
    judgement.verdict = Verdict::pass;
    if (!found.never.empty()) {
        judgement.verdict = Verdict::inconclusive;
        judgement.reason =
            "in " + std::to_string(found.cases) +
            " cases this was never put to the test: " + std::string{found.never.front()->slug};
    }
    std::string names;
    for (const Counterexample& counterexample : all) {
        judgement.verdict = worse(judgement.verdict, counterexample.judgement.verdict);
        names += (names.empty() ? "" : ", ") + counterexample.scenario.id;
    }
    if (!names.empty()) judgement.reason = "counterexamples: " + names;
    if (found.unexplained > 0)
        judgement.reason += ", and " + std::to_string(found.unexplained) + " cases more";
}

Generated facts_of(const PropertyRun& found, const std::vector<Counterexample>& all) {
    Generated facts{found.cases, found.undecided, {}};
    for (const Counterexample& counterexample : all) {
        facts.counterexamples.push_back(
            {counterexample.scenario.id, "counterexamples/" + counterexample.scenario.id + ".json",
             counterexample.repeated, generating::repetitions, counterexample.search});
    }
    return facts;
}

/// What is known of it whatever its cases came to.
PurposeResult result_of_property(const generating::Property& property, const PropertyRun& found) {
    PurposeResult result;
    result.id = property.id();
    result.purpose = property.purpose;
    result.kind = "inopportune";
    std::ranges::copy_if(found.exercised, std::back_inserter(result.clauses),
                         [](ClauseId clause) { return clause->is_binding(); });
    result.judgement.exercised = {found.exercised.begin(), found.exercised.end()};
    result.judgement.choices = found.choices;
    result.judgement.witnessed = found.witnessed;
    return result;
}

}  // namespace

std::vector<std::optional<Played>> Campaign::play(const std::vector<Scenario>& scenarios,
                                                  NotPlayed& why_not) {
    if (is_interrupted()) throw HarnessError{"interrupted"};
    std::vector<const Scenario*> to_play;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        if (const auto obstacle = obstacle_to(scenarios[i], capabilities_)) {
            why_not = not_played(*obstacle);
            continue;
        }
        to_play.push_back(&scenarios[i]);
        places.push_back(i);
    }
    std::vector<std::optional<Played>> played(scenarios.size());
    const std::vector<std::string> traces = pool_->play(to_play);
    for (std::size_t i = 0; i < traces.size(); ++i) {
        if (const auto why = why_lost(traces[i]))
            throw HarnessError{"the provider was lost while a case was played: " + *why};
        played[places[i]] = {judged(*to_play[i], traces[i]).judgement, traces[i]};
    }
    return played;
}

void Campaign::record(const Counterexample& counterexample) {
    const fs::path file =
        journal_.folder() / "counterexamples" / (counterexample.scenario.id + ".json");
    std::error_code fault;
    fs::create_directories(file.parent_path(), fault);  // If it fails, writing tells.
    write_whole(file, generating::document_of(counterexample.scenario), "choose another --out");
    journal_.record(counterexample.scenario.id, 1, counterexample.trace);
}

const PurposeResult& Campaign::finish(const generating::Property& property) {
    const fs::path older = journal_.folder() / "counterexamples" / property.name;
    std::error_code fault;
    fs::remove_all(older, fault);
    if (fault)
        throw InputError{input_fault(older, "folder", "cannot be removed: " + fault.message(),
                                     "choose another --out")};
    std::erase_if(counterexamples_, [&](const Counterexample& earlier) {
        return earlier.scenario.id.starts_with(std::string{property.name} + "/");
    });
    NotPlayed why_not;
    PropertyRun found;
    try {
        found = generating::run_property(
            property, options_.seed, options_.cases,
            [&](const std::vector<Scenario>& cases) { return play(cases, why_not); },
            counterexamples_);
    } catch (const std::exception&) {
        lost_.insert(property.id());
        throw;
    }
    if (!found.races.empty()) races_[property.id()] = found.races;
    cases_.insert(cases_.end(), found.passed.begin(), found.passed.end());
    PurposeResult result = result_of_property(property, found);
    if (found.cases == 0) {
        result.not_played = why_not;
    } else {
        std::vector<Counterexample> all = found.counterexamples;
        std::ranges::copy_if(counterexamples_, std::back_inserter(all), [&](const auto& earlier) {
            return found.known.contains(earlier.scenario.id);
        });
        conclude(found, all, result.judgement);
        result.generated = facts_of(found, all);
    }
    for (const Counterexample& counterexample : found.counterexamples)
        keep(counterexample);
    return keep(result);
}

void Campaign::keep(const Counterexample& counterexample) {
    record(counterexample);
    const Scenario& scenario = counterexample.scenario;
    PurposeResult deviating = judged(scenario, counterexample.trace);
    deviating.blame = blame(scenario, deviating);
    keep(deviating);
    counterexamples_.push_back(counterexample);
}

}  // namespace wsconform
