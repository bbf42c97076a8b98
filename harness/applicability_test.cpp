#include "harness/applicability.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/main/suite.hpp"

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

}  // namespace
}  // namespace wsconform
