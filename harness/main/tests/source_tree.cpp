#include "harness/main/tests/source_tree.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wsconform {

namespace fs = std::filesystem;

bool is_source(const std::string& path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp");
}

bool is_build_file(const std::string& path) {
    return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake");
}

namespace {

bool is_text(const std::string& path) {
    constexpr std::array endings{".json", ".md", ".js", ".css", ".html", ".yml", ".sh"};
    return is_source(path) || is_build_file(path) ||
           std::ranges::any_of(endings, [&](const char* end) { return path.ends_with(end); });
}

File read(const fs::path& root, const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    File file{fs::relative(path, root).generic_string(), text.str(), {}};
    std::istringstream stream{file.text};
    for (std::string line; std::getline(stream, line);)
        file.lines.push_back(line);
    return file;
}

bool is_ours(const fs::path& folder) {
    const std::string name = folder.filename();
    return name != "build" && name != "published" && !name.starts_with('.');
}

std::vector<File> files_of_the_tree() {
    const fs::path root{WSCONFORM_ROOT};
    std::vector<File> files;
    for (auto entry = fs::recursive_directory_iterator{root}; entry != fs::end(entry); ++entry) {
        if (entry->is_directory() && !is_ours(entry->path())) entry.disable_recursion_pending();
        if (entry->is_regular_file() && is_text(entry->path())) files.push_back(read(root, *entry));
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

}  // namespace

const std::vector<File>& tree() {
    static const std::vector<File> files = files_of_the_tree();
    return files;
}

std::string place(const File& file, std::size_t line) {
    return file.path + ":" + std::to_string(line + 1);
}

}  // namespace wsconform
