// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/property_run.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/generators/expected.hpp"
#include "conformance/generators/generator.hpp"
#include "conformance/generators/guide.hpp"
#include "conformance/generators/shrink.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

/// As many as are drawn before what they exercised is looked at.
constexpr std::size_t round_size = 16;

bool speaks_of_providers_only(ClauseId clause) {
    return clause->levels.is_for_providers_only();
}

/// The steps whose reply depends on whether something has happened yet.
std::vector<std::size_t> races_in(const Scenario& scenario, bool is_spi) {
    Guide guide{is_spi};
    std::vector<std::size_t> races;
    const json document = json::parse(scenario.json);
    const json& steps = document.at("steps");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (guide.take(steps[i]) == Fit::ends && guide.was_race()) races.push_back(i);
    }
    return races;
}

/// The same again; under names of their own, so that the simulated provider decides anew.
std::vector<Scenario> again(const Scenario& scenario) {
    std::vector<Scenario> copies(race_plays - 1, scenario);
    for (std::size_t i = 0; i < copies.size(); ++i)
        copies[i].id += "." + std::to_string(i + 2);
    return copies;
}

/// Whether each address that a call goes to is that of something made before. Shrinking takes steps
/// away, and what is left may speak of a peer that is no longer there: nobody can play that.
bool goes_to_what_was_made(const json& steps) {
    std::set<std::string> made;
    for (const json& step : steps) {
        const std::string call = step.value("call", "");
        const bool has_address = call == "connect" || call == "bind";
        const std::string name = step.value(has_address ? "name" : "to", "");
        if (!name.empty() && !made.contains(name)) return false;
        if (step.contains("as")) made.insert(step["as"].get<std::string>());
    }
    return true;
}

class RunningProperty {
  public:
    RunningProperty(const Property& property, const Play& play,
                    const std::vector<Counterexample>& earlier)
        : property_{&property}, play_{&play} {
        for (const Counterexample& known : earlier)
            known_.push_back({known.deviation, known.scenario.id});
    }

    /// One case that was played. Where it is a race, it is played again, to see how else it ends.
    void take(const Scenario& scenario, const Played& played) {
        count(scenario, played.judgement);
        add(scenario, played);
        const auto races = races_in(scenario, property_->is_spi);
        if (races.empty()) return;
        count_races(scenario, races, played.judgement);
        for (const auto& once_more : (*play_)(again(scenario))) {
            if (!once_more) continue;
            add(scenario, *once_more);
            count_races(scenario, races, once_more->judgement);
        }
    }

    PropertyRun result() {
        for (const ClauseId clause : property_->sometimes) {
            if (!found_.exercised.contains(clause)) found_.never.push_back(clause);
        }
        return std::move(found_);
    }

  private:
    void add(const Scenario& scenario, const Played& played) {
        const Judgement& judgement = played.judgement;
        found_.exercised.insert(judgement.exercised.begin(), judgement.exercised.end());
        found_.choices.insert(found_.choices.end(), judgement.choices.begin(),
                              judgement.choices.end());
        if (judgement.witnessed) found_.witnessed.add(*judgement.witnessed);
        bool is_unexplained = false;
        for (const Deviation& deviation : deviations_in(judgement, scenario)) {
            if (note_known(deviation)) continue;
            is_unexplained = found_.counterexamples.size() == most_counterexamples;
            if (is_unexplained) break;
            reduce(scenario, played, deviation);
        }
        if (is_unexplained) found_.unexplained++;
    }

    void count(const Scenario& scenario, const Judgement& judgement) {
        found_.cases++;
        if (judgement.verdict == Verdict::inconclusive) found_.undecided++;
        if (judgement.verdict == Verdict::pass && found_.passed.size() < most_passed)
            found_.passed.push_back(scenario);
    }
    void count_races(const Scenario& scenario, const std::vector<std::size_t>& steps,
                     const Judgement& judgement) {
        for (const TranscriptLine& line : judgement.transcript) {
            if (!line.violated && std::ranges::find(steps, line.step) != steps.end())
                found_.races[call_of(scenario.steps[line.step])][line.observed]++;
        }
    }

    /// Seen before, with the same clauses or more.
    bool note_known(const Deviation& deviation) {
        const auto known = std::ranges::find_if(known_, [&](const Known& each) {
            const auto& clauses = each.deviation.clauses;
            const auto is_among = [&](ClauseId clause) {
                return std::ranges::find(clauses, clause) != clauses.end();
            };
            return each.deviation.verdict == deviation.verdict &&
                   each.deviation.call == deviation.call &&
                   std::ranges::all_of(deviation.clauses, is_among);
        });
        if (known == known_.end()) return false;
        if (!known->id.starts_with(std::string{property_->name} + "/"))
            found_.known.insert(known->id);
        return true;
    }

    static std::optional<Deviation> shown_by(const Played& played, const Scenario& scenario,
                                             const Deviation& deviation) {
        const auto all = deviations_in(played.judgement, scenario);
        const auto same = std::ranges::find(all, deviation);
        return same == all.end() ? std::nullopt : std::optional{*same};
    }

