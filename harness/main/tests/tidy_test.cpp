// Goal: the rules of the house that a program can check, held by all files of the tree. Method:
// read every file below the root, the build trees and hidden folders left out.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace wsconform {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t widest_line = 100;
constexpr std::size_t longest_file = 400;

struct File {
    std::string path;  ///< Below the root.
    std::string text;
    std::vector<std::string> lines;
};

bool is_source(const std::string& path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp");
}

bool is_build_file(const std::string& path) {
    return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake");
}

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

const std::vector<File>& tree() {
    static const std::vector<File> files = files_of_the_tree();
    return files;
}

std::string place(const File& file, std::size_t line) {
    return file.path + ":" + std::to_string(line + 1);
}

bool is_for_tests(const std::string& path) {
    return path.ends_with("_test.cpp") || path.ends_with("test_support.hpp");
}

struct Include {
    std::string place;
    std::string name;
    bool is_quoted;
};

std::vector<Include> includes_of(const File& file) {
    std::vector<Include> includes;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        if (!line.starts_with("#include ") || line.size() < 11) continue;
        const bool is_quoted = line[9] == '"';
        const std::size_t end = line.find(is_quoted ? '"' : '>', 10);
        includes.push_back({place(file, i), line.substr(10, end - 10), is_quoted});
    }
    return includes;
}

/// A layer: the first row whose folder a file is in says what it may include.
struct Layer {
    std::string_view folder;
    std::vector<std::string_view> quoted;   ///< Folders of our own headers; "/**" adds those below.
    std::vector<std::string_view> foreign;  ///< Starts of names in <> with a slash or ".h".
};

const std::vector<Layer>& layers() {
    static const std::vector<Layer> rows{
        {"model/", {"model/**"}, {}},
        {"conformance/text/", {"conformance/text/"}, {"nlohmann/", "valijson/"}},
        {"conformance/scenario/",
         {"conformance/scenario/", "conformance/text/", "model/"},
         {"nlohmann/"}},
        {"conformance/suite/",
         {"conformance/suite/", "conformance/scenario/", "conformance/text/"},
         {}},
        {"conformance/trace/",
         {"conformance/trace/", "conformance/scenario/", "conformance/text/", "model/"},
         {"nlohmann/"}},
        {"conformance/judging/",
         {"conformance/judging/", "conformance/trace/", "conformance/scenario/",
          "conformance/text/", "model/"},
         {}},
        {"conformance/exploring/",
         {"conformance/exploring/", "conformance/judging/", "conformance/scenario/",
          "conformance/text/", "model/"},
         {"nlohmann/"}},
        {"conformance/generators/",
         {"conformance/generators/", "conformance/judging/", "conformance/trace/",
          "conformance/scenario/", "conformance/text/", "model/"},
         {"nlohmann/", "rapidcheck.h"}},
        {"conformance/benchmarks/", {"conformance/**", "model/"}, {""}},
        // Only the program and its tests know both harness and reports.
        {"harness/main/", {"**"}, {""}},
        {"harness/agent/", {"harness/agent/**"}, {""}},
        {"harness/providers/", {"harness/providers/**"}, {""}},
        {"harness/simulated/",
         {"harness/simulated/", "harness/", "conformance/**", "model/"},
         {""}},
        {"harness/station/", {"harness/station/", "harness/", "conformance/**", "model/"}, {""}},
        {"harness/", {"harness/", "conformance/**", "model/"}, {""}},
        {"reports/reproduce/",
         {"reports/reproduce/", "conformance/scenario/", "conformance/suite/", "conformance/text/",
          "model/"},
         {"nlohmann/"}},
        {"reports/",
         {"reports/", "reports/sample/", "conformance/judging/", "conformance/scenario/",
          "conformance/text/", "model/"},
         {"nlohmann/", "openssl/", "zlib.h"}},
    };
    return rows;
}

const Layer* layer_of(const std::string& path) {
    const auto layer = std::ranges::find_if(
        layers(), [&](const Layer& row) { return path.starts_with(row.folder); });
    return layer == layers().end() ? nullptr : &*layer;
}

bool is_in_one_of(const std::string& header, const std::vector<std::string_view>& folders) {
    return std::ranges::any_of(folders, [&](std::string_view folder) {
        if (folder.ends_with("**")) return header.starts_with(folder.substr(0, folder.size() - 2));
        return header.starts_with(folder) && header.find('/', folder.size()) == std::string::npos;
    });
}

bool starts_with_one_of(const std::string& name, const std::vector<std::string_view>& starts) {
    return std::ranges::any_of(starts, [&](auto start) { return name.starts_with(start); });
}

bool is_standard(const std::string& name) {
    return name.find('/') == std::string::npos && !name.ends_with(".h");
}

TEST(Tidy, LayersIncludeOnlyWhatIsBelowThem) {
    for (const File& file : tree()) {
        const Layer* const layer = is_source(file.path) ? layer_of(file.path) : nullptr;
        if (layer == nullptr) continue;
        for (const Include& include : includes_of(file)) {
            const bool is_allowed = include.is_quoted
                                        ? is_in_one_of(include.name, layer->quoted)
                                        : is_for_tests(file.path) || is_standard(include.name) ||
                                              starts_with_one_of(include.name, layer->foreign);
            EXPECT_TRUE(is_allowed) << include.place << ": " << include.name;
        }
    }
}

