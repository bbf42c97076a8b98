// SPDX-License-Identifier: Apache-2.0

// Goal: each room of the house includes only what is below it, and the pure ones nothing impure.
// Method: read the includes of every source below the root.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "harness/main/tests/source_tree.hpp"

namespace wsconform {
namespace {

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
        // The hash that both ends of the seal compute, where there is no OpenSSL to do it.
        {"harness/station/keyed_hash_windows.cpp",
         {"harness/station/", "harness/", "harness/agent/siphash.hpp", "windows/"},
         {""}},
        {"harness/station/",
         {"harness/station/", "harness/", "conformance/**", "model/", "windows/"},
         {""}},
        {"harness/", {"harness/", "conformance/**", "model/"}, {""}},
        {"reports/reproduce/",
         {"reports/reproduce/", "conformance/judging/", "conformance/scenario/",
          "conformance/suite/", "conformance/text/", "conformance/trace/", "model/"},
         {"nlohmann/"}},
        {"reports/",
         {"reports/", "reports/sample/", "conformance/judging/", "conformance/scenario/",
          "conformance/text/", "conformance/trace/", "model/", "windows/"},
         {"nlohmann/", "openssl/", "zlib.h", "fcntl.h", "io.h", "sys/stat.h", "unistd.h"}},
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

/// Of the program itself only those files that stand in for a POSIX one.
TEST(Tidy, OnlyWhatRunsInsideWindowsKnowsIt) {
    constexpr std::array windows{"winsock2.h", "ws2tcpip.h", "ws2spi.h", "windows.h", "svcguid.h"};
    for (const File& file : tree()) {
        const bool runs_inside = file.path.starts_with("harness/agent/") ||
                                 file.path.starts_with("harness/providers/") ||
                                 file.path == "windows/headers.hpp";
        if (runs_inside) continue;
        const bool stands_in =
            file.path.ends_with("_windows.cpp") || file.path == "windows/posix_sockets.hpp";
        for (const Include& include : includes_of(file)) {
            EXPECT_EQ(std::ranges::count(windows, include.name), 0) << include.place;
            EXPECT_TRUE(stands_in || include.name != "windows/headers.hpp") << include.place;
        }
    }
}

}  // namespace
}  // namespace wsconform
