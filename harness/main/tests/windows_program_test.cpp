// SPDX-License-Identifier: Apache-2.0

// Goal: the program for Windows says and writes what the one for Linux does, byte for byte. Method:
// the same words to both, each in a folder of its own, the one for Windows in Wine; then all that
// was said and all files are compared.

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/process.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

using Words = std::vector<std::string>;

constexpr const char* not_built = "./check builds wsconform.exe, and puts it beside the program";

/// A Windows folder of the test's own, and the program in it.
class OnWindows {
  public:
    explicit OnWindows(const fs::path& folder)
        : prefix_{folder / "prefix"}, scratch_{folder / "tmp"} {
        fs::create_directories(scratch_);
        const fs::path known = fs::path{WSCONFORM_PROGRAM}.parent_path() / "station" / "wine";
        const auto here = [this](const fs::path& /*writable*/, const auto& work) {
            work(scratch_);
        };
        copy_prefix(template_prefix(wine_, known, here), prefix_);
        session_.emplace(wine_, prefix_, scratch_);
    }
    Command command(const Words& words,
                    const fs::path& program = beside_the_program("wsconform.exe")) const {
        Command command{{"/bin/sh", "-c", R"(exec "$@" >said 2>complained)", "sh",
                         wine_.program.string(), program.string()},
                        wine_environment(wine_, prefix_, scratch_)};
        command.words.insert(command.words.end(), words.begin(), words.end());
        return command;
    }

  private:
    Wine wine_ = chosen_wine("");
    fs::path prefix_;
    fs::path scratch_;
    std::optional<WineSession> session_;
};

Command on_linux(const Words& words) {
    Command command{{"/bin/sh", "-c", R"(exec "$@" >said 2>complained)", "sh", WSCONFORM_PROGRAM}};
    command.words.insert(command.words.end(), words.begin(), words.end());
    return command;
}

std::optional<int> status_of(const Command& command, const fs::path& folder) {
    const fs::path before = fs::current_path();
    fs::current_path(folder);
    ChildProcess process{command};
    fs::current_path(before);
    const auto status = process.status(ChildProcess::Clock::now() + 120s);
    return status ? exit_status_of(*status) : std::nullopt;
}

/// What was said, but for the line by which a run tells its machine.
std::string without_the_machine(std::string said) {
    const std::size_t at = said.find("machine   ");
    return at == std::string::npos ? said : said.erase(at, said.find('\n', at) - at);
}

/// But for what tells when and where a run was, and how long it took.
std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file() && entry.path().filename() != "run.json")
            files[fs::relative(entry.path(), folder).string()] = text_of(entry.path());
    }
    files["said"] = without_the_machine(files["said"]);
    return files;
}

void expect_same(const fs::path& here, const fs::path& there) {
    const auto ours = files_below(here);
    const auto theirs = files_below(there);
    std::set<std::string> names;
    for (const auto& files : {ours, theirs}) {
        for (const auto& [name, text] : files)
            names.insert(name);
    }
    for (const std::string& name : names) {
        const bool is_same =
            ours.contains(name) && theirs.contains(name) && ours.at(name) == theirs.at(name);
        EXPECT_TRUE(is_same) << name << " differs: see it below " << there;
    }
}

constexpr const char* some = "recv.*:WSARecvDisconnect.*:WSACancelAsyncRequest.z*";
constexpr const char* known = R"({"format": "wsconform-expectations/1",
                                  "provider": "simulated", "purposes": {}})";

constexpr const char* beyond_ascii = "Bericht é 漢 😀";

/// In this order: later ones read what earlier ones wrote.
const std::vector<Words>& verbs() {
    static const std::vector<Words> all{
        {"--version"},
        {"run", "--help"},
        {"strange"},
        {"run", "--provider", "simulated", "--filter", some, "--out", "good"},
        {"run", "--provider", "simulated:suspend=RDC-08", "--filter", some, "--out", "bad"},
        {"run", "--provider", "simulated", "--filter", "generated.*", "--cases", "3", "--seed", "7",
         "--jobs", "2", "--out", "drawn"},
        {"run", "--provider", "simulated", "--filter", "shutdown.*", "--out", beyond_ascii},
        {"report", beyond_ascii, "--markdown", std::string{beyond_ascii} + ".md"},
        {"bundle", beyond_ascii, "--out", std::string{beyond_ascii} + "/é"},
        {"verify", std::string{beyond_ascii} + "/é"},
        {"check", std::string{"no-"} + beyond_ascii},
        {"report", "good", "bad", "--html", "both", "--markdown", "both.md"},
        {"report", "bad", "--junit", "bad.xml", "--badge", "bad.svg"},
        {"diff", "good/report.json", "bad/report.json"},
        {"gate", "good/report.json", "--expectations", "known.json", "--today", "2026-11-29"},
        {"gate", "bad/report.json", "--expectations", "known.json", "--today", "2026-11-29"},
        {"bundle", "bad", "--out", "bad.bundle"},
        {"verify", "bad.bundle"},
        {"bundle", "good", "--anonymous"},
        {"check", "bad/traces"},
        {"check", "missing/file.json"},
        {"explain", "RDC-08"},
        {"explain", "recv"},
        {"reproduce", "recv/graceful_close_reads_as_zero_bytes", "--out", "program.c"},
        {"explore", "--svg", "graph/states.svg", "--scenarios", "covering"},
        {"mutants", "--filter", "WSARecvDisconnect.*"},
        {"run", "--provider", "simulated", "--filter", some, "--out", "good", "--resume"}};
    return all;
}

