// SPDX-License-Identifier: Apache-2.0

#pragma once

// One run of the suite on one provider: the purposes, and what became of each of them so far. Every
// finished purpose is written down at once, trace first and then its line in the journal.

#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/generators/property_run.hpp"
#include "conformance/scenario/scenario.hpp"
#include "harness/applicability.hpp"
#include "harness/main/journal.hpp"
#include "harness/main/run_options.hpp"
#include "harness/pool.hpp"
#include "harness/provider_spec.hpp"
#include "reports/report.hpp"

namespace wsconform {

class Campaign {
  public:
    /// Loads the scenarios and asks the provider what it can do. What an earlier run left in the
    /// output folder stays as it is. Throws InputError and HarnessError.
    explicit Campaign(const RunOptions& options);
    /// Begins the journal, or goes on with it. Throws InputError.
    void open_journal() { journal_.open(); }
    /// Plays and writes nothing more; `why` is thrown by `rethrow`.
    void stop(std::exception_ptr why) { stopped_ = std::move(why); }
    bool is_stopped() const { return stopped_ != nullptr; }
    void rethrow() const {
        if (stopped_) std::rethrow_exception(stopped_);
    }

    const std::vector<Scenario>& scenarios() const { return scenarios_; }
    /// What a reader must know before the first result: what is tested, how much of the suite is
    /// played, and what is not, why, and what to do.
    std::string first_words() const;
    /// Starts to play these, ahead of `finish`. What the journal has already is not played again.
    void begin(const std::vector<const Scenario*>& selected);
    /// Notes that a property is to be played too.
    void select(const std::string& property) { selected_.insert(property); }
    /// Waits for the purpose to be played and judges it. Throws HarnessError if it was lost.
    const PurposeResult& finish(const Scenario& scenario);
    /// Generates the property's cases, plays and judges them. Its counterexamples are purposes of
    /// their own in the report.
    const PurposeResult& finish(const generating::Property& property);
    /// Stops playing.
    void end();

    Report report() const;
    /// By property and call: how often each reply was seen where the moment decides.
    using Races = std::map<std::string, std::map<std::string, std::map<std::string, std::size_t>>>;
    const Races& races() const { return races_; }
    const std::string& provider() const { return provider_.name; }
    /// How many purposes came to each finding so far.
    std::map<Finding, std::size_t> findings() const;
    std::size_t selected() const { return selected_.size(); }
    std::size_t finished() const { return results_.size(); }

  private:
    /// The report before anything was played.
    Report head() const;
    PurposeResult judged(const Scenario& scenario, const std::string& trace) const;
    /// Removes what an earlier run left of the parts of a chain, for this one may not get so far.
    void forget_traces_below(const Scenario& scenario);
    /// Of a part of a chain: the recorded trace, or the one that is then recorded.
    std::string trace_below(const Scenario& scenario, std::size_t position);
    std::unique_ptr<Player> player_from(std::size_t position) const;
    std::optional<Blame> blame(const Scenario& scenario, const PurposeResult& whole);
    /// The worst result of a purpose that was played more than once.
    const PurposeResult& keep(const PurposeResult& result);
    /// A counterexample is a purpose of its own.
    void keep(const generating::Counterexample& counterexample);
    std::vector<std::optional<generating::Played>> play(const std::vector<Scenario>& scenarios,
                                                        NotPlayed& why_not);
    /// Writes it down, as a scenario and as a trace.
    void record(const generating::Counterexample& counterexample);

    RunOptions options_;
    ProviderSpec provider_;
    /// The provider, and those that begin with its next layers, as blame asks for them.
    std::vector<ProviderSpec> levels_;
    std::vector<Scenario> scenarios_;
    std::string warnings_;  ///< About what they claim.
    Journal journal_;
    /// Who said what the provider can do, and then plays: its station took a while to get ready.
    std::unique_ptr<Player> asked_;
    Capabilities capabilities_;
    Tested tested_beneath_;
    std::set<std::string> selected_;
    std::map<std::string, PurposeResult> results_;
    std::set<std::string> lost_;
    Races races_;
    /// Of the properties so far.
    std::vector<generating::Counterexample> counterexamples_;
    std::vector<Scenario> cases_;  ///< Of properties, some that passed.
    std::exception_ptr stopped_;
    std::unique_ptr<Pool> pool_;
    /// For the parts of a chain, by position; of the thread that calls `finish`.
    std::map<std::size_t, std::unique_ptr<Player>> lower_players_;
};

}  // namespace wsconform
