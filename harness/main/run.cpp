#include "harness/main/run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/campaign.hpp"
#include "harness/main/self_check.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/process.hpp"
#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/output_folder.hpp"
#include "reports/terminal.hpp"

namespace wsconform {

namespace {

constexpr std::size_t most_violations_shown = 3;

std::string call_of(const std::string& id) {
    return id.substr(0, id.find('/'));
}
std::string claim_of(const std::string& id) {
    return id.substr(id.find('/') + 1);
}

/// Why a purpose was lost is said at once: the report knows only that it was.
void play(const std::string& id, const std::function<const PurposeResult&()>& finish) {
    if (is_interrupted()) GTEST_SKIP() << "interrupted";
    try {
        const PurposeResult& result = finish();
        if (result.not_applicable) GTEST_SKIP() << *result.not_applicable;
        if (finding_of(result) != Finding::pass) ADD_FAILURE() << reason_of(result);
    } catch (const std::exception& error) {
        if (is_interrupted()) return;
        std::cerr << id << ": lost: " << error.what() << '\n';
        ADD_FAILURE() << "lost: " << error.what();
    }
}

/// A purpose as a GoogleTest test. What is expected of the provider is not its business: it fails
/// if the provider does, and is skipped where the purpose does not apply.
class PurposeTest final : public testing::Test {
  public:
    PurposeTest(Campaign& campaign, const Scenario& scenario)
        : campaign_{&campaign}, scenario_{&scenario} {}

    void TestBody() override {
        play(scenario_->id,
             [this]() -> const PurposeResult& { return campaign_->finish(*scenario_); });
    }

  private:
    Campaign* campaign_;
    const Scenario* scenario_;
};

/// A generated property as a GoogleTest test.
class PropertyTest final : public testing::Test {
  public:
    PropertyTest(Campaign& campaign, const generating::Property& property)
        : campaign_{&campaign}, property_{&property} {}

    void TestBody() override {
        play(property_->id(),
             [this]() -> const PurposeResult& { return campaign_->finish(*property_); });
    }

  private:
    Campaign* campaign_;
    const generating::Property* property_;
};

/// Starts the players at each iteration, for the tests that GoogleTest has chosen, and shows a
/// line of progress where somebody watches.
class Listener final : public testing::EmptyTestEventListener {
  public:
    explicit Listener(Campaign& campaign) : campaign_{&campaign}, shows_{isatty(2) != 0} {}

    void OnTestIterationStart(const testing::UnitTest& unit, int /*iteration*/) override {
        std::vector<const Scenario*> selected;
        total_ = 0;
        for (int i = 0; i < unit.total_test_suite_count(); ++i) {
            const testing::TestSuite& suite = *unit.GetTestSuite(i);
            for (int k = 0; k < suite.total_test_count(); ++k) {
                const testing::TestInfo& test = *suite.GetTestInfo(k);
                if (!test.should_run()) continue;
                total_++;
                if (const Scenario* const scenario = scenario_of(test); scenario != nullptr)
                    selected.push_back(scenario);
                else
                    campaign_->select(id_of(test));
            }
        }
        done_ = 0;
        campaign_->begin(selected);
    }
    void OnTestStart(const testing::TestInfo& test) override {
        if (shows_)
            std::fprintf(stderr, "\r\033[K[%zu/%zu] %s.%s", done_ + 1, total_,
                         test.test_suite_name(), test.name());
        ++done_;
    }
    void OnTestIterationEnd(const testing::UnitTest& /*unit*/, int /*iteration*/) override {
        if (shows_) std::fprintf(stderr, "\r\033[K");
        campaign_->end();
    }

  private:
    static std::string id_of(const testing::TestInfo& test) {
        return std::string{test.test_suite_name()} + "/" + test.name();
    }
    /// Nothing for a property.
    const Scenario* scenario_of(const testing::TestInfo& test) const {
        const auto& scenarios = campaign_->scenarios();
        const auto found = std::ranges::find(scenarios, id_of(test), &Scenario::id);
        return found == scenarios.end() ? nullptr : &*found;
    }

