// SPDX-License-Identifier: Apache-2.0

// What a purpose costs on Wine: a run of the suite beside bare agent processes that are given the
// same calls, in one benchmark. Both are commands, so that this measures what users pay.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Purpose {
    std::string name;  ///< As --filter takes it.
    fs::path script;   ///< What the agent is told, as the station would tell it.
};

bool is_call_alone(const json& step) {
    return step.contains("call") && !step.contains("in_flight") && !step.contains("inside") &&
           !step.contains("thread");
}

/// Those that need nobody but the agent, and wait for nothing.
std::vector<Purpose> purposes_of_calls() {
    const fs::path folder = fs::path{WSCONFORM_BENCHMARK_FOLDER} / "wine";
    fs::create_directories(folder);
    std::vector<fs::path> files;
    for (const auto& file : fs::recursive_directory_iterator{WSCONFORM_SCENARIOS}) {
        const std::string call = file.path().parent_path().filename();
        const bool is_api = call.starts_with("WSAStartup") || call.starts_with("WSACleanup") ||
                            call.starts_with("WSACancelAsync") || call == "closesocket";
        if (is_api && file.path().extension() == ".json") files.push_back(file.path());
    }
    std::ranges::sort(files);
    std::vector<Purpose> purposes;
    for (const fs::path& file : files) {
        json steps = json::parse(std::ifstream{file}).at("steps");
        if (!std::ranges::all_of(steps, is_call_alone)) continue;
        for (json& step : steps)
            step.erase("returns");
        const std::string name =
            file.parent_path().filename().string() + "." + file.stem().string();
        std::ofstream{folder / name}
            << json{{"format", "wsconform-agent/1"},
                    {"ixit", {{"quiescence_ms", 1000}, {"settle_ms", 100}, {"patience_ms", 5000}}},
                    {"steps", steps}}
                   .dump()
            << '\n';
        purposes.push_back({name, folder / name});
    }
    return purposes;
}

const std::vector<Purpose>& purposes() {
    static const std::vector<Purpose> all = purposes_of_calls();
    return all;
}

bool succeeds(const std::string& command) {
    return std::system(command.c_str()) == 0;
}

/// A prefix of its own, whose wineserver stays, as a station's does.
std::string wine_environment() {
    static const std::string environment = [] {
        const fs::path folder = fs::path{WSCONFORM_BENCHMARK_FOLDER} / "wine";
        std::string words = "env -u DISPLAY WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= ";
        words += "WINEPREFIX='" + (folder / "prefix").string() + "' ";
        const bool is_made = succeeds(words + "wineboot -i >/dev/null 2>&1");
        // The one that wineboot leaves behind ends of itself, at a time of its own.
        succeeds(words + "wineserver -k");
        succeeds(words + "wineserver -w");
        return is_made && succeeds(words + "wineserver -p60") ? words : std::string{};
    }();
    return environment;
}

void bare_agents(benchmark::State& state) {
    const std::string wine = wine_environment();
    if (wine.empty()) {
        state.SkipWithError("there is no Wine");
        return;
    }
    for ([[maybe_unused]] auto iteration : state) {
        for (const Purpose& purpose : purposes()) {
            if (!succeeds(wine + "wine '" WSCONFORM_AGENT "' --dll ws2_32.dll < '" +
                          purpose.script.string() + "' >/dev/null 2>&1"))
                state.SkipWithError(purpose.name.c_str());
        }
    }
    state.counters["purposes"] = static_cast<double>(purposes().size());
    succeeds(wine + "wineserver -k");
}

/// With so many of the purposes: what one costs is the difference, the rest is the run's own. The
/// second number says whether the station contains the provider.
void run_of_the_suite(benchmark::State& state) {
    const auto count = std::min(static_cast<std::size_t>(state.range(0)), purposes().size());
    const std::string isolation = state.range(1) == 0 ? " --isolation none" : "";
    std::string filter;
    for (std::size_t i = 0; i < count; ++i)
        filter += (i == 0 ? "" : ":") + purposes()[i].name;
    const fs::path out = fs::path{WSCONFORM_BENCHMARK_FOLDER} / "wine" / "out";
    const std::string command = "'" WSCONFORM_PROGRAM "' run --provider wine --jobs 1" + isolation +
                                " --out '" + out.string() + "' --filter '" + filter +
                                "' >/dev/null 2>&1";
    for ([[maybe_unused]] auto iteration : state) {
        const int status = std::system(command.c_str());
        if (status != 0 && status != 256) state.SkipWithError("the run could not be done");
    }
    state.counters["purposes"] = static_cast<double>(count);
}

BENCHMARK(bare_agents)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);
BENCHMARK(run_of_the_suite)
    ->ArgNames({"purposes", "contained"})
    ->Args({1, 1})
    ->Args({1000, 1})
    ->Args({1, 0})
    ->Args({1000, 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(3);

}  // namespace
}  // namespace wsconform
