// SPDX-License-Identifier: Apache-2.0

// Goal: the program for Windows judges a DLL as the one for Linux does, of 64 and of 32 bits; only
// what its far end cannot show it leaves untested. Method: the same DLLs by both, that for Windows
// in Wine; whole runs are held against the published reports, which Linux plays in tests of its
// own.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "harness/main/tests/on_windows.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* no_32_bits = "Wine here runs no programs of 32 bits";

/// What needs a reset, which the sockets of Wine show to a Windows program as an end.
const std::set<std::string>& not_shown_by_wine() {
    static const std::set<std::string> purposes{
        "WSACancelBlockingCall/keeps_a_cancelled_connection_from_being_used",
        "WSACancelBlockingCall/spares_the_abortive_close",
        "WSARecvDisconnect/provider_may_absorb_unread_data",
        "closesocket/zero_linger_resets_the_connection",
        "shutdown/later_data_after_sd_receive_resets",
        "shutdown/sd_receive_with_unread_data_resets"};
    return purposes;
}

/// How many were played; each has to have the verdict that it has on Linux.
std::size_t expect_same_verdicts(const fs::path& here, const fs::path& known) {
    const auto ours = verdicts_in(known);
    std::size_t played = 0;
    for (const auto& [id, verdict] : verdicts_in(here)) {
        if (!ours.contains(id)) continue;
        const bool is_shown = verdict != "untested";
        if (is_shown && verdict != "not-applicable") ++played;
        EXPECT_TRUE(is_shown || not_shown_by_wine().contains(id)) << id << " is untested";
        EXPECT_TRUE(!is_shown || verdict == ours.at(id)) << id << ": " << verdict;
    }
    return played;
}

class WindowsVerdicts : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_program_for_windows()) GTEST_SKIP() << no_program_for_windows;
        windows_.emplace(folder_);
        for (const char* const name : {"linux", "windows"})
            fs::create_directories(folder_ / name);
    }

    /// A copy of a file beside the program, in a folder of its own.
    fs::path copied(const std::string& file, const std::string& name) const {
        const fs::path copy = folder_ / beyond_ascii / name;
        fs::create_directories(copy.parent_path());
        fs::copy_file(beside_the_program(file), copy, fs::copy_options::overwrite_existing);
        return copy;
    }

    /// Plays it on both systems, and compares.
    void expect_same_on_both(const std::string& provider, const Words& more) const {
        Words words{"run", "--provider", provider, "--quiescence", "300", "--out", "out"};
        words.insert(words.end(), more.begin(), more.end());
        const auto here = status_of(on_linux(words), folder_ / "linux");
        const auto there = status_of(windows_->command(words), folder_ / "windows");

        EXPECT_EQ(here, there) << text_of(folder_ / "windows/complained");
        EXPECT_GT(expect_same_verdicts(of_windows_, of_linux_), 0U);
        const json ours = json_of(of_linux_);
        const json theirs = json_of(of_windows_);
        EXPECT_EQ(ours.at("self_check"), theirs.at("self_check"));
        EXPECT_EQ(ours.at("tested").at("dlls"), theirs.at("tested").at("dlls"));
        EXPECT_EQ(ours.at("capabilities").at("bits"), theirs.at("capabilities").at("bits"));
    }

    void expect_same_transport_provider(const std::string& bits) const {
        expect_same_on_both("spi:" + copied(bits + "base_provider.dll", bits + "base.dll").string(),
                            {"--filter", "WSARecvDisconnect.*:shutdown.*:WSPStartup.*"});
        // The five that are wrong in one way each, with what they break.
        EXPECT_EQ(json_of(of_windows_).at("self_check").at("caught").size(), 5U);
    }

    /// It refuses one call otherwise than Winsock, so that it is known to be the one.
    void expect_same_dll_like_winsocks(const std::string& bits) const {
        expect_same_on_both(
            "api:" + copied(bits + "proxy_of_ws2_32.dll", bits + "vendor.dll").string(),
            {"--filter",
             "WSACancelAsyncRequest.zero_handle_is_refused:send.bytes*:recv.graceful*:"
             "WSASetLastError.*",
             "--no-self-check"});
        for (const fs::path& report : {of_linux_, of_windows_}) {
            const json purpose =
                json_of(report).at("purposes").at("WSACancelAsyncRequest/zero_handle_is_refused");
            EXPECT_NE(purpose.dump().find("WSAEFAULT"), std::string::npos) << purpose;
        }
    }

    void expect_as_published(const std::string& provider, const std::string& name) const {
        const auto status =
            status_of(windows_->command({"run", "--provider", provider, "--quiescence", "300",
                                         "--jobs", "4", "--no-self-check", "--out", "out"}),
                      folder_ / "windows", std::chrono::seconds{540});

        EXPECT_EQ(status, 0) << text_of(folder_ / "windows/complained");
        const fs::path published = fs::path{WSCONFORM_SCENARIOS} / "../reports/published" / name;
        EXPECT_GT(expect_same_verdicts(of_windows_, published), 231U);
    }

    const fs::path folder_ = own_folder();
    const fs::path of_linux_ = folder_ / "linux/out/report.json";
    const fs::path of_windows_ = folder_ / "windows/out/report.json";
    std::optional<OnWindows> windows_;
};

std::string chain_of(const std::string& bits) {
    return "spi:" + beside_the_program(bits + "layered_provider.dll") + "+" +
           beside_the_program(bits + "base_provider.dll");
}

TEST_F(WindowsVerdicts, OfATransportProviderAreThoseOfLinux) {
    expect_same_transport_provider("");
}

TEST_F(WindowsVerdicts, OfADllLikeWinsocksAreThoseOfLinux) {
    expect_same_dll_like_winsocks("");
}

TEST_F(WindowsVerdicts, OfAWholeTransportProviderAreAsPublished) {
    expect_as_published("spi:" + beside_the_program("base_provider.dll"), "base.json");
}

TEST_F(WindowsVerdicts, OfAWholeChainAreAsPublished) {
    expect_as_published(chain_of(""), "chain.json");
}

TEST_F(WindowsVerdicts, OfADllOf32BitsWhereWindowsRunsNoneAreNone) {
    if (windows_->plays_32_bits()) GTEST_SKIP() << "Wine here runs programs of 32 bits";
    const std::string dll = beside_the_program("32/base_provider.dll");
    const auto status = status_of(windows_->command({"run", "--provider", "spi:" + dll}), folder_);

    EXPECT_EQ(status, 3);
    EXPECT_NE(text_of("complained").find("this Windows runs no programs of 32 bits"),
              std::string::npos)
        << text_of("complained");
}

class WindowsVerdictsOf32Bits : public WindowsVerdicts {
  protected:
    void SetUp() override {
        WindowsVerdicts::SetUp();
        if (!IsSkipped() && !windows_->plays_32_bits()) GTEST_SKIP() << no_32_bits;
    }
};

TEST_F(WindowsVerdictsOf32Bits, OfATransportProviderAreThoseOfLinux) {
    expect_same_transport_provider("32/");
}

TEST_F(WindowsVerdictsOf32Bits, OfADllLikeWinsocksAreThoseOfLinux) {
    expect_same_dll_like_winsocks("32/");
}

TEST_F(WindowsVerdictsOf32Bits, OfAWholeTransportProviderAreAsPublished) {
    expect_as_published("spi:" + beside_the_program("32/base_provider.dll"), "base.json");
}

TEST_F(WindowsVerdictsOf32Bits, OfAWholeChainAreAsPublished) {
    expect_as_published(chain_of("32/"), "chain.json");
}

}  // namespace
}  // namespace wsconform
