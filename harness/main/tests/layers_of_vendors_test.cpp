// SPDX-License-Identifier: Apache-2.0

// Goal: a layer that looks for itself in the protocol catalogue, or needs windows, threads or
// answers of ws2_32 before it starts, is played like one that does not.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

constexpr const char* own_id = "{6f2b4a10-51c3-4d7e-9a0b-777363660001}";
constexpr const char* purpose = "shutdown/each_direction_of_a_connection_is_accepted";

Ended run_on(const std::string& provider, const std::vector<std::string>& more = {},
             const std::string& filter = "shutdown.each*") {
    std::vector<std::string> words{"run",      "--provider", provider, "--quiescence",
                                   "300",      "--out",      "out",    "--no-self-check",
                                   "--filter", filter};
    words.insert(words.end(), more.begin(), more.end());
    return ended(words);
}

void expect_pass(const std::string& provider, const std::vector<std::string>& more = {}) {
    const Ended ran = run_on(provider, more);

    EXPECT_EQ(ran.status, 0) << provider << ran.out << ran.err;
    const json played = json_of("out/report.json").at("purposes").at(purpose);
    EXPECT_EQ(played.at("verdict"), "pass") << provider << played;
}

TEST(LayersOfVendors, FindThemselvesByTheIdThatTheyTell) {
    own_folder();

    expect_pass(layer_above_base("guided_layer.dll", "guided_layer.dll"));
    expect_pass(layer_above_base("layer_looks_up.dll", "guided_layer.dll"));
}

TEST(LayersOfVendors, FindThemselvesByTheIdThatIsGiven) {
    own_folder();

    expect_pass(layer_above_base("particular_layer.dll"), {"--provider-id", own_id});
    expect_pass(layer_above_base("layer_reads_early.dll"), {"--provider-id", own_id});
}

TEST(LayersOfVendors, FindThemselvesBelowAnotherLayer) {
    own_folder();
    layer_above_base("guided_layer.dll", "guided_layer.dll");
    layer_above_base("particular_layer.dll");
    const std::string layer = beside_the_program("layered_provider.dll");
    const std::string base = beside_the_program("base_provider.dll");

    expect_pass("spi:" + layer + "+guided_layer.dll+" + base);
    expect_pass("spi:" + layer + "+particular_layer.dll+" + base,
                {"--provider-id", std::string{"particular_layer.dll="} + own_id});
}

TEST(LayersOfVendors, AreToldWhereAnIdTakesThePlaceOfTheirOwn) {
    own_folder();
    const std::string other = "{11111111-2222-3333-4444-555555555555}";

    const Ended ran =
        run_on(layer_above_base("guided_layer.dll", "guided_layer.dll"), {"--provider-id", other});

    const json report = json_of("out/report.json");
    EXPECT_NE(ran.out.find("guided_layer.dll exports GetLspGuid, which tells {"), std::string::npos)
        << ran.out << ran.err;
    EXPECT_NE(report.at("start").get<std::string>().find("--provider-id gave " + other),
              std::string::npos)
        << report.at("start");
    EXPECT_EQ(report.at("options").at("provider_ids"), (json{{"guided_layer.dll", other}}));
}

TEST(LayersOfVendors, HaveEachAnIdOfItsOwn) {
    own_folder();
    layer_above_base("guided_layer.dll", "guided_layer.dll");
    layer_above_base("again.dll", "guided_layer.dll");

    const Ended ran =
        run_on("spi:guided_layer.dll+again.dll+" + beside_the_program("base_provider.dll"));

    EXPECT_EQ(ran.status, 3) << ran.out;
    EXPECT_NE(ran.err.find("again.dll has the id {"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("which guided_layer.dll above it has too; give one of them another"),
              std::string::npos)
        << ran.err;
}

TEST(LayersOfVendors, HaveWindowsThreadsAndCategories) {
    own_folder();

    for (const char* const name :
         {"layer_makes_window.dll", "layer_makes_port.dll", "layer_asks_categories.dll"})
        expect_pass(layer_above_base(name));
}

/// All that can be asked of a layer: what finds its place by an id gives the verdicts of what finds
/// it by its file.
TEST(LayersOfVendors, GiveTheVerdictsOfOurLayer) {
    own_folder();
    const std::string filter = "WSPStartup.*:WSPCleanup.*:recv.*:shutdown.*:closesocket.*";
    const std::string base = beside_the_program("base_provider.dll");
    run_on("spi:" + beside_the_program("layered_provider.dll") + "+" + base, {}, filter);
    const json expected = json_of("out/report.json").at("summary").at("verdicts");

    const Ended ran = run_on(layer_above_base("guided_layer.dll", "guided_layer.dll"), {}, filter);

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(json_of("out/report.json").at("summary").at("verdicts"), expected);
    EXPECT_GT(expected.at("pass"), 20) << expected;
}

TEST(LayersOfVendors, AreGivenNoIdThatIsNone) {
    own_folder();
    const std::string layer = layer_above_base("particular_layer.dll");

    const Ended no_guid = run_on(layer, {"--provider-id", "particular"});
    const Ended no_dll = run_on(layer, {"--provider-id", std::string{"other.dll="} + own_id});
    const Ended no_layer = run_on("wine", {"--provider-id", own_id});

    EXPECT_EQ(no_guid.status, 2);
    EXPECT_NE(no_guid.err.find("is no GUID"), std::string::npos) << no_guid.err;
    EXPECT_EQ(no_dll.status, 2);
    EXPECT_NE(no_dll.err.find("names no DLL of the chain"), std::string::npos) << no_dll.err;
    EXPECT_EQ(no_layer.status, 2);
    EXPECT_NE(no_layer.err.find("give it with --provider spi:PATH"), std::string::npos)
        << no_layer.err;
}

}  // namespace
}  // namespace wsconform
