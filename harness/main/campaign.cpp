// SPDX-License-Identifier: Apache-2.0

#include "harness/main/campaign.hpp"

#include <algorithm>
#include <iterator>

#include "conformance/judging/unreachable.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "conformance/trace/footer.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/machine.hpp"
#include "harness/main/players.hpp"
#include "harness/main/provider_ids.hpp"
#include "harness/main/purpose_results.hpp"
#include "harness/main/scenario_check.hpp"
#include "harness/main/station_command.hpp"
#include "harness/simulated/mutants.hpp"
#include "harness/version.hpp"
#include "reports/blame.hpp"
#include "reports/merge.hpp"
#include "reports/plural.hpp"
#include "reports/terminal.hpp"

namespace wsconform {

namespace fs = std::filesystem;

namespace {

/// Those that --filter names.
std::vector<const Scenario*> wanted_of(const std::vector<Scenario>& scenarios,
                                       const RunOptions& options) {
    std::vector<const Scenario*> wanted;
    for (const Scenario& scenario : scenarios) {
        if (is_selected(dotted(scenario.id), options.filter)) wanted.push_back(&scenario);
    }
    return wanted;
}

void require_selection(const RunOptions& options, std::size_t scenarios) {
    const auto is_wanted = [&](const generating::Property& property) {
        return is_selected(dotted(property.id()), options.filter);
    };
    const bool selects_any =
        scenarios != 0 ||
        (options.cases > 0 && std::ranges::any_of(generating::properties(), is_wanted));
    if (selects_any) return;
    const std::string given = "--filter: \"" + visible(options.filter) + "\" selects ";
    if (std::ranges::any_of(generating::properties(), is_wanted))
        throw InputError{given +
                         "no purpose but generated properties, of which none is played without "
                         "--cases; add --cases 100"};
    std::vector<std::string> names;
    for (const Scenario& scenario : suite_scenarios())
        names.push_back(dotted(scenario.id));
    throw InputError{given + "no purpose; " + did_you_mean(options.filter, names) +
                     "wsconform list purposes names them all"};
}

void require_mutant(const RunOptions& options, const ProviderSpec& provider,
                    const std::vector<Scenario>& scenarios) {
    if (provider.mutation.empty()) return;
    const auto mutants = mutants_of(scenarios, options.grading);
    if (std::ranges::find(mutants, provider.mutation, &Mutant::name) != mutants.end()) return;
    std::vector<std::string> names;
    std::ranges::transform(mutants, std::back_inserter(names), &Mutant::name);
    throw InputError{"--provider: \"" + visible(provider.mutation) + "\" is no mutant; " +
                     did_you_mean(provider.mutation, names) +
                     "wsconform list mutants names them all"};
}

/// Those of the suite or of the folder named, of which the options select some.
std::vector<Scenario> scenarios_for(const RunOptions& options, const ProviderSpec& provider) {
    std::vector<Scenario> scenarios =
        options.scenarios.empty() ? suite_scenarios() : scenarios_below(options.scenarios);
    const std::size_t wanted = wanted_of(scenarios, options).size();
    require_selection(options, wanted);
    require_mutant(options, provider, scenarios);
    require_one_to_pause_at(options, provider.is_simulated, wanted);
    return scenarios;
}

/// The whole provider first, then what is left without its top, and so on.
std::vector<ProviderSpec> levels_of(const RunOptions& options, const ProviderSpec& provider) {
    std::vector<ProviderSpec> levels{provider};
    for (std::size_t position = 2; position <= provider.chain.size(); ++position)
        levels.push_back(chain_from(provider, position));
    if (!options.beneath.empty()) {
        levels.push_back(parse_beneath(options.beneath, provider));
        // What is missing is said now, and not when the first purpose deviates.
        [[maybe_unused]] const auto command = station_command(options, levels.back());
    }
    return levels;
}

/// The files of a chain, as reports name them.
std::vector<std::string> files_of(const ProviderSpec& provider) {
    std::vector<std::string> files;
    std::ranges::transform(provider.chain, std::back_inserter(files), file_of);
    return files;
}

}  // namespace

Campaign::Campaign(const RunOptions& options)
    : options_{options},
      provider_{parse_provider(options.provider)},
      levels_{levels_of(options, provider_)},
      scenarios_{scenarios_for(options_, provider_)},
      warnings_{options_.scenarios.empty()
                    ? ""
                    : warnings_about(wanted_of(scenarios_, options_), options_.scenarios)},
      journal_{options_, head()},
      asked_{make_player(options_, provider_)},
      capabilities_{required_capabilities(*asked_, provider_.name)} {
    require_isolation(options_, capabilities_);
    if (!options_.beneath.empty()) {
        auto& beneath = lower_players_[levels_.size()];
        beneath = make_player(options_, levels_.back());
        tested_beneath_ = required_capabilities(*beneath, levels_.back().name).tested;
    }
    journal_.hold_to({capabilities_.tested, tested_beneath_});
}

std::string Campaign::first_words() const {
    Report here;
    here.capabilities = in_words(capabilities_);
    const std::string warning = isolation_warning(here);
    Report tested = head();
    tested.tested = capabilities_.tested;
    tested.tested_beneath = tested_beneath_;
    tested.start = capabilities_.start;
    const auto wanted = wanted_of(scenarios_, options_);
    const auto can_be_played = std::ranges::count_if(wanted, [this](const Scenario* scenario) {
        return !obstacle_to(*scenario, capabilities_);
    });
    const bool is_kept_in = capabilities_.is_isolated.value_or(false);
    return (warning.empty() ? "" : warning + "\n") + warnings_ +
           what_is_untested(wanted, capabilities_) + terminal_head(tested, Colour::off) +
           "machine   " + this_machine() + "\n" +
           (is_kept_in ? "isolated  in namespaces of its own; it reaches nothing outside\n" : "") +
           "to play   " + std::to_string(can_be_played) + " of " +
           plural(wanted.size(), "purpose") +
           (options_.cases == 0
                ? ""
                : ", and " + plural(options_.cases, "case") + " of each generated property") +
           "\n" + what_does_not_apply(wanted, capabilities_);
}

std::map<Finding, std::size_t> Campaign::findings() const {
    std::map<Finding, std::size_t> count;
    for (const auto& [id, result] : results_)
        ++count[finding_of(result)];
    return count;
}

void Campaign::begin(const std::vector<const Scenario*>& selected) {
    std::vector<const Scenario*> to_play;
    for (const Scenario* scenario : selected) {
        selected_.insert(scenario->id);
        if (!journal_.is_recorded(scenario->id) && !obstacle_to(*scenario, capabilities_))
            to_play.push_back(scenario);
    }
    pool_ = std::make_unique<Pool>(
        std::move(to_play), [this] { return player_from(1); }, options_.jobs, std::move(asked_));
}

std::unique_ptr<Player> Campaign::player_from(std::size_t position) const {
    auto player = make_player(options_, levels_[position - 1]);
    const bool is_beneath = position > 1 && provider_.chain.empty();
    if (is_beneath)
        require_same_dlls(*player, tested_beneath_);
    else
        require_same_dlls(*player, capabilities_.tested, position);
    return player;
}

void Campaign::end() {
    pool_.reset();
    lower_players_.clear();
}

PurposeResult Campaign::judged(const Scenario& scenario, const std::string& trace) const {
    return judged_trace(scenario, trace, options_.grading);
}

void Campaign::forget_traces_below(const Scenario& scenario) {
    for (std::size_t position = 2; position <= levels_.size(); ++position) {
        if (!journal_.recorded(scenario.id, position)) journal_.forget(scenario.id, position);
    }
}

std::string Campaign::trace_below(const Scenario& scenario, std::size_t position) {
    if (const auto recorded = journal_.recorded(scenario.id, position)) return *recorded;
    auto& player = lower_players_[position];
    if (player == nullptr) player = player_from(position);
    const std::string trace = player->play(scenario);
    journal_.record(scenario.id, position, trace);
    return trace;
}

/// The levels are played when they are needed: a chain that conforms costs no more than one DLL.
std::optional<Blame> Campaign::blame(const Scenario& scenario, const PurposeResult& whole) {
    return blame_for(whole, parts_of(head()), [&](std::size_t position) {
        // If that is lost the blame is undecided, and the verdict on the whole stays.
        return judged(scenario, trace_below(scenario, position));
    });
}

const PurposeResult& Campaign::finish(const Scenario& scenario) {
    forget_traces_below(scenario);
    if (const auto obstacle = obstacle_to(scenario, capabilities_)) {
        journal_.forget(scenario.id, 1);
        PurposeResult result = result_of(scenario);
        result.not_played = not_played(*obstacle);
        journal_.note(scenario.id);
        return keep(result);
    }
    const auto earlier = results_.find(scenario.id);
    const auto recorded = journal_.recorded(scenario.id);
    // A recorded trace judged again (--gtest_repeat with --resume) is no other play.
    if (recorded && earlier != results_.end()) return earlier->second;
    const std::string trace = recorded ? *recorded : pool_->take(scenario);
    PurposeResult result = judged(scenario, trace);
    if (!recorded && (earlier == results_.end() || is_worse(result, earlier->second)))
        journal_.record(scenario.id, 1, trace);
    const auto loss = why_lost(trace);
    if (loss) {
        // It is played again when the run is resumed.
        lost_.insert(scenario.id);
        keep(result);
        throw HarnessError{*loss};
    }
    result.blame = blame(scenario, result);
    journal_.note(scenario.id);
    return keep(result);
}

/// Played more than once (--gtest_repeat), the worst result counts.
const PurposeResult& Campaign::keep(const PurposeResult& result) {
    const auto [entry, is_new] = results_.try_emplace(result.id, result);
    if (!is_new) entry->second = worst_of(entry->second, result);
    return entry->second;
}

Report Campaign::head() const {
    Report report;
    report.suite = suite_version;
    report.provider = provider_.name;
    report.chain = files_of(provider_);
    if (!options_.beneath.empty()) report.beneath = levels_.back().name;
    report.grading = word_for(options_.grading);
    report.seed = options_.seed;
    report.quiescence = options_.quiescence;
    report.filter = options_.filter;
    report.is_of_own_scenarios = !options_.scenarios.empty();
    report.cases = options_.cases;
    report.shard = options_.shard;
    for (const auto& [path, id] : provider_ids(options_))
        report.provider_ids[file_of(path)] = id;
    report.prepare = options_.prepare;
    report.prefix = fs::path{options_.prefix}.lexically_normal().filename().string();
    return report;
}

Report Campaign::report() const {
    Report report = head();
    report.capabilities = in_words(capabilities_);
    report.tested = capabilities_.tested;
    report.tested_beneath = tested_beneath_;
    report.start = capabilities_.start;
    report.unreachable = unreachable_clauses();
    report.unreachable.merge(clauses_about_failures());
    for (const auto& [id, result] : results_) {
        if (lost_.contains(id))
            report.lost.push_back(id);
        else
            report.purposes.push_back(report.is_of_own_scenarios ? of_own_scenario(result)
                                                                 : result);
    }
    for (const std::string& id : selected_) {
        if (!results_.contains(id)) report.lost.push_back(id);
    }
    std::ranges::sort(report.lost);
    report.strength = strength_shown_by(scenarios_, report.purposes, options_.grading, cases_);
    return report;
}

}  // namespace wsconform
