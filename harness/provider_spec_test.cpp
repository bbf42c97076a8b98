// SPDX-License-Identifier: Apache-2.0

#include "harness/provider_spec.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "conformance/text/input_error.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

/// An empty folder of the test's own, with these files.
fs::path folder_with(const std::vector<std::string>& files) {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const fs::path folder = fs::path{testing::TempDir()} / "wsconform" / test->name();
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const std::string& file : files)
        std::ofstream{folder / file} << "MZ";
    return folder;
}

std::string fault_of(const std::string& text) {
    try {
        parse_provider(text);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no fault";
}

TEST(ProviderSpec, NamesATransportProvider) {
    const std::string base = folder_with({"base.dll"}) / "base.dll";

    const ProviderSpec spec = parse_provider("spi:" + base);

    EXPECT_FALSE(spec.is_simulated);
    EXPECT_EQ(spec.name, "spi:base.dll");
    EXPECT_EQ(spec.chain, Paths{base});
    EXPECT_TRUE(parse_provider("wine").chain.empty());
}

TEST(ProviderSpec, NamesAChainWithItsTopFirst) {
    const fs::path folder = folder_with({"a+b.dll", "layer.dll", "base.dll"});
    const std::string odd = folder / "a+b.dll";
    const std::string layer = folder / "layer.dll";
    const std::string base = folder / "base.dll";

    EXPECT_EQ(parse_provider("spi:" + layer + "+" + base).chain, (Paths{layer, base}));
    // A "+" that belongs to a name.
    EXPECT_EQ(parse_provider("spi:" + odd + "+" + base).chain, (Paths{odd, base}));
    EXPECT_EQ(parse_provider("spi:" + layer + "+" + odd).chain, (Paths{layer, odd}));
}

TEST(ProviderSpec, MakesTheNameOfAFileAPath) {
    const fs::path folder = folder_with({"base.dll"});
    fs::current_path(folder);

    EXPECT_EQ(parse_provider("spi:base.dll").chain, Paths{fs::current_path() / "base.dll"});
    EXPECT_EQ(parse_provider("spi:./base.dll").chain, Paths{fs::current_path() / "base.dll"});
}

TEST(ProviderSpec, OfWhatIsBeneathADllOfApiOnly) {
    ProviderSpec above;
    above.name = "api:proxy.dll";
    EXPECT_EQ(parse_beneath("wine:wsock32", above).dll, "wsock32.dll");
    for (const char* const text : {"simulated", "nonsense"})
        EXPECT_THROW(parse_beneath(text, above), InputError) << text;
    above.name = "wine";
    EXPECT_THROW(parse_beneath("wine:wsock32", above), InputError);
}

TEST(ProviderSpec, LeavesAPathOfAnotherMachineToIt) {
    EXPECT_EQ(parse_provider(R"(spi:C:\lsp\top.dll+C:\lsp\base.dll)").chain,
              (Paths{R"(C:\lsp\top.dll)", R"(C:\lsp\base.dll)"}));
}

TEST(ProviderSpec, SaysWhatIsWrongWithAChain) {
    const fs::path folder = folder_with({"base.dll"});
    const std::string base = folder / "base.dll";
    const std::string missing = folder / "none.dll";
    std::string long_chain = "spi:" + base;
    for (int i = 0; i < 7; ++i)
        long_chain += R"(+C:\)" + std::to_string(i);
    const struct {
        std::string text;
        std::string said;
    } rows[] = {
        {"spi:", "names no DLL"},
        {"spi:" + base + "+", "names no DLL"},
        {"spi:+" + base, "names no DLL"},
        {"spi:" + missing, missing + ": file: is missing or no file"},
        {"spi:" + base + "+" + missing, missing + ": file: is missing or no file"},
        {"spi:" + folder.string(), "is a folder"},
        {"spi:" + base + "+" + base, "is in the chain twice"},
        {long_chain, "at most 7 DLLs"},
        {"spi", "is unknown"},
        {"spa:" + base, "is unknown"},
    };
    for (const auto& row : rows)
        EXPECT_NE(fault_of(row.text).find(row.said), std::string::npos) << row.text << "\n"
                                                                        << fault_of(row.text);
}

}  // namespace
}  // namespace wsconform