TEST(Tidy, ThePureLayersHaveNoClockThreadFileOrChance) {
    constexpr std::array impure{"chrono",  "thread",        "mutex",         "random",  "iostream",
                                "fstream", "unordered_map", "unordered_set", "cstdlib", "ctime"};
    for (const File& file : tree()) {
        if (!file.path.starts_with("model/") || !is_source(file.path)) continue;
        for (const Include& include : includes_of(file))
            EXPECT_EQ(std::ranges::count(impure, include.name), 0) << include.place;
    }
}

TEST(Tidy, OnlyWhatRunsInsideWindowsKnowsIt) {
    constexpr std::array windows{"winsock2.h", "ws2tcpip.h", "ws2spi.h", "windows.h", "svcguid.h"};
    for (const File& file : tree()) {
        const bool runs_inside =
            file.path.starts_with("harness/agent/") || file.path.starts_with("harness/providers/");
        if (runs_inside) continue;
        for (const Include& include : includes_of(file))
            EXPECT_EQ(std::ranges::count(windows, include.name), 0) << include.place;
    }
}

TEST(Tidy, NothingIsWithoutOrderWhereOrderIsPromised) {
    const std::string word = std::string{"std::unordered"} + "_";
    for (const File& file : tree()) {
        const bool is_pure =
            file.path.starts_with("model/") || file.path.starts_with("conformance/");
        if (!is_pure || !is_source(file.path)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            EXPECT_EQ(file.lines[i].find(word), std::string::npos) << place(file, i);
    }
}

/// Columns as people count them: one for each code point.
std::size_t width_of(const std::string& line) {
    return static_cast<std::size_t>(std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

TEST(Tidy, LinesAndFilesAreShort) {
    for (const File& file : tree()) {
        if (!is_source(file.path) && !is_build_file(file.path)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            EXPECT_LE(width_of(file.lines[i]), widest_line) << place(file, i);
        // The catalogue is a table, and a table is as long as it is.
        const bool is_table =
            file.path.starts_with("model/clauses/") || file.path == "model/clause_names.hpp";
        if (!is_table) {
            EXPECT_LE(file.lines.size(), longest_file) << file.path;
        }
    }
}

bool has_word(const std::string& line, const std::string& word) {
    const auto is_letter = [&](std::size_t at) {
        return at < line.size() && std::isalnum(static_cast<unsigned char>(line[at])) != 0;
    };
    for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos; ++at) {
        const bool starts = at == 0 || !is_letter(at - 1);
        if (starts && !is_letter(at + word.size())) return true;
    }
    return false;
}

TEST(Tidy, NothingIsLeftToDo) {
    const std::array<std::string, 4> words{std::string{"TO"} + "DO", std::string{"FIX"} + "ME",
                                           std::string{"XX"} + "X", std::string{"HA"} + "CK"};
    for (const File& file : tree()) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (const std::string& word : words)
                EXPECT_FALSE(has_word(file.lines[i], word)) << place(file, i);
        }
    }
}

TEST(Tidy, WhiteSpaceIsPlain) {
    for (const File& file : tree()) {
        EXPECT_TRUE(file.text.empty() || file.text.ends_with('\n')) << file.path;
        EXPECT_FALSE(file.text.ends_with("\n\n")) << file.path << ": ends in an empty line";
        EXPECT_EQ(file.text.find('\r'), std::string::npos) << file.path << ": has a return";
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            EXPECT_EQ(file.lines[i].find('\t'), std::string::npos) << place(file, i) << ": a tab";
            EXPECT_FALSE(file.lines[i].ends_with(' ')) << place(file, i) << ": a space at the end";
        }
    }
}

/// Whether a CMakeLists.txt in the folder or above it names the file by its path from there.
bool is_named(const fs::path& folder, const fs::path& path) {
    const std::string name = fs::relative(path, folder).generic_string();
    const auto list =
        std::ranges::find(tree(), (folder / "CMakeLists.txt").generic_string(), &File::path);
    if (list != tree().end()) {
        for (std::size_t at = 0; (at = list->text.find(name, at)) != std::string::npos; ++at) {
            const auto ends_word = [](char c) {
                return std::string_view{" \n()\"/}"}.find(c) != std::string_view::npos;
            };
            const std::size_t after = at + name.size();
            if ((at == 0 || ends_word(list->text[at - 1])) && ends_word(list->text[after]))
                return true;
        }
    }
    return folder.has_parent_path() && is_named(folder.parent_path(), path);
}

TEST(Tidy, EverySourceBelongsToATarget) {
    for (const File& file : tree()) {
        if (file.path.ends_with(".cpp")) {
            EXPECT_TRUE(is_named(fs::path{file.path}.parent_path(), file.path)) << file.path;
        }
    }
}

TEST(Tidy, HeadersAreGuardedAndIntroduced) {
    for (const File& file : tree()) {
        if (!file.path.ends_with(".hpp")) continue;
        EXPECT_TRUE(file.text.starts_with("#pragma once\n\n// ")) << file.path;
    }
}

}  // namespace
}  // namespace wsconform
