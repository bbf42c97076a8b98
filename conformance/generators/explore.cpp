#include "conformance/generators/explore.hpp"

#include <algorithm>
#include <iterator>

#include "conformance/generators/generator.hpp"
#include "conformance/generators/shrink.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

/// As many as are drawn before what they exercised is looked at.
constexpr std::size_t round_size = 16;

bool speaks_of_providers_only(ClauseId clause) {
    return clause->levels == "SPI";
}

class Exploring {
  public:
    Exploring(const Family& family, const Play& play) : family_{&family}, play_{&play} {}

    void add(const Scenario& scenario, const Played& played) {
        const Judgement& judgement = played.judgement;
        found_.exercised.insert(judgement.exercised.begin(), judgement.exercised.end());
        found_.choices.insert(found_.choices.end(), judgement.choices.begin(),
                              judgement.choices.end());
        const auto deviation = deviation_in(judgement, scenario);
        if (!deviation || is_known(*deviation)) return;
        if (known_.size() == most_counterexamples) {
            found_.unexplained++;
            return;
        }
        known_.push_back(*deviation);
        reduce(scenario, played, *deviation);
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

    Exploration result() {
        for (const ClauseId clause : family_->sometimes) {
            if (!found_.exercised.contains(clause)) found_.never.push_back(clause);
        }
        return std::move(found_);
    }

  private:
    /// Seen before, with the same clauses or more.
    bool is_known(const Deviation& deviation) const {
        return std::ranges::any_of(known_, [&](const Deviation& known) {
            const auto is_among = [&](ClauseId clause) {
                return std::ranges::find(known.clauses, clause) != known.clauses.end();
            };
            return known.verdict == deviation.verdict && known.call == deviation.call &&
                   std::ranges::all_of(deviation.clauses, is_among);
        });
    }

    /// What a counterexample claims to show: so it is played where it was found.
    std::vector<ClauseId> clauses_of(const Deviation& deviation) const {
        std::vector<ClauseId> clauses = deviation.clauses;
        const bool is_spi = std::ranges::any_of(clauses, speaks_of_providers_only);
        if (clauses.empty() || (family_->is_spi && !is_spi)) {
            std::ranges::copy_if(family_->sometimes, std::back_inserter(clauses),
                                 [&](ClauseId clause) {
                                     return std::ranges::find(clauses, clause) == clauses.end();
                                 });
        }
        constexpr std::size_t most = 8;  // Of the scenario's schema.
        if (clauses.size() > most) clauses.erase(clauses.begin() + most, clauses.end());
        return clauses;
    }

    std::string id_of(const Deviation& deviation) {
        const std::string name = std::string{family_->name} + "/" + deviation.name();
        const int count = ++names_[name];
        return count == 1 ? name : name + "_" + std::to_string(count);
    }

    void reduce(const Scenario& scenario, const Played& played, const Deviation& deviation) {
        const std::vector<ClauseId> clauses = clauses_of(deviation);
        const std::string id = id_of(deviation);
        const std::string purpose =
            "Found by the generated property " + std::string{family_->name} + ".";
        const auto made = [&](const json& steps) {
            return scenario_of(steps, family_->is_spi, clauses, id, purpose);
        };
        const auto deviates = [&](const json& steps) {
            const Scenario candidate = made(steps);
            const auto again = (*play_)({candidate}).front();
            return again && deviation_in(again->judgement, candidate) == deviation;
        };
        json steps = json::parse(scenario.json).at("steps");
        const auto last = static_cast<std::ptrdiff_t>(last_step_of(played.judgement, scenario)) + 1;
        json cut = json::array();
        std::copy(steps.begin(), steps.begin() + last, std::back_inserter(cut));
        if (deviates(cut)) steps = cut;

        const Shrunk smaller = shrunk(steps, family_->is_spi, deviates);
        const Search search = shortest(smaller.steps, family_->is_spi, deviates);
        Counterexample counterexample{made(search.found.value_or(smaller.steps)), played.judgement,
                                      played.trace, 0, words_for(smaller, search)};
        const std::vector<Scenario> copies(repetitions, counterexample.scenario);
        for (const auto& again : (*play_)(copies)) {
            if (!again || deviation_in(again->judgement, copies.front()) != deviation) continue;
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

    const Family* family_;
    const Play* play_;
    Exploration found_;
    std::vector<Deviation> known_;
    std::map<std::string, int> names_;
};

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

}  // namespace

Exploration explore(const Family& family, std::uint64_t seed, std::size_t cases, const Play& play) {
    Generator generator{family, seed};
    Exploring exploring{family, play};
    for (std::size_t done = 0; done < cases;) {
        const std::vector<Scenario> round = generator.next(std::min(round_size, cases - done));
        const auto played = play(round);
        for (std::size_t i = 0; i < round.size(); ++i) {
            if (!played[i]) continue;
            generator.exercised(played[i]->judgement.exercised);
            exploring.count(round[i], played[i]->judgement);
            exploring.add(round[i], *played[i]);
            const auto races = races_in(round[i], family.is_spi);
            if (races.empty()) continue;
            exploring.count_races(round[i], races, played[i]->judgement);
            for (const auto& once_more : play(again(round[i]))) {
                if (!once_more) continue;
                exploring.add(round[i], *once_more);
                exploring.count_races(round[i], races, once_more->judgement);
            }
        }
        done += round.size();
    }
    return exploring.result();
}

}  // namespace wsconform::generating
