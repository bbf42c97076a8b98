// SPDX-License-Identifier: Apache-2.0

#include "harness/main/purpose_tests.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <new>

#include "conformance/text/input_error.hpp"
#include "harness/main/interruption.hpp"
#include "harness/main/progress.hpp"

namespace wsconform {

namespace {

std::string call_of(const std::string& id) {
    return id.substr(0, id.find('/'));
}
std::string claim_of(const std::string& id) {
    return id.substr(id.find('/') + 1);
}

/// Why a purpose was lost is said at once: the report knows only that it was. What cannot be
/// written, was wrong with what the user gave, or finds no memory, ends the run.
void play(const std::string& id, Campaign& campaign,
          const std::function<const PurposeResult&()>& finish) {
    if (is_interrupted()) GTEST_SKIP() << "interrupted";
    if (campaign.is_stopped()) GTEST_SKIP() << "stopped";
    try {
        const PurposeResult& result = finish();
        if (result.not_played) GTEST_SKIP() << result.not_played->reason;
        if (finding_of(result) != Finding::pass) ADD_FAILURE() << reason_of(result);
    } catch (const InputError&) {
        campaign.stop(std::current_exception());
    } catch (const std::bad_alloc&) {
        campaign.stop(std::current_exception());
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
        play(scenario_->id, *campaign_,
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
        play(property_->id(), *campaign_,
             [this]() -> const PurposeResult& { return campaign_->finish(*property_); });
    }

  private:
    Campaign* campaign_;
    const generating::Property* property_;
};

/// Starts the players at each iteration, for the tests that GoogleTest has chosen, and tells how
/// far they have come.
class Listener final : public testing::EmptyTestEventListener {
  public:
    explicit Listener(Campaign& campaign) : campaign_{&campaign} {}

    void OnTestIterationStart(const testing::UnitTest& unit, int /*iteration*/) override {
        std::vector<const Scenario*> selected;
        std::size_t total = 0;
        for (int i = 0; i < unit.total_test_suite_count(); ++i) {
            const testing::TestSuite& suite = *unit.GetTestSuite(i);
            for (int k = 0; k < suite.total_test_count(); ++k) {
                const testing::TestInfo& test = *suite.GetTestInfo(k);
                if (!test.should_run()) continue;
                ++total;
                if (const Scenario* const scenario = scenario_of(test); scenario != nullptr)
                    selected.push_back(scenario);
                else
                    campaign_->select(id_of(test));
            }
        }
        done_ = 0;
        progress_.begin(total);
        campaign_->begin(selected);
    }
    void OnTestStart(const testing::TestInfo& test) override {
        progress_.tell(done_, campaign_->findings(),
                       std::string{test.test_suite_name()} + "." + test.name());
        ++done_;
    }
    void OnTestIterationEnd(const testing::UnitTest& /*unit*/, int /*iteration*/) override {
        progress_.end();
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
    Progress progress_;
    std::size_t done_{};
};

}  // namespace

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
    const std::unique_ptr<testing::TestEventListener> replaced{
        listeners.Release(listeners.default_result_printer())};
    listeners.Append(std::make_unique<Listener>(campaign).release());
}

}  // namespace wsconform
