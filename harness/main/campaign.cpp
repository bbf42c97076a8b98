#include "harness/main/campaign.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/judging/judge.hpp"
#include "conformance/judging/unreachable.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/purpose_results.hpp"
#include "harness/main/station_command.hpp"
#include "harness/simulated/mutants.hpp"
#include "harness/simulated/simulated_player.hpp"
#include "harness/station/remote_player.hpp"
#include "harness/version.hpp"
#include "reports/blame.hpp"
#include "reports/merge.hpp"

namespace wsconform {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* journal_name = "journal.jsonl";

std::atomic<bool> interrupted{false};

void make_folder(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder / "traces", fault);
    if (fault) {
        throw InputError{input_fault(folder, "folder", "cannot be made: " + fault.message(),
                                     "choose another --out")};
    }
}

/// As GoogleTest is told.
std::optional<Shard> shard_of_this_run() {
    const char* const total = std::getenv("GTEST_TOTAL_SHARDS");
    const char* const index = std::getenv("GTEST_SHARD_INDEX");
    if (total == nullptr || index == nullptr) return std::nullopt;
    const Shard shard{std::stoul(index), std::stoul(total)};
    return shard.total > 1 ? std::optional{shard} : std::nullopt;
}

}  // namespace

bool is_lost(const std::string& trace) {
    return trace.find(R"("how":"lost")") != std::string::npos;
}

bool is_interrupted() {
    return interrupted;
}

void watch_for_interrupts() {
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) { interrupted = true; });
}

Campaign::Campaign(const RunOptions& options)
    : options_{options},
      provider_{parse_provider(options.provider)},
      folder_{options.out},
      scenarios_{options.scenarios.empty() ? suite_scenarios()
                                           : scenarios_below(options.scenarios)} {
    require_selection();
    require_mutant();
    make_folder(folder_);
    read_journal();
    ask_capabilities();
}

void Campaign::require_selection() const {
    const auto is_wanted = [this](const std::string& id) {
        return is_selected(dotted(id), options_.filter);
    };
    const bool selects_any =
        std::ranges::any_of(scenarios_, is_wanted, &Scenario::id) ||
        (options_.cases > 0 &&
         std::ranges::any_of(generating::properties(), is_wanted, &generating::Property::id));
    if (!selects_any) {
        throw InputError{"--filter: \"" + visible(options_.filter) +
                         "\" selects no purpose; --gtest_list_tests lists them all"};
    }
}

void Campaign::require_mutant() const {
    if (provider_.mutation.empty()) return;
    const auto mutants = mutants_of(scenarios_, options_.grading);
    if (std::ranges::find(mutants, provider_.mutation, &Mutant::name) == mutants.end()) {
        throw InputError{"--provider: \"" + visible(provider_.mutation) +
                         "\" is no mutant; wsconform mutants lists them"};
    }
}

std::unique_ptr<Player> Campaign::make_player(const ProviderSpec& provider) const {
    if (!provider.mutation.empty())
        return std::make_unique<SimulatedPlayer>(options_.seed, provider.mutation);
    if (provider.is_simulated)
        return std::make_unique<SimulatedPlayer>(options_.seed, provider.suspended);
    RemoteOptions remote;
    remote.provider = provider.name;
    remote.station = station_command(options_, provider);
    remote.ixit.quiescence = options_.quiescence;
    remote.interrupted = is_interrupted;
    return std::make_unique<RemotePlayer>(std::move(remote));
}

void Campaign::ask_capabilities() {
    for (const char* const tester : {"name_server", "peer", "database"})
        capability_words_[tester] = "yes";
    if (provider_.is_simulated) return;

    asked_ = make_player(provider_);
    const StationReport& report = dynamic_cast<const RemotePlayer&>(*asked_).report();
    if (const auto agent = report.missing.find("agent"); agent != report.missing.end())
        throw HarnessError{provider_.name + ": " + agent->second + "; see wsconform providers"};
    capabilities_.exports = report.exports;
    capabilities_.bits = report.subject.bits;
    capabilities_.is_spi = report.subject.interface == Interface::spi;
    capabilities_.is_legacy = report.subject.dll == DllVersion::v1_1;
    for (const auto& [tester, reason] : report.missing) {
        capabilities_.missing[tester] = reason;
        capability_words_[tester] = reason;
    }
    capability_words_["isolation"] = report.isolated ? "yes" : "no";
    capability_words_["bits"] = std::to_string(report.subject.bits);
}

std::string Campaign::journal_header() const {
    return json{{"format", "wsconform-journal/1"},
                {"suite", suite_version},
                {"provider", provider_.name},
                {"seed", options_.seed},
                {"quiescence_ms", options_.quiescence.count()}}
        .dump();
}

bool Campaign::goes_on() const {
    return options_.resume && fs::exists(folder_ / journal_name);
}

void Campaign::read_journal() {
    if (!goes_on()) return;
    const fs::path file = folder_ / journal_name;
    std::ifstream before{file};
    std::string line;
    std::getline(before, line);
    if (line != journal_header()) {
        throw InputError{input_fault(file, "line 1", "is the journal of another run",
                                     "give the same options, or drop --resume")};
    }
    while (std::getline(before, line)) {
        const json entry = json::parse(line, nullptr, false);
        if (entry.is_object() && entry.contains("purpose"))
            journalled_.insert(entry["purpose"].get<std::string>());
    }
}

