#pragma once

// For tests: every file of the tree that is text of ours, the build trees and hidden folders left
// out.

#include <string>
#include <vector>

namespace wsconform {

struct File {
    std::string path;  ///< Below the root.
    std::string text;
    std::vector<std::string> lines;
};

bool is_source(const std::string& path);
bool is_build_file(const std::string& path);

/// In the order of their paths.
const std::vector<File>& tree();

/// "FILE:LINE", of a line counted from 0.
std::string place(const File& file, std::size_t line);

}  // namespace wsconform
