// SPDX-License-Identifier: Apache-2.0

// Goal: a machine with far more to do than it has processors gives the verdicts of an idle one. A
// purpose may be lost there; it is never told as the provider's.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

/// Keeps that many processors busy as long as it lives.
class Load {
  public:
    explicit Load(unsigned loops) {
        for (unsigned i = 0; i < loops; ++i) {
            loops_.emplace_back([this] {
                while (!is_over_)
                    ++turns_;
            });
        }
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;
    ~Load() { is_over_ = true; }

    std::uint64_t turns() const { return turns_; }

  private:
    std::atomic<bool> is_over_ = false;
    std::atomic<std::uint64_t> turns_ = 0;
    std::vector<std::jthread> loops_;
};

struct Played {
    json purposes;
    std::vector<std::string> lost;  ///< Ids: of these the report has no verdict.
    json blame;
};

Played played(const std::string& provider, const std::string& filter, const std::string& folder) {
    Program program{
        {"run", "--provider", provider, "--filter", filter, "--no-self-check", "--out", folder}};
    const Ended ran = program.ended(std::chrono::seconds{500});
    EXPECT_TRUE(ran.status == 0 || ran.status == 1 || ran.status == 3) << ran.out << ran.err;
    const json report = json_of(folder + "/report.json");
    const json& summary = report.at("summary");
    return {report.at("purposes"), summary.at("lost"), summary.value("blame", json{})};
}

void expect_same_verdicts(const std::string& provider, const std::string& filter) {
    const Played idle = played(provider, filter, "idle");

    Played busy;
    {
        const Load load{8 * std::thread::hardware_concurrency()};
        busy = played(provider, filter, "busy");
        EXPECT_GT(load.turns(), 0U);
    }

    ASSERT_GT(idle.purposes.size(), 0U);
    for (const auto& [name, purpose] : idle.purposes.items()) {
        if (std::ranges::find(busy.lost, std::string{name}) != busy.lost.end()) continue;
        const json& other = busy.purposes.at(name);
        EXPECT_EQ(other.at("verdict"), purpose.at("verdict")) << name << ": " << other;
        EXPECT_EQ(other.value("violations", json{}), purpose.value("violations", json{})) << name;
    }
    EXPECT_EQ(busy.blame, idle.blame);
}

/// Purposes that wait: for a peer, for quiescence, for a hook, for a name server.
TEST(UnderLoad, TheBaseProviderIsJudgedAlike) {
    own_folder();
    expect_same_verdicts("spi:" + beside_the_program("base_provider.dll"),
                         "recv.*:select.*:WSPCancelBlockingCall.*");
}

TEST(UnderLoad, AFaultyLayerIsBlamedAlike) {
    own_folder();
    expect_same_verdicts(
        layer_above_base("faulty_layer_calls_back_needlessly.dll", "faulty_layer.dll"),
        "recv.leaves_the_callback*:WSPCancelBlockingCall.idle*");
}

TEST(UnderLoad, WineIsJudgedAlike) {
    own_folder();
    // Who wins a race may differ from play to play.
    expect_same_verdicts("wine", "WSACancelAsyncRequest.c*:closesocket.*-*race*");
}

}  // namespace
}  // namespace wsconform