    /// The violation that the deviation is; nothing if it broke down.
    static std::optional<Violation> violation_of(const Judgement& judgement,
                                                 const Deviation& deviation) {
        if (deviation.verdict != Verdict::fail) return std::nullopt;
        const auto same = std::ranges::find_if(judgement.violations, [&](const Violation& each) {
            return each.step == deviation.step && each.clauses == deviation.clauses;
        });
        return same == judgement.violations.end() ? std::nullopt : std::optional{*same};
    }

    /// For who reads the counterexample, or writes it as a program.
    static void claim_expected(const Violation& violation, json& steps) {
        const auto expected = expected_at(violation);
        if (!expected || violation.step >= steps.size()) return;
        json& step = steps[violation.step];
        if (!step.contains("in_flight") && !step.contains("of")) step["returns"] = *expected;
    }

    /// What a counterexample claims to show: so it is played where it was found.
    std::vector<ClauseId> clauses_of(const Deviation& deviation) const {
        std::vector<ClauseId> clauses = deviation.clauses;
        const bool is_spi = std::ranges::any_of(clauses, speaks_of_providers_only);
        if (clauses.empty() || (property_->is_spi && !is_spi)) {
            std::ranges::copy_if(property_->sometimes, std::back_inserter(clauses),
                                 [&](ClauseId clause) {
                                     return std::ranges::find(clauses, clause) == clauses.end();
                                 });
        }
        constexpr std::size_t most = 8;  // Of the scenario's schema.
        if (clauses.size() > most) clauses.erase(clauses.begin() + most, clauses.end());
        return clauses;
    }

    std::string id_of(const Deviation& deviation) {
        const std::string name = std::string{property_->name} + "/" + deviation.name();
        const int count = ++names_[name];
        return count == 1 ? name : name + "_" + std::to_string(count);
    }

    void reduce(const Scenario& scenario, const Played& played, const Deviation& deviation) {
        const std::vector<ClauseId> clauses = clauses_of(deviation);
        const std::string id = id_of(deviation);
        known_.push_back({deviation, id});
        const std::string purpose =
            "Found by the generated property " + std::string{property_->name} + ".";
        const auto made = [&](const json& steps) {
            return scenario_of(steps, property_->is_spi, clauses, id, purpose);
        };
        std::optional<Violation> violation = violation_of(played.judgement, deviation);
        const auto deviates = [&](const json& steps) {
            if (!goes_to_what_was_made(steps)) return false;
            const Scenario candidate = made(steps);
            const auto again = (*play_)({candidate}).front();
            const auto shown = again ? shown_by(*again, candidate, deviation) : std::nullopt;
            if (shown) violation = violation_of(again->judgement, *shown);
            return shown.has_value();
        };
        json steps = json::parse(scenario.json).at("steps");
        const auto last = static_cast<std::ptrdiff_t>(deviation.step) + 1;
        json cut = json::array();
        std::copy(steps.begin(), steps.begin() + last, std::back_inserter(cut));
        if (deviates(cut)) steps = cut;

        const Shrinking shrinking{property_->is_spi, deviation.clauses, deviates};
        const Shrunk smaller = shrunk(steps, shrinking);
        const Search search = shortest(smaller.steps, shrinking);
        json least = search.found.value_or(smaller.steps);
        if (violation) claim_expected(*violation, least);
        Counterexample counterexample{deviation,    made(least), played.judgement,
                                      played.trace, 0,           words_for(smaller, search)};
        const std::vector<Scenario> copies(repetitions, counterexample.scenario);
        for (const auto& again : (*play_)(copies)) {
            if (!again || !shown_by(*again, copies.front(), deviation)) continue;
            if (counterexample.repeated++ > 0) continue;
            counterexample.judgement = again->judgement;
            counterexample.trace = again->trace;
        }
        // It was seen once, and that is what is reported, as it was.
        if (counterexample.repeated == 0)
            counterexample.scenario = made(json::parse(scenario.json).at("steps"));
        found_.counterexamples.push_back(std::move(counterexample));
    }

    static std::string words_for(const Shrunk& smaller, const Search& search) {
        if (search.is_over_budget || smaller.is_over_budget)
            return "shrunk; whether it is the shortest is not known, for want of budget (" +
                   std::to_string(search.candidates) + " shorter ones tried)";
        return "the shortest: found by trying all sequences of its steps that the model tells "
               "apart, shortest first (" +
               std::to_string(search.candidates) + ")";
    }

    const Property* property_;
    const Play* play_;
    PropertyRun found_;
    struct Known {
        Deviation deviation;
        std::string id;  ///< Of its counterexample.
    };
    std::vector<Known> known_;
    std::map<std::string, int> names_;
};

}  // namespace

PropertyRun run_property(const Property& property, std::uint64_t seed, std::size_t cases,
                         const Play& play, const std::vector<Counterexample>& earlier) {
    Generator generator{property, seed};
    RunningProperty running{property, play, earlier};
    for (std::size_t done = 0; done < cases;) {
        const std::vector<Scenario> round = generator.next(std::min(round_size, cases - done));
        const auto played = play(round);
        for (std::size_t i = 0; i < round.size(); ++i) {
            if (!played[i]) continue;
            generator.exercised(played[i]->judgement.exercised);
            running.take(round[i], *played[i]);
        }
        done += round.size();
    }
    return running.result();
}

}  // namespace wsconform::generating
