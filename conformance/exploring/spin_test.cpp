// Goal: what the explorer counts is what there is. Method: the same bounded model, written a second
// time in Promela, is counted by SPIN, for five bounds.

#include <gtest/gtest.h>
#include <stdio.h>  // NOLINT(modernize-deprecated-headers): popen is of POSIX.

#include <array>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>

#include "conformance/exploring/explorer.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

/// What the shell command wrote to either output; it must succeed.
std::string output_of(const std::string& command) {
    FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return {};
    std::string text;
    std::array<char, 4096> block{};
    for (std::size_t n = 0; (n = fread(block.data(), 1, block.size(), pipe)) > 0;)
        text.append(block.data(), n);
    EXPECT_EQ(pclose(pipe), 0) << command << "\n" << text;
    return text;
}

std::size_t number_before(const std::string& text, const std::string& words) {
    std::smatch found;
    if (!std::regex_search(text, found, std::regex{"([0-9]+) " + words})) {
        ADD_FAILURE() << words << " is not in:\n" << text;
        return 0;
    }
    return std::stoul(found[1]);
}

/// SPIN's report on the whole of the model. -o1 to -o3 keep it from leaving variables out and
/// from making one transition of two.
std::string report_of_spin(const Bound& bound) {
    const std::string requests = std::to_string(bound.requests);
    const std::string threads = std::to_string(bound.threads);
    const fs::path folder = fs::path{WSCONFORM_TEST_FOLDER} / (requests + "-" + threads);
    fs::create_directories(folder);
    const std::string within = "cd '" + folder.string() + "' && ";
    output_of(within + "spin -o1 -o2 -o3 -DREQUESTS=" + requests + " -DTHREADS=" + threads +
              " -a '" WSCONFORM_PROMELA "'");
    output_of(within + "cc -O1 -w -DBFS -DSAFETY -DNOREDUCE -o pan pan.c");
    return output_of(within + "./pan -m1000000");
}

class Spin : public testing::TestWithParam<Bound> {};

TEST_P(Spin, CountsTheSameStatesAndTransitions) {
    if (std::system("spin -V >/dev/null 2>&1") != 0) GTEST_SKIP() << "spin is not installed";

    Explorer explorer{Spec{}, GetParam()};
    const Exploration found = explorer.explore();
    const std::string report = report_of_spin(GetParam());

    EXPECT_EQ(number_before(report, "states, stored"), found.states);
    // SPIN counts how the first state came to be as a transition too.
    EXPECT_EQ(number_before(report, "transitions"), found.transitions + 1);
    EXPECT_TRUE(report.find("errors: 0") != std::string::npos) << report;
    EXPECT_TRUE(report.find("error: max search depth") == std::string::npos) << report;
}

INSTANTIATE_TEST_SUITE_P(Explorer, Spin,
                         testing::Values(Bound{.requests = 1, .threads = 1},
                                         Bound{.requests = 2, .threads = 1},
                                         Bound{.requests = 1, .threads = 2},
                                         Bound{.requests = 1, .threads = 3},
                                         Bound{.requests = 2, .threads = 2}),
                         [](const testing::TestParamInfo<Bound>& row) {
                             return "Of" + std::to_string(row.param.requests) + "RequestsAnd" +
                                    std::to_string(row.param.threads) + "Threads";
                         });

}  // namespace
}  // namespace wsconform
