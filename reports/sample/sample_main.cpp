// SPDX-License-Identifier: Apache-2.0

// Writes the sample report, a large one, or the comparison of several, into a folder: to see what a
// change does to the page.

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "reports/output_folder.hpp"
#include "reports/renderings.hpp"
#include "reports/sample/sample_report.hpp"
#include "reports/terminal.hpp"

int main(int count, char** arguments) try {
    if (count < 2) {
        std::cerr << "usage: wsconform_sample_report FOLDER [PURPOSES [PROVIDERS]]\n";
        return 2;
    }
    if (count > 3) {
        const auto reports =
            wsconform::many_sample_reports(std::stoul(arguments[3]), std::stoul(arguments[2]));
        std::filesystem::create_directories(arguments[1]);
        std::ofstream{std::filesystem::path{arguments[1]} / "index.html"}
            << wsconform::to_html(reports);
        return 0;
    }
    const wsconform::Report report = count > 2
                                         ? wsconform::large_sample_report(std::stoul(arguments[2]))
                                         : wsconform::sample_report();
    wsconform::write_outputs(arguments[1], report);
    std::cout << wsconform::terminal_summary(report, wsconform::Colour::on);
    return 0;
} catch (const std::exception& fault) {
    std::cerr << fault.what() << '\n';
    return 2;
}
