// SPDX-License-Identifier: Apache-2.0

// Goal: the program for Windows says and writes what the one for Linux does, byte for byte. Method:
// the same words to both, each in a folder of its own, the one for Windows in Wine; then all that
// was said and all files are compared.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "harness/main/tests/on_windows.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

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
    if (!has_program_for_windows()) GTEST_SKIP() << no_program_for_windows;
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

}  // namespace
}  // namespace wsconform
