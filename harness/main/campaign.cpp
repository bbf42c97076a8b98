#include "harness/main/campaign.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/document.hpp"
#include "conformance/input_error.hpp"
#include "conformance/judge.hpp"
#include "conformance/text.hpp"
#include "conformance/unreachable.hpp"
#include "harness/main/suite.hpp"
#include "harness/remote_player.hpp"
#include "harness/simulated_player.hpp"
#include "harness/version.hpp"

namespace wsconform {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::atomic<bool> interrupted{false};

/// The same file name that GoogleTest's name gives: <call>.<claim>
std::string dotted(std::string id) {
    std::ranges::replace(id, '/', '.');
    return id;
}

fs::path folder_of(const RunOptions& options) {
    std::error_code fault;
    fs::create_directories(fs::path{options.out} / "traces", fault);
    if (fault) {
        throw InputError{input_fault(options.out, "folder", "cannot be made: " + fault.message(),
                                     "choose another --out")};
    }
    return options.out;
}

std::string word_for(Grading grading) {
    return grading == Grading::strict ? "strict" : "portable";
}

}  // namespace

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
      folder_{folder_of(options)},
      scenarios_{options.scenarios.empty() ? suite_scenarios()
                                           : scenarios_below(options.scenarios)} {
    ask_capabilities();
    open_journal();
}

std::unique_ptr<Player> Campaign::make_player() const {
    if (provider_.is_simulated)
        return std::make_unique<SimulatedPlayer>(options_.seed, provider_.suspended);
    RemoteOptions remote;
    remote.provider = provider_.name;
    remote.station = station_command(options_, provider_);
    remote.ixit.quiescence = options_.quiescence;
    remote.interrupted = is_interrupted;
    return std::make_unique<RemotePlayer>(std::move(remote));
}

void Campaign::ask_capabilities() {
    for (const char* const tester : {"name_server", "peer", "database"})
        capability_words_[tester] = "yes";
    if (provider_.is_simulated) return;
    capabilities_.is_spi = !provider_.chain.empty();
    capabilities_.is_legacy = provider_.dll.find("wsock32") != std::string::npos;

    const auto player = make_player();
    const StationReport& report = dynamic_cast<const RemotePlayer&>(*player).report();
    if (const auto agent = report.missing.find("agent"); agent != report.missing.end())
        throw HarnessError{agent->second + "; see wsconform providers"};
    capabilities_.exports = report.exports;
    capabilities_.bits = report.bits;
    for (const auto& [tester, reason] : report.missing) {
        capabilities_.missing[tester] = reason;
        capability_words_[tester] = reason;
    }
    capability_words_["isolation"] = report.isolated ? "yes" : "no";
    capability_words_["bits"] = std::to_string(report.bits);
}

void Campaign::open_journal() {
    const fs::path file = folder_ / "journal.jsonl";
    const json header{{"format", "wsconform-journal/1"},
                      {"suite", suite_version},
                      {"provider", provider_.name},
                      {"seed", options_.seed},
                      {"quiescence_ms", options_.quiescence.count()}};
    if (options_.resume && fs::exists(file)) {
        std::ifstream before{file};
        std::string line;
        std::getline(before, line);
        if (line != header.dump()) {
            throw InputError{input_fault(file, "line 1", "is the journal of another run",
                                         "give the same options, or drop --resume")};
        }
        while (std::getline(before, line)) {
            const json entry = json::parse(line, nullptr, false);
            if (entry.is_object() && entry.contains("purpose"))
                journalled_.insert(entry["purpose"].get<std::string>());
        }
        journal_.open(file, std::ios::app);
    } else {
        journal_.open(file, std::ios::trunc);
        journal_ << header.dump() << '\n' << std::flush;
    }
    if (!journal_) {
        throw InputError{input_fault(file, "file", "cannot be written", "choose another --out")};
    }
}

fs::path Campaign::trace_file(const Scenario& scenario) const {
    return folder_ / "traces" / (dotted(scenario.id) + ".jsonl");
}

void Campaign::begin(const std::vector<const Scenario*>& selected) {
    std::vector<const Scenario*> to_play;
    for (const Scenario* scenario : selected) {
        selected_.insert(scenario->id);
        const bool is_known =
            journalled_.contains(scenario->id) && fs::exists(trace_file(*scenario));
        if (!is_known && !why_not_applicable(*scenario, capabilities_)) to_play.push_back(scenario);
    }
    pool_ = std::make_unique<Pool>(
        std::move(to_play), [this] { return make_player(); }, options_.jobs);
}

PurposeResult Campaign::judged(const Scenario& scenario, const std::string& trace) const {
    PurposeResult result;
    result.id = scenario.id;
    result.purpose = scenario.purpose;
    result.kind = scenario.kind;
    result.clauses = scenario.clauses;
    if (trace.empty()) return result;
    try {
        result.judgement = judge(parse_trace(trace, scenario, scenario.id), options_.grading);
    } catch (const InputError& error) {
        result.judgement.verdict = Verdict::error;
        result.judgement.reason = std::string{"the trace cannot be judged: "} + error.what();
    }
    return result;
}

const PurposeResult& Campaign::finish(const Scenario& scenario) {
    std::string trace;
    const auto not_applicable = why_not_applicable(scenario, capabilities_);
    const fs::path file = trace_file(scenario);
    if (not_applicable) {
        fs::remove(file);
    } else if (journalled_.contains(scenario.id) && fs::exists(file)) {
        std::ostringstream recorded;
        recorded << std::ifstream{file, std::ios::binary}.rdbuf();
        trace = recorded.str();
    } else {
        trace = pool_->take(scenario);
        std::ofstream{file, std::ios::binary | std::ios::trunc} << trace;
    }
    journal_ << json{{"purpose", scenario.id}}.dump() << '\n' << std::flush;

    PurposeResult result = judged(scenario, trace);
    result.not_applicable = not_applicable;
    if (trace.find(R"("how":"lost")") != std::string::npos) lost_.insert(scenario.id);
    // Played more than once (--gtest_repeat), the worst result counts.
    const auto [entry, is_new] = results_.try_emplace(scenario.id, result);
    if (!is_new && result.judgement.verdict > entry->second.judgement.verdict)
        entry->second = result;
    return entry->second;
}

Report Campaign::report() const {
    Report report;
    report.suite = suite_version;
    report.provider = provider_.name;
    report.grading = word_for(options_.grading);
    report.seed = options_.seed;
    report.quiescence = options_.quiescence;
    report.filter = options_.filter;
    report.capabilities = capability_words_;
    report.unreachable = unreachable_clauses();
    report.unreachable.merge(vacuous_clauses());
    for (const auto& [id, result] : results_) {
        if (lost_.contains(id))
            report.lost.push_back(id);
        else
            report.purposes.push_back(result);
    }
    for (const std::string& id : selected_) {
        if (!results_.contains(id)) report.lost.push_back(id);
    }
    std::ranges::sort(report.lost);
    return report;
}

}  // namespace wsconform
