// SPDX-License-Identifier: Apache-2.0

// Goal: the DLL that is judged is the one that was named, whatever it is called and whatever it
// needs; and of one that cannot be loaded, the cause is named.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* zero_handle = "WSACancelAsyncRequest/zero_handle_is_refused";

/// A copy of one of the stand-ins beside the program, under another name.
void copied(const char* stand_in, const fs::path& to) {
    if (to.has_parent_path()) fs::create_directories(to.parent_path());
    fs::copy_file(beside_the_program(stand_in), to);
}

Ended run_on(const std::string& provider, const std::string& filter) {
    return ended({"run", "--provider", provider, "--quiescence", "300", "--filter", filter, "--out",
                  "out", "--no-self-check"});
}

/// The error that the proxies are known by, and no DLL of Wine's.
void expect_the_proxy(const Ended& ran) {
    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    const json purpose = json_of("out/report.json").at("purposes").at(zero_handle);
    EXPECT_EQ(purpose.at("verdict"), "fail") << purpose;
    EXPECT_NE(purpose.at("violations").at(0).at("observed").get<std::string>().find("WSAEFAULT"),
              std::string::npos)
        << purpose;
}

void expect_said(const Ended& ran, const std::string& words) {
    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
    EXPECT_FALSE(fs::exists("out/report.json"));
}

TEST(NamedDll, IsJudgedUnderTheNameOfOneOfWines) {
    for (const std::string name : {"ws2_32.dll", "wsock32.dll"}) {
        own_folder();
        copied(("proxy_of_" + name).c_str(), name);

        expect_the_proxy(run_on("api:./" + name, "WSACancelAsyncRequest.zero*:send.bytes*"));
        // What it passes on reaches the system's DLL of the same name.
        const json summary = json_of("out/report.json").at("summary").at("verdicts");
        EXPECT_EQ(summary.at("error"), 0) << summary;
    }
}

TEST(NamedDll, IsJudgedWhateverItsFolderIsCalled) {
    own_folder();
    const fs::path folder = "a, b=c;\xC3\xA4 \xE2\x82\xAC";
    copied("proxy_of_ws2_32.dll", folder / "WS2_32.DLL");

    expect_the_proxy(run_on("api:" + (folder / "WS2_32.DLL").string(), "WSACancelAsync*.zero*"));
}

/// A bare name is a file, as it is for every other program.
TEST(NamedDll, IsTheOneInTheCurrentFolder) {
    own_folder();
    copied("proxy_of_ws2_32.dll", "ws2_32.dll");

    expect_the_proxy(run_on("api:ws2_32.dll", "WSACancelAsyncRequest.zero*"));
}

TEST(NamedDll, IsATransportProviderUnderTheNameOfOneOfWines) {
    own_folder();
    copied("base_provider.dll", "mswsock.dll");
    copied("layered_provider.dll", "dnsapi.dll");
    // What transport providers call above them is the system's, as on Windows.
    copied("companion.dll", "ws2_32.dll");

    for (const char* const provider : {"spi:mswsock.dll", "spi:dnsapi.dll+mswsock.dll"}) {
        const Ended ran = run_on(provider, "shutdown.each*");

        EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
        const json verdicts = json_of("out/report.json").at("summary").at("verdicts");
        EXPECT_EQ(verdicts.at("pass"), 1) << verdicts;
    }
}

TEST(NamedDll, FindsWhatIsBesideItAlsoUnderTheNameOfOneOfWines) {
    for (const std::string needed : {"companion", "dnsapi"}) {
        own_folder();
        copied(("needs_" + needed + ".dll").c_str(), "its/ws2_32.dll");
        copied("companion.dll", "its/" + needed + ".dll");

        const Ended ran = run_on("api:its/ws2_32.dll", "WSAStartup.*");

        EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
        EXPECT_NE(text_of("out/report.json").find("WSASYSNOTREADY"), std::string::npos) << ran.out;
    }
}

