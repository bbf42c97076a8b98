// SPDX-License-Identifier: Apache-2.0

// Goal: a provider that does not start is told once, first, with what may be the cause; and one
// that needs a registry starts in a Windows folder that has it.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* filter = "shutdown.each*:WSPStartup.fills*:WSPStartup.table*";
constexpr const char* purpose = "shutdown/each_direction_of_a_connection_is_accepted";

Ended run_on(const std::string& provider, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"run",      "--provider", provider, "--quiescence",
                                   "300",      "--out",      "out",    "--no-self-check",
                                   "--filter", filter};
    words.insert(words.end(), more.begin(), more.end());
    return ended(words);
}

void expect_no_start(const std::string& provider, const std::string& told) {
    const Ended ran = run_on(provider);

    // A refusal that is allowed leaves nothing to judge, which is no success either.
    EXPECT_TRUE(ran.status == 1 || ran.status == 3) << ran.status << ran.out << ran.err;
    EXPECT_NE(ran.out.substr(0, ran.out.find('\n')).find(told), std::string::npos) << ran.out;
    const json report = json_of("out/report.json");
    EXPECT_NE(report.at("start").get<std::string>().find(told), std::string::npos);
    EXPECT_EQ(report.at("purposes").at(purpose).at("reason"),
              "the provider does not start: see the report's first line");
}

TEST(StartOfVendors, IsToldOnceWithTheLikelyCause) {
    own_folder();

    expect_no_start(layer_above_base("layer_refuses.dll"), "returns WSAVERNOTSUPPORTED (10092)");
    expect_no_start(layer_above_base("particular_layer.dll"), "give --provider-id '{GUID}'");
    expect_no_start(layer_above_base("layer_loads_engine.dll"),
                    "could not load engine_of_a_layer.dll");
    expect_no_start(layer_above_base("layer_raises.dll"), "raises the exception 0xC0000005");
    expect_no_start("spi:" + beside_the_program("layered_provider.dll"),
                    "spi:layered_provider.dll+BASE.dll");
}

TEST(StartOfVendors, IsThoseOfTheDllThatRefuses) {
    own_folder();

    run_on(layer_above_base("layer_refuses.dll"));

    const json blame = json_of("out/report.json").at("summary").at("blame");
    EXPECT_EQ(blame.at("undecided"), 0) << blame;
    EXPECT_GT(blame.at("guilty").at("layer_refuses.dll"), 0) << blame;
    const Ended lone = ended({"run", "--provider", layer_above_base("layer_refuses.dll"),
                              "--filter", "shutdown.each*", "--out", "lone", "--no-self-check"});
    EXPECT_EQ(lone.status, 3) << "Nothing could be judged. " << lone.out;
}

TEST(StartOfVendors, IsPlayedIfOnlyTheFirstTryFails) {
    own_folder();

    const Ended ran = run_on(layer_above_base("layer_refuses_once.dll"));

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    EXPECT_TRUE(ran.out.starts_with("layer_refuses_once.dll starts only at the second try"))
        << ran.out;
    EXPECT_NE(json_of("out/report.json").at("purposes").at(purpose).at("verdict"),
              "not-applicable");
}

TEST(StartOfVendors, SaysThatAChainIsUpsideDown) {
    own_folder();

    const Ended ran = run_on("spi:" + beside_the_program("base_provider.dll") + "+" +
                             beside_the_program("layered_provider.dll"));

    EXPECT_TRUE(
        ran.out.starts_with("base_provider.dll starts without starting "
                            "layered_provider.dll, which is named below it"))
        << ran.out;
    const Ended right = run_on(layer_above_base("layered_provider.dll"));
    EXPECT_EQ(right.out.find("starts without"), std::string::npos) << right.out;
}

void expect_start(const Ended& ran) {
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(json_of("out/report.json").at("purposes").at(purpose).at("verdict"), "pass");
}

/// The folder that was prepared last.
fs::path prepared_last() {
    fs::path last;
    for (const auto& entry : fs::directory_iterator{beside_the_program("station/wine")})
        if (entry.path().string().find("-prepared-") != std::string::npos &&
            (last.empty() || fs::last_write_time(last) < entry.last_write_time()))
            last = entry.path();
    return last;
}

TEST(StartOfVendors, FindsTheRegistryThatWasPrepared) {
    own_folder();
    const std::string provider = layer_above_base("layer_reads_registry.dll");
    put("vendor.reg",
        "Windows Registry Editor Version 5.00\n\n"
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\wsconform\\Layer]\n"
        "\"Enabled\"=dword:00000001\n");

    expect_no_start(provider, "(--prepare COMMAND, --prefix DIR)");
    expect_start(run_on(provider, {"--prepare",
                                   "wine reg import vendor.reg && wineserver -w && ! touch "
                                   "vendor.reg && touch \"$WINEPREFIX/own\""}));
    fs::copy(prepared_last(), "vendors",
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    EXPECT_TRUE(fs::exists("vendors/own"));

    // What the command left is a Windows folder as a vendor would have it.
    put("vendors/drive_c/own.txt", "the vendor's");
    const auto before = fs::last_write_time("vendors/system.reg");
    expect_start(run_on(provider, {"--prefix", "vendors"}));
    EXPECT_EQ(fs::last_write_time("vendors/system.reg"), before);
    fs::remove_all("vendors");
}

TEST(StartOfVendors, SaysWhyAWindowsFolderIsNotPrepared) {
    own_folder();
    const std::string provider = layer_above_base("layer_reads_registry.dll");

    const Ended failed = run_on(provider, {"--prepare", "echo the key is wrong; exit 7"});
    const Ended no_prefix = run_on(provider, {"--prefix", "."});
    const Ended elsewhere = run_on(provider, {"--prefix", ".", "--agent", "x"});

    EXPECT_EQ(failed.status, 3);
    EXPECT_NE(failed.err.find("--prepare: the command ended with exit status 7 and printed: the "
                              "key is wrong"),
              std::string::npos)
        << failed.err;
    EXPECT_EQ(std::ranges::count(failed.err, '\n'), 1) << failed.err;
    EXPECT_EQ(no_prefix.status, 2);
    EXPECT_NE(no_prefix.err.find("is no Windows folder of Wine"), std::string::npos);
    EXPECT_EQ(elsewhere.status, 2);
    EXPECT_NE(elsewhere.err.find("prepare the other machine itself"), std::string::npos);
}

}  // namespace
}  // namespace wsconform
