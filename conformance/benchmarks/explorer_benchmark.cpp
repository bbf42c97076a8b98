// SPDX-License-Identifier: Apache-2.0

// The explorer against SPIN on the same bounded model, in one run: states a second of processor
// time, and memory. SPIN's code is generated and compiled beforehand; how long that took is a
// counter of its own. Of both the quickest run counts.

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>

#include "conformance/exploring/explorer.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// What a process took.
struct Cost {
    double seconds{};  ///< Of the processor.
    double bytes{};    ///< At its peak.
};

Cost cost_of(const std::function<void()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        body();
        _exit(1);
    }
    rusage usage{};
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return {};
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime),
            1024.0 * static_cast<double>(usage.ru_maxrss)};
}

double number_before(const std::string& text, const std::string& words) {
    std::smatch found;
    if (!std::regex_search(text, found, std::regex{"([0-9.]+)\\s+" + words})) return 0;
    return std::stod(found[1]);
}

/// What SPIN needed for a bound; no states if it is not installed.
struct SpinRun {
    double states{};
    double transitions{};
    Cost cost;
    double preparation{};  ///< Seconds.
    double state_bytes{};  ///< Without the hash table and the rest of the process.
};

/// One search, with a hash table of 2^`size` entries.
void search_with_spin(const fs::path& folder, const std::string& size, SpinRun& best) {
    const std::string report = folder / "report";
    const std::string table = "-w" + size;
    const Cost cost = cost_of([&] {
        if (chdir(folder.c_str()) != 0 || freopen(report.c_str(), "w", stdout) == nullptr) return;
        execl("./pan", "pan", "-m1000000", table.c_str(), nullptr);
    });
    if (best.states != 0 && cost.seconds >= best.cost.seconds) return;
    std::stringstream text;
    text << std::ifstream{report}.rdbuf();
    best.cost = cost;
    best.states = number_before(text.str(), "states, stored");
    best.transitions = number_before(text.str(), "transitions") - 1;
    constexpr double mega = 1024.0 * 1024.0;
    best.state_bytes = mega * number_before(text.str(), "actual memory usage for states");
}

SpinRun run_of_spin(const Bound& bound) {
    const std::string requests = std::to_string(bound.requests);
    const std::string threads = std::to_string(bound.threads);
    const fs::path folder = fs::path{WSCONFORM_BENCHMARK_FOLDER} / (requests + "-" + threads);
    fs::create_directories(folder);
    SpinRun run;
    const auto start = std::chrono::steady_clock::now();
    const std::string prepare = "cd '" + folder.string() +
                                "' && spin -o1 -o2 -o3 -DREQUESTS=" + requests +
                                " -DTHREADS=" + threads + " -a '" WSCONFORM_PROMELA "'" +
                                " && cc -w -O3 -DBFS -DSAFETY -DNOREDUCE -o pan pan.c";
    if (std::system(prepare.c_str()) != 0) return run;
    run.preparation = seconds_since(start);
    for (int i = 0; i < 3; ++i) {
        for (const char* const size : {"16", "18", "20", "24"})
            search_with_spin(folder, size, run);
    }
    return run;
}

const SpinRun& spin(const Bound& bound) {
    static std::map<std::pair<std::size_t, std::size_t>, SpinRun> runs;
    const std::pair key{bound.requests, bound.threads};
    const auto at = runs.find(key);
    return at == runs.end() ? runs.emplace(key, run_of_spin(bound)).first->second : at->second;
}

void explore(benchmark::State& state) {
    const Bound bound{.requests = static_cast<std::size_t>(state.range(0)),
                      .threads = static_cast<std::size_t>(state.range(1))};
    const SpinRun& other = spin(bound);
    const Cost whole = cost_of([&] { Explorer{Spec{}, bound}.explore(); });
    Exploration found;
    double bytes = 0;
    double seconds = 0;
    for ([[maybe_unused]] auto iteration : state) {
        const double start = processor_seconds();
        Explorer explorer{Spec{}, bound};
        found = explorer.explore();
        const double taken = processor_seconds() - start;
        seconds = seconds == 0 ? taken : std::min(seconds, taken);
        bytes = static_cast<double>(explorer.bytes());
    }
    const auto states = static_cast<double>(found.states);
    state.counters["states"] = states;
    state.counters["states/s"] = states / seconds;
    state.counters["bytes/state"] = bytes / states;
    state.counters["peak"] = whole.bytes;
    if (other.states == 0) return;
    if (other.states != states || other.transitions != static_cast<double>(found.transitions))
        state.SkipWithError("SPIN counts otherwise");
    state.counters["spin_states/s"] = other.states / other.cost.seconds;
    state.counters["spin_prepares_s"] = other.preparation;
    state.counters["spin_bytes/state"] = other.state_bytes / states;
    state.counters["spin_peak"] = other.cost.bytes;
    state.counters["speed/spin"] = other.cost.seconds / seconds;
    state.counters["state_memory/spin"] = bytes / other.state_bytes;
    state.counters["peak/spin"] = whole.bytes / other.cost.bytes;
}

BENCHMARK(explore)
    ->Args({2, 1})
    ->Args({2, 2})
    ->Args({3, 1})
    ->Iterations(12)  // As many as SPIN gets.
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wsconform