TEST(NamedDll, SaysWhichDllOrFunctionIsMissing) {
    own_folder();
    copied("needs_companion.dll", "its/some.dll");
    expect_said(run_on("api:its/some.dll", "WSAStartup.*"),
                R"(its\some.dll: it needs companion.dll, which is neither in Z:\)");

    put("its/companion.dll", "not a DLL");
    expect_said(run_on("api:its/some.dll", "WSAStartup.*"),
                "it needs companion.dll, which is beside it and cannot be loaded: it is no DLL");

    fs::remove("its/companion.dll");
    copied("proxy_of_wsock32.dll", "its/companion.dll");
    expect_said(run_on("api:its/some.dll", "WSAStartup.*"),
                "it needs companion_answer of companion.dll, which the one here does not export");

    copied("needs_dnsapi.dll", "its/other.dll");
    expect_said(run_on("spi:its/other.dll", "recv.*"),
                "it needs companion_answer of dnsapi.dll, which the one here does not export");
}

TEST(NamedDll, SaysWhyItRefusesToBeLoaded) {
    own_folder();
    copied("stubborn.dll", "refuses.dll");
    copied("stubborn.dll", "raises.dll");
    copied("needs_companion.dll", "some.dll");
    copied("stubborn.dll", "companion.dll");

    expect_said(run_on("api:refuses.dll", "WSAStartup.*"), "its DllMain refuses");
    expect_said(run_on("spi:raises.dll", "recv.*"), "spi:raises.dll: cannot load Z:");
    expect_said(run_on("spi:raises.dll", "recv.*"),
                "its DllMain raised exception 0xC0000005 (access violation), in ");
    expect_said(run_on("spi:raises.dll", "recv.*"), "called from raises.dll+0x");
    expect_said(run_on("api:some.dll", "WSAStartup.*"),
                "it needs companion.dll, which is beside it and cannot be loaded: its DllMain");
}

TEST(NamedDll, MayHaveAnyLetters) {
    own_folder();
    const std::string name = "b\u00FC+ \u6211.dll";
    copied("base_provider.dll", name);
    put("b\u00E4d.dll", "no DLL");

    const Ended ran = run_on("spi:" + name, "WSPStartup.null*");

    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(json_of("out/report.json").at("provider"), "spi:" + name);
    fs::remove("out/report.json");
    expect_said(run_on("api:b\u00E4d.dll", "WSAStartup.*"), "\\b\u00E4d.dll: it is no DLL");
}

TEST(NamedDll, IsToldWithWhatIsBesideIt) {
    own_folder();
    copied("needs_companion.dll", "its/some.dll");
    copied("companion.dll", "its/companion.dll");
    run_on("api:its/some.dll", "WSAStartup.*");

    const json tested = json_of("out/report.json").at("tested");
    ASSERT_EQ(tested.at("companions").size(), 1U) << tested;
    EXPECT_EQ(tested.at("companions").at(0).at("file"), "companion.dll");
    EXPECT_EQ(tested.at("companions").at(0).at("size"), fs::file_size("its/companion.dll"));
    EXPECT_EQ(tested.at("dlls").size(), 1U) << tested;
}

/// The machine in the header is changed, which is all that is looked at.
TEST(NamedDll, SaysForWhichMachineItIs) {
    own_folder();
    copied("companion.dll", "some.dll");
    std::string text = text_of("some.dll");
    const std::size_t header = static_cast<unsigned char>(text.at(0x3C)) +
                               256U * static_cast<unsigned char>(text.at(0x3D));
    put("some.dll", text.replace(header + 4, 2, "\x64\xAA"));
    expect_said(run_on("api:some.dll", "WSAStartup.*"), "aarch64");
}

TEST(NamedDll, SaysWhereADllOf32BitsLiesAmongThoseOf64) {
    own_folder();
    copied("needs_companion.dll", "its/some.dll");
    copied("32/companion.dll", "its/companion.dll");
    expect_said(run_on("api:its/some.dll", "WSAStartup.*"),
                "companion.dll, which is beside it and cannot be loaded: it is a 32-bit DLL, and "
                "what needs it a 64-bit one; put the 64-bit one there");

    const Ended by_the_wrong_agent =
        ended({"run", "--provider", "api:its/companion.dll", "--agent-program",
               beside_the_program("wsconform-agent.exe"), "--out", "out", "--no-self-check"});
    expect_said(by_the_wrong_agent,
                "it is a 32-bit DLL, and the agent is a 64-bit program; start the "
                "wsconform-agent.exe for 32 bits");
}

