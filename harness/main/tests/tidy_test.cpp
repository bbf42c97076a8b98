// SPDX-License-Identifier: Apache-2.0

// Goal: the rules of the house that a program can check, held by all files of the tree. Method:
// read every file below the root, the build trees and hidden folders left out.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>

#include "harness/main/tests/source_tree.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t widest_line = 100;
constexpr std::size_t longest_file = 302;  // 300, and the licence with an empty line.

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

/// A table is as long as it is.
bool is_table(const std::string& path) {
    constexpr std::array tables{"conformance/generators/properties.cpp", "model/ambiguities.cpp",
                                "model/clause_names.hpp"};
    return path.starts_with("model/clauses/") || std::ranges::count(tables, path) != 0;
}

TEST(Tidy, LinesAndFilesAreShort) {
    for (const File& file : tree()) {
        if (!is_source(file.path) && !is_build_file(file.path)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            EXPECT_LE(width_of(file.lines[i]), widest_line) << place(file, i);
        if (!is_table(file.path)) {
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

TEST(Tidy, SourcesNameTheLicenceInTheirFirstLine) {
    const std::string line = "SPDX-License-Identifier: Apache-2.0";
    for (const File& file : tree()) {
        const bool is_named = is_source(file.path) || is_build_file(file.path) ||
                              file.path.ends_with(".js") || file.path.ends_with(".css");
        if (!is_named) continue;
        ASSERT_FALSE(file.lines.empty()) << file.path;
        EXPECT_NE(file.lines.front().find(line), std::string::npos) << file.path;
    }
}

/// Compilers of Windows other than GCC are to take it too. Assembly is left to clang-cl, in few
/// files. A file below 64 KiB has no longer literal than they take.
TEST(Tidy, WhatRunsInsideWindowsIsPlain) {
    constexpr std::array words{"__attribute__", "__builtin_",    "<ext/",
                               "__gnu",         "__typeof",      "WINBOOL",
                               "<unistd.h>",    "__extension__", "__int128"};
    constexpr std::size_t longest_literal = 65535;
    for (const File& file : tree()) {
        const bool is_inside =
            file.path.starts_with("harness/agent/") || file.path.starts_with("harness/providers/");
        const bool attacks_linux = file.path.starts_with("harness/providers/hostile/");
        if (!is_inside || attacks_linux || !is_source(file.path)) continue;
        EXPECT_LE(file.text.size(), longest_literal) << file.path;
        for (const char* const word : words)
            EXPECT_EQ(file.text.find(word), std::string::npos) << file.path << ": " << word;
        const bool is_assembly =
            file.path.find("/processor_") != std::string::npos || file.path.ends_with("/proxy.cpp");
        if (!is_assembly) {
            EXPECT_EQ(file.text.find("asm("), std::string::npos) << file.path;
        }
    }
}

TEST(Tidy, HeadersAreGuardedAndIntroduced) {
    for (const File& file : tree()) {
        if (!file.path.ends_with(".hpp")) continue;
        EXPECT_NE(file.text.find("\n\n#pragma once\n\n// "), std::string::npos) << file.path;
    }
}

}  // namespace
}  // namespace wsconform
