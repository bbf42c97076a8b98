// SPDX-License-Identifier: Apache-2.0

#include "harness/main/explore.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>

#include "conformance/exploring/covering.hpp"
#include "conformance/exploring/explorer.hpp"
#include "conformance/exploring/state_graph.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/harness_error.hpp"
#include "reports/writing.hpp"

namespace wsconform {

namespace fs = std::filesystem;

namespace {

void write_below_new_folders(const fs::path& file, const std::string& text) {
    std::error_code fault;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), fault);
    write_output(file, text);
}

/// Scenarios of an older set would be taken for some of this one.
void require_empty(const fs::path& folder) {
    std::error_code fault;
    if (fs::exists(folder, fault) && !fs::is_directory(folder, fault))
        throw InputError{input_fault(folder, "folder", "is a file", "choose another --scenarios")};
    if (fs::is_directory(folder, fault) && !fs::is_empty(folder, fault))
        throw InputError{input_fault(folder, "folder", "is not empty", "choose another")};
}

}  // namespace

int explore(const ExploreOptions& options) {
    if (!options.scenarios.empty()) require_empty(options.scenarios);
    Explorer explorer{Spec{}, options.bound};
    Covering covering;
    StateGraph graph;
    std::size_t seen = 0;
    const bool is_watched = isatty(STDERR_FILENO) != 0;
    const Exploration found = explorer.explore([&](const Transition& transition) {
        constexpr std::size_t between = 100'000;
        if (++seen % between == 0 && is_watched)
            std::fprintf(stderr, "\r\033[K%zu transitions so far", seen);
        covering.note(transition);
        if (!options.svg.empty()) graph.note(transition, explorer);
    });
    if (is_watched) std::fprintf(stderr, "\r\033[K");
    if (!found.is_complete) {
        throw HarnessError{"explore: more than " + std::to_string(most_explored) +
                           " states; choose a smaller bound"};
    }
    if (graph.size() > most_drawn) {
        throw InputError{"--svg: " + std::to_string(most_drawn) +
                         " states and more are no picture; choose a smaller bound"};
    }
    std::cout << "states       " << found.states << "\ntransitions  " << found.transitions
              << "\ndepth        " << found.depth << "\nkinds        " << covering.size() << '\n';
    for (const std::string& fault : found.faults)
        std::cout << "broken       " << fault << '\n';
    for (const std::string& name : found.unfired)
        std::cout << "never        " << name << '\n';
    if (!options.svg.empty()) {
        write_below_new_folders(options.svg, graph.svg());
        std::cout << "graph        " << options.svg << '\n';
    }
    if (!options.scenarios.empty()) {
        const auto scenarios = covering.scenarios(explorer);
        for (const CoveringScenario& scenario : scenarios)
            write_below_new_folders(fs::path{options.scenarios} / (scenario.id + ".json"),
                                    scenario.json);
        std::cout << "scenarios    " << scenarios.size() << " in " << options.scenarios << '\n';
    }
    return found.faults.empty() && found.unfired.empty() ? 0 : 1;
}

}  // namespace wsconform
