#pragma once

// For tests: that the program refuses what it is given, with one line, and spoils no older report.

#include <string>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {

inline constexpr auto outputs = {"report.json", "junit.xml", "index.html"};

/// Words that the program must refuse.
struct Row {
    std::vector<std::string> arguments;
    std::vector<std::string> says;  ///< Among it what is wrong, where, and what to do.
    int status = 2;
};

void expect_refused(const Row& row, const Program::Environment& environment = {});

/// A report of an older run, in the folder `older`.
void put_older_report();
void expect_older_report();

/// The folder `few`, with one purpose.
void put_one_scenario();

}  // namespace wsconform