    Campaign* campaign_;
    bool shows_;
    std::size_t total_{};
    std::size_t done_{};
};

/// GoogleTest answers a flag that it does not know with its help on standard output.
void require_known_flag(const std::string& word) {
    constexpr auto known = std::to_array<std::string_view>(
        {"brief", "catch_exceptions", "color", "fail_fast", "filter", "list_tests", "output",
         "print_time", "random_seed", "repeat", "shuffle"});
    const std::string name = word.substr(0, word.find('=')).substr(std::string{"--gtest_"}.size());
    if (std::ranges::find(known, name) == known.end())
        throw InputError{visible(word) + ": is no flag that run takes; see wsconform run --help"};
}

void start_googletest(const RunOptions& options) {
    std::ranges::for_each(options.gtest_arguments, require_known_flag);
    std::vector<std::string> words{"wsconform"};
    words.push_back("--gtest_filter=" + options.filter);
    words.insert(words.end(), options.gtest_arguments.begin(), options.gtest_arguments.end());
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    int count = static_cast<int>(arguments.size());
    testing::InitGoogleTest(&count, arguments.data());
}

void register_purposes(Campaign& campaign, const RunOptions& options) {
    for (const Scenario& scenario : campaign.scenarios()) {
        testing::RegisterTest(
            call_of(scenario.id).c_str(), claim_of(scenario.id).c_str(), nullptr, nullptr, __FILE__,
            __LINE__, [&campaign, &scenario]() -> testing::Test* {
                return std::make_unique<PurposeTest>(campaign, scenario).release();
            });
    }
    if (options.cases == 0) return;
    for (const generating::Property& property : generating::properties()) {
        const std::string id = property.id();
        testing::RegisterTest(
            call_of(id).c_str(), claim_of(id).c_str(), nullptr, nullptr, __FILE__, __LINE__,
            [&campaign, &property]() -> testing::Test* {
                return std::make_unique<PropertyTest>(campaign, property).release();
            });
    }
}

void listen(Campaign& campaign) {
    auto& listeners = testing::UnitTest::GetInstance()->listeners();
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(std::make_unique<Listener>(campaign).release());
}

/// When, where and how long: what report.json must not hold.
void write_circumstances(const Campaign& campaign, std::chrono::milliseconds took) {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    nlohmann::json circumstances{
        {"format", "wsconform-run/1"},
        {"host", host.data()},
        {"ended_unix_s", std::chrono::duration_cast<std::chrono::seconds>(now).count()},
        {"duration_ms", took.count()}};
    if (!campaign.races().empty()) circumstances["races"] = campaign.races();
    std::ofstream{campaign.folder() / "run.json"} << circumstances.dump(2) << '\n';
}

void show_violations(const Report& report, const std::string& folder) {
    std::size_t shown = 0;
    std::size_t more = 0;
    for (const PurposeResult* result : sorted_purposes(report)) {
        if (is_expected(*result)) continue;
        for (const Violation& violation : result->judgement.violations) {
            if (shown++ < most_violations_shown)
                std::cout << violation_text(*result, violation, folder);
            else
                more++;
        }
    }
    if (more > 0) std::cout << "... and " << more << " more violations in index.html\n";
}

/// Of this run alone: another may see other ends, so they are in run.json and in no report.
void show_races(const Campaign::Races& races) {
    if (!races.empty()) std::cout << "\nraces, and how often each end was seen\n";
    for (const auto& [property, calls] : races) {
        for (const auto& [call, ends] : calls) {
            std::string text;
            for (const auto& [end, times] : ends)
                text += "; " + end + ": " + std::to_string(times);
            std::cout << "  " << property << "  " << call << text << '\n';
        }
    }
}

int conclude(const RunOptions& options, const Report& report, const GateResult* gated,
             const Campaign::Races& races) {
    const auto colour = isatty(1) != 0 ? Colour::on : Colour::off;
    std::cout << terminal_summary(report, colour);
    show_races(races);
    show_violations(report, options.out + "/");
    if (gated != nullptr) {
        std::cout << gate_text(*gated);
        std::cout << "report: " << options.out << "/index.html\n";
        return gated->exit_status() == 4 ? 0 : gated->exit_status();
    }
    std::cout << "report: " << options.out << "/index.html\n";
    if (!report.lost.empty()) return 3;
    const bool deviates = std::ranges::any_of(report.purposes, [](const PurposeResult& result) {
        const Finding finding = finding_of(result);
        return finding == Finding::fail || finding == Finding::error;
    });
    return deviates ? 1 : 0;
}

/// Said before anything is played, rather than after.
void require_expectations_of_provider(const RunOptions& options) {
    if (options.expectations.empty()) return;
    Report report;
    report.provider = parse_provider(options.provider).name;
    require_same_provider(report, read_expectations(options.expectations));
}

}  // namespace

int run(const RunOptions& given) {
    const auto start = std::chrono::steady_clock::now();
    require_expectations_of_provider(given);
    start_googletest(given);
    watch_for_interrupts();
    RunOptions options = given;
    options.filter = testing::GTEST_FLAG(filter);  // --gtest_filter is taken too.
    Campaign campaign{options};
    std::optional<SelfCheck> check;
    if (!testing::GTEST_FLAG(list_tests)) {
        check = self_check(options);
        campaign.open_journal();
    }
    register_purposes(campaign, options);
    listen(campaign);
    // Its count of failures is nothing to us: the verdicts and expectations decide.
    [[maybe_unused]] const int failures = RUN_ALL_TESTS();

    if (testing::GTEST_FLAG(list_tests)) return 0;
    if (is_interrupted()) {
        std::cerr << "wsconform: interrupted after " << campaign.finished() << " of "
                  << campaign.selected()
                  << " purposes; the same command with --resume goes on from there\n";
        return 3;
    }
    if (campaign.selected() == 0) {
        throw InputError{"--filter: \"" + visible(options.filter) +
                         "\" selects no purpose of this shard; take fewer shards"};
    }
    Report report = campaign.report();
    report.self_check = check;
    std::optional<GateResult> gated;
    if (!options.expectations.empty()) {
        const Expectations expectations = read_expectations(options.expectations);
        report = with_expectations(report, expectations);
        gated = gate({report}, expectations, options.today);
    }
    write_outputs(options.out, report, gated ? &*gated : nullptr);
    write_circumstances(campaign, std::chrono::duration_cast<std::chrono::milliseconds>(
                                      std::chrono::steady_clock::now() - start));
    return conclude(options, report, gated ? &*gated : nullptr, campaign.races());
}

}  // namespace wsconform