TEST(NamedDll, IsToldByWhatItsFileHolds) {
    own_folder();
    copied("proxy_of_wsock32.dll", "wsock32.dll");
    run_on("api:wsock32.dll", "WSACancelAsyncRequest.zero*");

    const json tested = json_of("out/report.json").at("tested");
    EXPECT_TRUE(tested.at("system").get<std::string>().starts_with("wine-")) << tested;
    const json& dll = tested.at("dlls").at(0);
    EXPECT_EQ(dll.at("file"), "wsock32.dll");
    EXPECT_EQ(dll.at("machine"), "x86_64");
    EXPECT_EQ(dll.at("size"), fs::file_size("wsock32.dll"));
    const auto fingerprint = dll.at("sha256").get<std::string>();
    EXPECT_EQ(fingerprint.size(), 64U);
    EXPECT_EQ(ended({"bundle", "out", "--out", "good"}).status, 0);
    EXPECT_EQ(ended({"verify", "good"}).status, 0);

    // Of another build nothing is taken over, and no trace of it is believed.
    put("wsock32.dll", text_of("wsock32.dll") + "more");
    const Ended resumed =
        ended({"run", "--provider", "api:wsock32.dll", "--quiescence", "300", "--filter",
               "WSACancelAsyncRequest.zero*", "--out", "out", "--no-self-check", "--resume"});
    EXPECT_EQ(resumed.status, 2) << resumed.err;
    EXPECT_NE(resumed.err.find("another build of the DLL"), std::string::npos) << resumed.err;
    const fs::path trace = "out/traces/WSACancelAsyncRequest.zero_handle_is_refused.jsonl";
    std::string text = text_of(trace);
    put(trace, text.replace(text.find(fingerprint), 4, "0000"));
    const Ended bundled = ended({"bundle", "out", "--out", "bad"});
    EXPECT_EQ(bundled.status, 1) << bundled.out;
    EXPECT_NE((bundled.out + bundled.err).find("is of another DLL"), std::string::npos)
        << bundled.out << bundled.err;
}

/// The file is replaced where a run is between two purposes.
TEST(NamedDll, ThatIsReplacedMeanwhileIsNotJudged) {
    own_folder();
    copied("proxy_of_ws2_32.dll", "ws2_32.dll");
    Program program{{"run", "--provider", "api:ws2_32.dll", "--quiescence", "300", "--filter",
                     "send.*:recv.*:WSACancelAsyncRequest.*", "--out", "out", "--no-self-check"}};
    EXPECT_TRUE(comes_true([] { return fs::exists("out/traces") && !fs::is_empty("out/traces"); }));

    put("ws2_32.dll", text_of("ws2_32.dll") + "more");
    const Ended ran = program.ended();

    EXPECT_EQ(ran.status, 3) << ran.out;
    EXPECT_NE(ran.err.find("has been changed since the run began"), std::string::npos) << ran.err;
    EXPECT_FALSE(json_of("out/report.json").at("summary").at("lost").empty());
}

/// Wine always puts its own DLL in the place of one that says Wine built it.
TEST(NamedDll, NeverLendsItsNameToAnother) {
    own_folder();
    for (const fs::path& folder : kept_windows_folders()) {
        const fs::path own = folder / "drive_c/windows/system32/ws2_32.dll";
        if (!fs::is_regular_file(own)) continue;
        std::string text = text_of(own);
        const std::size_t header = static_cast<unsigned char>(text.at(0x3C));
        text.at(header + 8) = static_cast<char>(text.at(header + 8) ^ 1);  // Its link time.
        put("ws2_32.dll", text);

        expect_said(run_on("api:ws2_32.dll", "WSAStartup.*"),
                    R"(ws2_32.dll was named, and Wine loaded its own DLL of that name)");
    }
    EXPECT_TRUE(fs::exists("ws2_32.dll"));
}

}  // namespace
}  // namespace wsconform
