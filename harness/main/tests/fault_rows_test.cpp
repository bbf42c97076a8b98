// SPDX-License-Identifier: Apache-2.0

// Goal: each fault of our faulty providers is played by a test. Method: read the names of the
// faults where they are defined, and look for each in the rows that faulty_test plays.

#include "harness/main/tests/fault_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "harness/main/tests/source_tree.hpp"

namespace wsconform {
namespace {

/// Those that break no clause, or end the play; faulty_test has a test of its own for each.
const std::set<std::string> without_row{"never_returns", "raises", "talks_nonsense",
                                        "upcall_after_cleanup"};

std::set<std::string> names_of_faults() {
    const std::regex named{R"re(\{"([a-z0-9_]+)",)re"};
    std::set<std::string> names;
    for (const File& file : tree()) {
        if (!file.path.starts_with("harness/providers/faulty/")) continue;
        const auto table = std::ranges::find_if(file.lines, [](const std::string& line) {
            return line.find("to_array<Fault>") != std::string::npos;
        });
        for (auto line = table; line != file.lines.end(); ++line) {
            std::smatch found;
            if (std::regex_search(*line, found, named)) names.insert(found[1]);
        }
    }
    return names;
}

TEST(FaultRows, EachFaultIsPlayed) {
    std::set<std::string> played = without_row;
    for (const auto* const rows : {&fault_rows, &reported_fault_rows})
        for (const FaultRow& row : *rows)
            played.insert(row.fault);

    EXPECT_EQ(names_of_faults(), played);
}

}  // namespace
}  // namespace wsconform
