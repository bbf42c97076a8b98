// SPDX-License-Identifier: Apache-2.0

// What a station has to see of a Wine that is not installed with the system.

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "harness/station/containment.hpp"
#include "harness/station/wine.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

class Places {
  public:
    explicit Places(const std::vector<fs::path>& shared) : shared_{shared} {
        shared_.insert(shared_.end(), containment::shared_folders.begin(),
                       containment::shared_folders.end());
    }

    void add_program(const fs::path& program) {
        for (const fs::path& file : along_links(fs::absolute(program).lexically_normal())) {
            if (is_of_system(file) || !known_.insert(file).second) continue;
            add(tree_of(file));
            add(file);
            for (const fs::path& named : named_in(file))
                add_named(named);
        }
    }

    void add_named(const fs::path& path) {
        std::error_code ignored;
        if (is_of_system(path)) return;
        if (fs::is_directory(path, ignored)) add(path);
        if (fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0)
            add_program(path);
    }

    std::vector<fs::path> found() const { return {found_.begin(), found_.end()}; }

  private:
    static bool is_of_system(const fs::path& path) {
        return std::ranges::any_of(containment::system_files, [&](std::string_view folder) {
            return path.string().starts_with(std::string{folder} + "/");
        });
    }

    bool holds_more(const fs::path& folder) const {
        return std::ranges::any_of(shared_, [&](const fs::path& path) {
            return path == folder || path.string().starts_with(folder.string() + "/");
        });
    }

    /// Its programs lie in a folder of the tree; of an unpacked package, below its usr.
    static fs::path tree_of(const fs::path& program) {
        const fs::path folder = program.parent_path();
        for (fs::path above = folder; above.has_relative_path(); above = above.parent_path())
            if (above.filename() == "usr") return above;
        const fs::path name = folder.filename();
        const bool is_in_tree = name == "bin" || name == "loader" || name == "server";
        return is_in_tree ? folder.parent_path() : folder;
    }

    void add(const fs::path& path) {
        if (!holds_more(path)) found_.insert(path);
    }

    /// A script starts a Wine that is elsewhere, or sets where its libraries are.
    static std::vector<fs::path> named_in(const fs::path& script) {
        constexpr std::size_t most_bytes = 1 << 16;
        std::string text(most_bytes, '\0');
        std::ifstream file{script, std::ios::binary};
        file.read(text.data(), most_bytes);
        text.resize(static_cast<std::size_t>(file.gcount()));
        if (!text.starts_with("#!")) return {};
        std::ranges::replace_if(
            text,
            [](char c) {
                return std::string_view{"\"'=:;(){}`<>|&"}.find(c) != std::string_view::npos;
            },
            ' ');
        std::istringstream words{text};
        std::vector<fs::path> paths;
        for (std::string word; words >> word;)
            if (word.starts_with('/')) paths.push_back(fs::path{word}.lexically_normal());
        return paths;
    }

    std::vector<fs::path> shared_;
    std::set<fs::path> known_;
    std::set<fs::path> found_;
};

}  // namespace

std::vector<fs::path> places_of(const Wine& wine, const std::vector<fs::path>& shared) {
    Places places{shared};
    places.add_program(wine.program);
    if (wine.server) places.add_program(*wine.server);
    const char* const libraries = std::getenv("LD_LIBRARY_PATH");
    std::istringstream folders{libraries == nullptr ? "" : libraries};
    for (std::string folder; std::getline(folders, folder, ':');)
        if (folder.starts_with('/')) places.add_named(folder);
    return places.found();
}

}  // namespace wsconform