TEST(WindowsProgram, SaysAndWritesWhatTheOneForLinuxDoes) {
    if (!fs::exists(beside_the_program("wsconform.exe"))) GTEST_SKIP() << not_built;
    const fs::path folder = own_folder();
    const OnWindows windows{folder};
    for (const char* const name : {"linux", "windows"})
        put(folder / name / "known.json", known);

    for (const Words& words : verbs()) {
        std::string line;
        for (const std::string& word : words)
            line += word + " ";
        SCOPED_TRACE(line);
        const auto here = status_of(on_linux(words), folder / "linux");
        const auto there = status_of(windows.command(words), folder / "windows");
        EXPECT_EQ(here, there);
        expect_same(folder / "linux", folder / "windows");
        if (HasFailure()) break;
    }
}

/// The verdict by the purpose; "untested" where a machine could not show it.
std::map<std::string, std::string> verdicts_in(const fs::path& report) {
    std::map<std::string, std::string> verdicts;
    const nlohmann::json document = json_of(report);
    for (const auto& [id, purpose] : document.at("purposes").items())
        verdicts[id] = purpose.at("verdict").get<std::string>();
    return verdicts;
}

TEST(WindowsProgram, JudgesATransportProviderAsTheOneForLinuxDoes) {
    if (!fs::exists(beside_the_program("wsconform.exe"))) GTEST_SKIP() << not_built;
    const fs::path folder = own_folder();
    const OnWindows windows{folder};
    for (const char* const name : {"linux", "windows"})
        put(folder / name / "known.json", known);
    const fs::path dll = folder / beyond_ascii / "base_provider.dll";
    fs::create_directory(dll.parent_path());
    fs::copy_file(beside_the_program("base_provider.dll"), dll);
    const Words words{"run",
                      "--provider",
                      "spi:" + dll.string(),
                      "--filter",
                      "WSARecvDisconnect.*:shutdown.*:WSPStartup.*",
                      "--out",
                      "base"};

    const auto here = status_of(on_linux(words), folder / "linux");
    const auto there = status_of(windows.command(words), folder / "windows");

    EXPECT_EQ(here, there) << text_of(folder / "windows/complained");
    const auto ours = verdicts_in(folder / "linux/base/report.json");
    std::size_t played = 0;
    for (const auto& [id, verdict] : verdicts_in(folder / "windows/base/report.json")) {
        if (verdict == "untested") continue;
        ++played;
        EXPECT_EQ(verdict, ours.at(id)) << id;
    }
    EXPECT_GT(played, ours.size() / 2);
}

/// Processes with this among the words they were started with.
std::size_t running(const std::string& words) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator{"/proc"}) {
        if (text_of(entry.path() / "cmdline").find(words) != std::string::npos) ++count;
    }
    return count;
}

TEST(WindowsProgram, KilledLeavesNothingBehind) {
    if (!fs::exists(beside_the_program("wsconform.exe"))) GTEST_SKIP() << not_built;
    const fs::path folder = own_folder();
    const OnWindows windows{folder};
    const std::string own_name = "killed-program";
    fs::create_directory(own_name);
    for (const char* const file : {"wsconform.exe", "wsconform-agent.exe", "base_provider.dll"})
        fs::copy_file(beside_the_program(file), fs::path{own_name} / file);

    ChildProcess process{
        windows.command({"run", "--provider", "spi:killed-program/base_provider.dll",
                         "--no-self-check", "--out", "base"},
                        folder / own_name / "wsconform.exe")};
    // A station is told where the agent is, too; only the agent is told the provider next.
    const std::string agent = own_name + "\\wsconform-agent.exe" + '\0' + "--spi";
    const bool has_played = comes_true([&] { return running(agent) > 0; });
    process.kill();

    EXPECT_TRUE(has_played) << text_of("complained");
    EXPECT_TRUE(comes_true([&] { return running(own_name) == 0; }));
}

}  // namespace
}  // namespace wsconform
