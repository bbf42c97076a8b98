#pragma once

// For tests: which purposes there are, and which a report is of, by their names.

#include <filesystem>
#include <set>
#include <string>

namespace wsconform {

/// All of them, from the folder and not from the program.
std::set<std::string> purposes_in_the_tree();
std::set<std::string> purposes_in(const std::filesystem::path& report);

}  // namespace wsconform
