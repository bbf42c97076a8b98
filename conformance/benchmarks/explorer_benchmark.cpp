// The explorer against SPIN on the same bounded model, in one run: states a second, and memory.
// SPIN's code is generated and compiled beforehand; how long that took is a counter of its own.

#include <benchmark/benchmark.h>
#include <stdio.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <string>

#include "conformance/explorer.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string output_of(const std::string& command) {
    FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return {};
    std::string text;
    std::array<char, 4096> block{};
    for (std::size_t n = 0; (n = fread(block.data(), 1, block.size(), pipe)) > 0;)
        text.append(block.data(), n);
    return pclose(pipe) == 0 ? text : std::string{};
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
    double seconds{};  ///< Of the search, without its preparation; the best of three.
    double preparation{};
    double state_bytes{};  ///< Of states, without the hash table.
    double table_bytes{};
};

SpinRun run_of_spin(const Bound& bound) {
    const std::string requests = std::to_string(bound.requests);
    const std::string threads = std::to_string(bound.threads);
    const fs::path folder = fs::path{WSCONFORM_BENCHMARK_FOLDER} / (requests + "-" + threads);
    fs::create_directories(folder);
    const std::string within = "cd '" + folder.string() + "' && ";
    SpinRun run;
    const auto start = std::chrono::steady_clock::now();
    const std::string prepare = within + "spin -o1 -o2 -o3 -DREQUESTS=" + requests +
                                " -DTHREADS=" + threads + " -a '" WSCONFORM_PROMELA "'" +
                                " && cc -w -O3 -DBFS -DSAFETY -DNOREDUCE -o pan pan.c";
    if (std::system(prepare.c_str()) != 0) return run;
    run.preparation = seconds_since(start);
    constexpr double mega = 1024.0 * 1024.0;
    for (int i = 0; i < 3; ++i) {
        const auto began = std::chrono::steady_clock::now();
        const std::string report = output_of(within + "./pan -m1000000");
        const double seconds = seconds_since(began);
        if (i == 0 || seconds < run.seconds) run.seconds = seconds;
        run.states = number_before(report, "states, stored");
        run.transitions = number_before(report, "transitions") - 1;
        run.state_bytes = mega * number_before(report, "actual memory usage for states");
        run.table_bytes = mega * number_before(report, "memory used for hash table");
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
    Exploration found;
    double bytes = 0;
    const auto start = std::chrono::steady_clock::now();
    for ([[maybe_unused]] auto iteration : state) {
        Explorer explorer{Spec{}, bound};
        found = explorer.explore();
        bytes = static_cast<double>(explorer.bytes());
    }
    const auto states = static_cast<double>(found.states);
    const double rate = states * static_cast<double>(state.iterations()) / seconds_since(start);
    state.counters["states"] = states;
    state.counters["states/s"] = rate;
    state.counters["bytes/state"] = bytes / states;
    if (other.states == 0) return;
    const double spin_rate = other.states / other.seconds;
    if (other.states != states || other.transitions != static_cast<double>(found.transitions))
        state.SkipWithError("SPIN counts otherwise");
    state.counters["spin_states/s"] = spin_rate;
    state.counters["spin_prepares_s"] = other.preparation;
    state.counters["speed/spin"] = rate / spin_rate;
    state.counters["memory/spin_states"] = bytes / other.state_bytes;
    state.counters["memory/spin_all"] = bytes / (other.state_bytes + other.table_bytes);
}

BENCHMARK(explore)
    ->Args({2, 1})
    ->Args({2, 2})
    ->Args({3, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace wsconform
