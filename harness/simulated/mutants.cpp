#include "harness/simulated/mutants.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>

#include "conformance/judging/judge.hpp"
#include "harness/simulated/simulated_player.hpp"

namespace wsconform {

namespace {

constexpr std::string_view suspension = "suspend:";

/// Two of an obliging provider, two of one that takes every legal way out.
constexpr std::array<std::uint64_t, 4> seeds{1, 2, 3, 4};

std::string words_for(const Permission& permission) {
    if (permission.because.empty()) return "no clause speaks of it";
    std::string words = "allowed by ";
    for (const ClauseId clause : permission.because)
        words += (words.ends_with("by ") ? "" : ", ") + std::string{clause->slug};
    return words;
}

class Enumeration {
  public:
    explicit Enumeration(Grading grading) : grading_{grading} {}

    void add(const Scenario& scenario, std::uint64_t seed) {
        encounter_ = {&scenario, seed};
        SimulatedPlayer player{seed, Watch{[this](const Moment& moment) { see(moment); }}};
        player.play(scenario);
    }
    /// A scenario that makes no mutants.
    void add_case(const Scenario& scenario, std::uint64_t seed) {
        encounter_ = {&scenario, seed};
        SimulatedPlayer player{seed, Watch{[this](const Moment& moment) { see_again(moment); }}};
        player.play(scenario);
    }
    std::vector<Mutant> take() {
        std::vector<Mutant> all;
        for (auto& [name, mutant] : mutants_)
            all.push_back(std::move(mutant));
        return all;
    }

  private:
    void see(const Moment& moment) {
        for (const Prohibition& forbidden : moment.ruling->forbidden()) {
            for (const ClauseId clause : forbidden.because) {
                if (clause->is_binding())
                    meet(std::string{suspension} + std::string{clause->slug}).is_faulty = true;
            }
        }
        for (const Mutation& mutation : mutations_at(moment)) {
            Mutant& mutant = meet(mutation.mutant);
            if (mutant.is_faulty) continue;
            const Permission permission = permission_for(moment, mutation, grading_);
            mutant.is_faulty = !permission.is_given;
            mutant.permission = permission.is_given ? words_for(permission) : "";
        }
    }

    void see_again(const Moment& moment) {
        for (const Prohibition& forbidden : moment.ruling->forbidden()) {
            for (const ClauseId clause : forbidden.because)
                meet_again(std::string{suspension} + std::string{clause->slug});
        }
        for (const Mutation& mutation : mutations_at(moment))
            meet_again(mutation.mutant);
    }

    Mutant& meet(const std::string& name) {
        Mutant& mutant = mutants_[name];
        mutant.name = name;
        note(mutant);
        return mutant;
    }
    void meet_again(const std::string& name) {
        const auto mutant = mutants_.find(name);
        if (mutant == mutants_.end()) return;
        std::size_t& count = in_cases_[name];
        if (count < most_cases && note(mutant->second)) count++;
    }
    /// Whether it was not met in this play before.
    bool note(Mutant& mutant) const {
        const bool is_new = mutant.encounters.empty() ||
                            mutant.encounters.back().scenario != encounter_.scenario ||
                            mutant.encounters.back().seed != encounter_.seed;
        if (is_new) mutant.encounters.push_back(encounter_);
        return is_new;
    }

    Grading grading_;
    Encounter encounter_;
    std::map<std::string, Mutant> mutants_;
    std::map<std::string, std::size_t> in_cases_;
};

/// Two by name, the rest by number.
std::string listed(const std::set<std::string>& ids) {
    std::string text = *ids.begin();
    if (ids.size() > 1) text += ", " + *std::next(ids.begin());
    return ids.size() > 2 ? text + " and " + std::to_string(ids.size() - 2) + " more" : text;
}

std::string play(const std::string& mutant, const Encounter& encounter) {
    if (!mutant.starts_with(suspension))
        return SimulatedPlayer{encounter.seed, mutant}.play(*encounter.scenario);
    const auto clause = ClauseId::find(mutant.substr(suspension.size()));
    return SimulatedPlayer{encounter.seed, clause}.play(*encounter.scenario);
}

}  // namespace

std::vector<Mutant> mutants_of(const std::vector<Scenario>& scenarios, Grading grading,
                               const std::vector<Scenario>& cases) {
    Enumeration enumeration{grading};
    for (const std::uint64_t seed : seeds) {
        for (const Scenario& scenario : scenarios)
            enumeration.add(scenario, seed);
    }
    for (const std::uint64_t seed : seeds) {
        for (const Scenario& scenario : cases)
            enumeration.add_case(scenario, seed);
    }
    return enumeration.take();
}

Judge judge_by(Grading grading) {
    return [grading](const Scenario& scenario, const std::string& trace) {
        return judge(parse_trace(trace, scenario, scenario.id), grading).verdict;
    };
}

std::string_view word_for(Fate fate) {
    switch (fate) {
        case Fate::killed:
            return "killed";
        case Fate::equivalent:
            return "equivalent";
        case Fate::alive:
            return "alive";
        case Fate::unreached:
            return "unreached";
    }
    return "";
}

std::vector<Trial> try_mutants(const std::vector<Mutant>& mutants,
                               const std::set<std::string>& purposes, const Judge& judge) {
    std::vector<Trial> trials;
    for (const Mutant& mutant : mutants) {
        if (!mutant.is_faulty) {
            trials.push_back({mutant.name, Fate::equivalent, mutant.permission});
            continue;
        }
        std::set<std::string> blind;
        const auto killer = std::ranges::find_if(mutant.encounters, [&](const Encounter& met) {
            if (!purposes.contains(met.scenario->id)) return false;
            blind.insert(met.scenario->id);
            return judge(*met.scenario, play(mutant.name, met)) >= Verdict::fail;
        });
        if (killer != mutant.encounters.end())
            trials.push_back({mutant.name, Fate::killed, "by " + killer->scenario->id});
        else if (blind.empty())
            trials.push_back(
                {mutant.name, Fate::unreached, "no purpose comes to where it differs"});
        else
            trials.push_back(
                {mutant.name, Fate::alive, "allowed choices explain it in " + listed(blind)});
    }
    return trials;
}

OracleStrength strength_of(const std::vector<Trial>& trials) {
    OracleStrength strength;
    strength.mutants = trials.size();
    for (const Trial& trial : trials) {
        strength.killed += trial.fate == Fate::killed ? 1 : 0;
        strength.equivalent += trial.fate == Fate::equivalent ? 1 : 0;
        strength.unreached += trial.fate == Fate::unreached ? 1 : 0;
        if (trial.fate == Fate::alive) strength.alive.push_back({trial.mutant, trial.reason});
    }
    return strength;
}

}  // namespace wsconform
