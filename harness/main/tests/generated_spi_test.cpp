// SPDX-License-Identifier: Apache-2.0

// Goal: generated properties are played on transport providers, alone and in a chain; what they
// find there is wrong, and is blamed on the DLL that has it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;
using Words = std::vector<std::string>;

Ended generated_on(const std::string& chain, const std::string& filter, const Words& more) {
    Words words{"run",      "--provider", "spi:" + chain, "--quiescence", "300",
                "--filter", filter,       "--out",        "out",          "--no-self-check"};
    words.insert(words.end(), more.begin(), more.end());
    return Program{words}.ended(600s);
}

/// Of the same seed, however many play.
TEST(GeneratedSpi, GivesTheSameBytesOnOurBaseProviderHoweverManyPlay) {
    own_folder();
    const auto report_with = [](const char* jobs) {
        const Ended ran = generated_on(beside_the_program("base_provider.dll"),
                                       "generated.provider_startup:generated.startup*",
                                       {"--cases", "6", "--seed", "3", "--jobs", jobs});
        EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
        return text_of("out/report.json");
    };

    const std::string report = report_with("1");

    EXPECT_EQ(report_with("2"), report);
    const json purposes = json::parse(report).at("purposes");
    EXPECT_EQ(purposes.at("generated/provider_startup").at("verdict"), "pass");
    EXPECT_EQ(purposes.at("generated/startup_and_versions").at("verdict"), "not-applicable");
}

/// Alone, and below a layer.
TEST(GeneratedSpi, FindsNothingInOurProviders) {
    own_folder();
    const std::string base = beside_the_program("base_provider.dll");
    for (const std::string& chain :
         {base, beside_the_program("layered_provider.dll") + "+" + base}) {
        const Ended ran = generated_on(chain, "generated.*", {"--cases", "4", "--jobs", "2"});

        EXPECT_EQ(ran.status, 0) << chain << ran.out << ran.err;
        const json report = json_of("out/report.json");
        std::size_t passed = 0;
        for (const auto& [id, purpose] : report.at("purposes").items())
            passed += purpose.at("verdict") == "pass" ? 1U : 0U;
        EXPECT_GE(passed, 5U) << chain << ran.out;
    }
    EXPECT_EQ(left_running(), "");
}

/// A faulty layer over the clean base: found by generated scenarios alone, and blamed.
TEST(GeneratedSpi, FindsFaultsAndBlamesTheLayerThatHasThem) {
    own_folder();
    const std::vector<std::pair<std::string, std::string>> faults{
        {"gives_2_2_always", "spi-version.negotiation-matches-the-api-rule"},
        {"starts_once", "spi-cleanup.startup-works-again-afterwards"}};
    for (const auto& [fault, clause] : faults) {
        const std::string layer = "faulty_layer_" + fault + ".dll";
        fs::copy_file(beside_the_program("faulty_layer.dll"), layer,
                      fs::copy_options::overwrite_existing);

        const Ended ran = generated_on("./" + layer + "+" + beside_the_program("base_provider.dll"),
                                       "generated.provider_startup", {"--cases", "6"});

        EXPECT_EQ(ran.status, 1) << fault << ran.out << ran.err;
        const json report = json_of("out/report.json");
        EXPECT_EQ(report.at("clauses").at(clause).at("status"), "violated") << fault;
        const json& guilty = report.at("summary").at("blame").at("guilty");
        EXPECT_EQ(guilty.size(), 1U) << fault << guilty;
        EXPECT_TRUE(guilty.contains(layer)) << fault << guilty;
    }
    EXPECT_EQ(left_running(), "");
}

}  // namespace
}  // namespace wsconform