void Campaign::open_journal() {
    const fs::path file = folder_ / journal_name;
    const bool is_new = !goes_on();
    journal_.open(file, is_new ? std::ios::trunc : std::ios::app);
    if (is_new) journal_ << journal_header() << '\n' << std::flush;
    if (!journal_) {
        throw InputError{input_fault(file, "file", "cannot be written", "choose another --out")};
    }
}

fs::path Campaign::trace_file(const Scenario& scenario, std::size_t position) const {
    return folder_ / trace_path(scenario.id, position);
}

bool Campaign::is_recorded(const Scenario& scenario, std::size_t position) const {
    return journalled_.contains(scenario.id) && fs::exists(trace_file(scenario, position));
}

void Campaign::begin(const std::vector<const Scenario*>& selected) {
    std::vector<const Scenario*> to_play;
    for (const Scenario* scenario : selected) {
        selected_.insert(scenario->id);
        if (!is_recorded(*scenario) && !why_not_applicable(*scenario, capabilities_))
            to_play.push_back(scenario);
    }
    pool_ = std::make_unique<Pool>(
        std::move(to_play), [this] { return make_player(provider_); }, options_.jobs,
        std::move(asked_));
}

PurposeResult Campaign::judged(const Scenario& scenario, const std::string& trace) const {
    return trace.empty() ? result_of(scenario) : judged_trace(scenario, trace, options_.grading);
}

void Campaign::end() {
    pool_.reset();
    lower_players_.clear();
}

std::string Campaign::recorded(const Scenario& scenario, std::size_t position) const {
    std::ostringstream text;
    text << std::ifstream{trace_file(scenario, position), std::ios::binary}.rdbuf();
    return text.str();
}

std::string Campaign::trace_from(const Scenario& scenario, std::size_t position) {
    const fs::path file = trace_file(scenario, position);
    if (is_recorded(scenario, position)) return recorded(scenario, position);
    std::string trace;
    if (position == 1) {
        trace = pool_->take(scenario);
    } else {
        auto& player = lower_players_[position];
        if (player == nullptr) player = make_player(chain_from(provider_, position));
        trace = player->play(scenario);
    }
    std::ofstream{file, std::ios::binary | std::ios::trunc} << trace;
    return trace;
}

/// The levels are played when they are needed: a chain that conforms costs no more than one DLL.
std::optional<Blame> Campaign::blame(const Scenario& scenario, const PurposeResult& whole) {
    std::vector<std::string> files;
    std::ranges::transform(provider_.chain, std::back_inserter(files), file_of);
    return blame_for(whole, files, [&](std::size_t position) {
        const std::string trace = trace_from(scenario, position);
        if (is_lost(trace)) throw HarnessError{"a part of the chain was lost"};
        return judged(scenario, trace);
    });
}

const PurposeResult& Campaign::finish(const Scenario& scenario) {
    // Of an earlier run in this folder, which may have had to look further down.
    for (std::size_t position = 2; position <= provider_.chain.size(); ++position) {
        if (!is_recorded(scenario, position)) fs::remove(trace_file(scenario, position));
    }
    const auto not_applicable = why_not_applicable(scenario, capabilities_);
    if (not_applicable) fs::remove(trace_file(scenario));
    const auto earlier = results_.find(scenario.id);
    const std::string before = earlier == results_.end() ? "" : recorded(scenario, 1);
    const std::string trace = not_applicable ? "" : trace_from(scenario, 1);
    PurposeResult result = judged(scenario, trace);
    result.not_applicable = not_applicable;
    if (is_lost(trace))
        lost_.insert(scenario.id);
    else
        result.blame = blame(scenario, result);
    journal_ << json{{"purpose", scenario.id}}.dump() << '\n' << std::flush;
    if (earlier != results_.end()) {
        // A recorded trace judged again (--gtest_repeat with --resume) is no other play.
        if (is_recorded(scenario)) return earlier->second;
        if (!is_worse(result, earlier->second))
            std::ofstream{trace_file(scenario), std::ios::binary | std::ios::trunc} << before;
    }
    return keep(result);
}

/// Played more than once (--gtest_repeat), the worst result counts.
const PurposeResult& Campaign::keep(const PurposeResult& result) {
    const auto [entry, is_new] = results_.try_emplace(result.id, result);
    if (!is_new) entry->second = worst_of(entry->second, result);
    return entry->second;
}

/// Of scenarios that are not the suite's, a program cannot be had by their name.
PurposeResult Campaign::reported(PurposeResult result) const {
    const bool is_foreign = !options_.scenarios.empty() && !suite_scenario(result.id);
    if (is_foreign && !result.not_reproducible)
        result.not_reproducible = "it is not of the suite; name its file: wsconform reproduce FILE";
    return result;
}

Report Campaign::report() const {
    Report report;
    report.suite = suite_version;
    report.provider = provider_.name;
    std::ranges::transform(provider_.chain, std::back_inserter(report.chain), file_of);
    report.grading = word_for(options_.grading);
    report.seed = options_.seed;
    report.quiescence = options_.quiescence;
    report.filter = options_.filter;
    report.cases = options_.cases;
    report.shard = shard_of_this_run();
    report.capabilities = capability_words_;
    report.unreachable = unreachable_clauses();
    report.unreachable.merge(vacuous_clauses());
    for (const auto& [id, result] : results_) {
        if (lost_.contains(id))
            report.lost.push_back(id);
        else
            report.purposes.push_back(reported(result));
    }
    for (const std::string& id : selected_) {
        if (!results_.contains(id)) report.lost.push_back(id);
    }
    std::ranges::sort(report.lost);
    report.strength = strength_shown_by(scenarios_, report.purposes, options_.grading, cases_);
    return report;
}

}  // namespace wsconform
