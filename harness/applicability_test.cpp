// SPDX-License-Identifier: Apache-2.0

#include "harness/applicability.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/suite/suite.hpp"

namespace wsconform {
namespace {

const Scenario& purpose(const std::string& id) {
    static const std::vector<Scenario> scenarios = suite_scenarios();
    return *std::ranges::find(scenarios, id, &Scenario::id);
}

Capabilities of_transport_provider() {
    Capabilities capabilities;
    capabilities.is_spi = true;
    capabilities.exports = {"WSAStartup", "WSACleanup", "socket", "connect", "recv", "send"};
    return capabilities;
}

TEST(Applicability, OfATransportProviderIsDecidedByItsClauses) {
    EXPECT_EQ(obstacle_to(purpose("WSACancelAsyncRequest/zero_handle_is_refused"),
                          of_transport_provider())
                  ->reason,
              "its clauses bind ws2_32.dll, not a transport provider");
    EXPECT_FALSE(
        obstacle_to(purpose("recv/abortive_close_is_wsaeconnreset"), of_transport_provider()));
}

TEST(Applicability, OfATransportProviderNeedsItsCallsToo) {
    Capabilities capabilities = of_transport_provider();
    std::erase(*capabilities.exports, "recv");
    EXPECT_EQ(obstacle_to(purpose("recv/abortive_close_is_wsaeconnreset"), capabilities)->reason,
              "the provider does not export recv");
}

TEST(Applicability, OfATransportProviderDoesNotAskForExports) {
    EXPECT_TRUE(
        obstacle_to(purpose("WSASendDisconnect/is_exported_by_name"), of_transport_provider()));
    EXPECT_FALSE(obstacle_to(purpose("WSASendDisconnect/is_exported_by_name"), {}));
}

TEST(Applicability, OfADllHasNoCallsOfTheSpi) {
    Capabilities capabilities;
    capabilities.exports = {"WSAStartup"};
    Scenario scenario;
    scenario.steps.emplace_back().function = "WSPStartup";
    EXPECT_EQ(obstacle_to(scenario, capabilities)->reason,
              "calls WSPStartup, which only a transport provider has");
}

TEST(Applicability, OfDisconnectDataNeedsAProtocolThatHasIt) {
    Capabilities capabilities;
    capabilities.is_spi = true;
    Scenario scenario = purpose("WSARecvDisconnect/data_of_the_peer_fills_the_buffer");
    capabilities.exports.emplace();
    for (const Step& step : scenario.steps)
        capabilities.exports->push_back(step.function);
    EXPECT_EQ(obstacle_to(scenario, capabilities)->reason,
              "needs a protocol with disconnect data, and the provider makes no SOCK_SEQPACKET");
    capabilities.exports->push_back("SOCK_SEQPACKET");
    EXPECT_FALSE(obstacle_to(scenario, capabilities));
}

TEST(Applicability, OfANetworkThatFailsNeedsAProbe) {
    Capabilities capabilities;
    capabilities.is_spi = true;
    capabilities.exports = {"WSPStartup", "WSPCancelBlockingCall"};
    const Scenario& scenario = purpose("WSPCancelBlockingCall/failed_network_may_be_told");
    EXPECT_EQ(obstacle_to(scenario, capabilities)->reason,
              "needs a network that fails, and only a probing provider can be told that it does");
    capabilities.exports->push_back("network_down");
    EXPECT_FALSE(obstacle_to(scenario, capabilities));
}

TEST(Applicability, OfWhatTheMachineCannotShowIsNotTheProvidersFault) {
    Capabilities capabilities;
    capabilities.missing = {{"peer", "it is elsewhere"}};
    const Scenario& needs_peer = purpose("recv/abortive_close_is_wsaeconnreset");

    EXPECT_EQ(obstacle_to(needs_peer, capabilities)->of, Obstacle::Of::machine);
    EXPECT_EQ(obstacle_to(needs_peer, capabilities)->reason,
              "needs the peer of the suite: it is elsewhere");

    capabilities.exports.emplace();
    EXPECT_EQ(obstacle_to(needs_peer, capabilities)->of, Obstacle::Of::provider)
        << "what the provider lacks, it lacks on every machine";
}

}  // namespace
}  // namespace wsconform
