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
    EXPECT_EQ(why_not_applicable(purpose("WSACancelAsyncRequest/zero_handle_is_refused"),
                                 of_transport_provider()),
              "its clauses bind ws2_32.dll, not a transport provider");
    EXPECT_EQ(why_not_applicable(purpose("recv/abortive_close_is_wsaeconnreset"),
                                 of_transport_provider()),
              std::nullopt);
}

TEST(Applicability, OfATransportProviderNeedsItsCallsToo) {
    Capabilities capabilities = of_transport_provider();
    std::erase(*capabilities.exports, "recv");
    EXPECT_EQ(why_not_applicable(purpose("recv/abortive_close_is_wsaeconnreset"), capabilities),
              "the provider does not export recv");
}

TEST(Applicability, OfATransportProviderDoesNotAskForExports) {
    EXPECT_NE(why_not_applicable(purpose("WSASendDisconnect/is_exported_by_name"),
                                 of_transport_provider()),
              std::nullopt);
    EXPECT_EQ(why_not_applicable(purpose("WSASendDisconnect/is_exported_by_name"), {}),
              std::nullopt);
}

TEST(Applicability, OfADllHasNoCallsOfTheSpi) {
    Capabilities capabilities;
    capabilities.exports = {"WSAStartup"};
    Scenario scenario;
    scenario.steps.emplace_back().function = "WSPStartup";
    EXPECT_EQ(why_not_applicable(scenario, capabilities),
              "calls WSPStartup, which only a transport provider has");
}

TEST(Applicability, OfDisconnectDataNeedsAProtocolThatHasIt) {
    Capabilities capabilities;
    capabilities.is_spi = true;
    Scenario scenario = purpose("WSARecvDisconnect/data_of_the_peer_fills_the_buffer");
    capabilities.exports.emplace();
    for (const Step& step : scenario.steps)
        capabilities.exports->push_back(step.function);
    EXPECT_EQ(why_not_applicable(scenario, capabilities),
              "needs a protocol with disconnect data, and the provider makes no SOCK_SEQPACKET");
    capabilities.exports->push_back("SOCK_SEQPACKET");
    EXPECT_EQ(why_not_applicable(scenario, capabilities), std::nullopt);
}

TEST(Applicability, OfANetworkThatFailsNeedsAProbe) {
    Capabilities capabilities;
    capabilities.is_spi = true;
    capabilities.exports = {"WSPStartup", "WSPCancelBlockingCall"};
    const Scenario& scenario = purpose("WSPCancelBlockingCall/failed_network_may_be_told");
    EXPECT_EQ(why_not_applicable(scenario, capabilities),
              "needs a network that fails, and only a probing provider can be told that it does");
    capabilities.exports->push_back("network_down");
    EXPECT_EQ(why_not_applicable(scenario, capabilities), std::nullopt);
}

}  // namespace
}  // namespace wsconform
