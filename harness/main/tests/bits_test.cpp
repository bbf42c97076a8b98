// SPDX-License-Identifier: Apache-2.0

// Goal: a DLL of 32 bits is played by the agent of 32 bits, with the verdicts of its sibling of 64;
// where Wine cannot do that, one line says so. Method: our own base provider, chain and faulty
// provider in both, and a Wine of 32 bits if there is one.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/machine_of_dll.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

constexpr const char* few = "WSPStartup.*:recv.graceful*:shutdown.socket*:WSASendDisconnect.later*";

Ended run_on(const std::string& provider, const std::string& out) {
    return Program{{"run", "--provider", provider, "--filter", few, "--quiescence", "300",
                    "--no-self-check", "--out", out}}
        .ended(std::chrono::seconds{280});
}

/// A provider that is wrong in one way, below the test's folder.
std::string faulty(const std::string& folder) {
    const std::string name = "end_reads_as_reset/" + folder + "faulty_end_reads_as_reset.dll";
    fs::create_directories(fs::path{name}.parent_path());
    fs::copy_file(beside_the_program(folder + "faulty_base.dll"), name);
    return "spi:" + name;
}

std::string base(const std::string& folder) {
    return "spi:" + beside_the_program(folder + "base_provider.dll");
}

std::string chain(const std::string& folder) {
    return "spi:" + beside_the_program(folder + "layered_provider.dll") + "+" +
           beside_the_program(folder + "base_provider.dll");
}

bool can_play_32_bits() {
    const Ended said = ended({"providers"});
    return said.out.find("DLLs of 32 bits: yes") != std::string::npos;
}

nlohmann::json verdicts_of(const std::string& out) {
    nlohmann::json verdicts;
    for (const auto& [id, purpose] : json_of(out + "/report.json").at("purposes").items())
        verdicts[id] = purpose.value("verdict", "not played");
    return verdicts;
}

TEST(Bits, AreReadFromTheHeaders) {
    own_folder();
    put("empty.dll", "");
    put("short.dll", "MZ");
    EXPECT_EQ(bits_of("empty.dll"), 0U);
    EXPECT_EQ(bits_of("short.dll"), 0U);
    EXPECT_EQ(bits_of("nowhere.dll"), 0U);
    EXPECT_EQ(bits_of(WSCONFORM_PROGRAM), 0U);
    EXPECT_EQ(bits_of(beside_the_program("base_provider.dll")), 64U);
    EXPECT_EQ(bits_of(beside_the_program("32/base_provider.dll")), 32U);
    EXPECT_EQ(bits_of(beside_the_program("32/wsconform-agent.exe")), 32U);
}

TEST(Bits, OfAChainAreOfOneKind) {
    own_folder();
    const Ended mixed = run_on("spi:" + beside_the_program("layered_provider.dll") + "+" +
                                   beside_the_program("32/base_provider.dll"),
                               "mixed");
    EXPECT_EQ(mixed.status, 2);
    EXPECT_NE(mixed.err.find("base_provider.dll is a DLL of 32 bits"), std::string::npos)
        << mixed.err;
}

TEST(Bits, OfADllDoNotChangeItsVerdicts) {
    own_folder();
    const bool can_play = can_play_32_bits();
    for (const auto provider : {base, chain, faulty}) {
        const Ended of_32 = run_on(provider("32/"), "of_32");
        if (!can_play) {
            EXPECT_EQ(of_32.status, 3);
            EXPECT_NE(of_32.err.find("Wine here runs no programs of 32 bits"), std::string::npos)
                << of_32.err;
            continue;
        }
        const Ended of_64 = run_on(provider(""), "of_64");
        EXPECT_EQ(of_32.status, of_64.status) << of_32.err << of_64.err;
        EXPECT_EQ(verdicts_of("of_32"), verdicts_of("of_64"));
        const nlohmann::json report = json_of("of_32/report.json");
        EXPECT_EQ(report.at("capabilities").at("bits"), "32");
        EXPECT_EQ(report.at("tested").at("dlls").at(0).at("machine"), "i386");
    }
}

}  // namespace
}  // namespace wsconform
