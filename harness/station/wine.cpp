// SPDX-License-Identifier: Apache-2.0

#include "harness/station/wine.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/station/process.hpp"

namespace wsconform {

namespace fs = std::filesystem;

std::vector<fs::path> along_links(const fs::path& file) {
    constexpr std::size_t longest_way = 40;  // As the kernel has it.
    std::vector<fs::path> way{file};
    std::error_code ignored;
    while (fs::is_symlink(way.back(), ignored) && way.size() < longest_way) {
        const fs::path next = way.back().parent_path() / fs::read_symlink(way.back(), ignored);
        way.push_back(next.lexically_normal());
    }
    return way;
}

namespace {

using namespace std::chrono_literals;

/// Of two names for the same Wine the first is taken; `wine` may be made for 32 bits where `wine64`
/// is not.
constexpr std::array names{"wine", "wine64"};

/// Where the program is in an installed tree, in a folder of programs, in a build tree, in a
/// Proton and in an unpacked package.
constexpr std::array places{"bin", ".", "loader", "files/bin", "usr/bin", "usr/lib/wine"};

[[noreturn]] void refuse(const fs::path& what, const std::string& fault) {
    throw InputError{"--wine or WSCONFORM_WINE: " + visible(what.string()) + ": " + fault};
}

bool is_program(const fs::path& file) {
    std::error_code ignored;
    return fs::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0;
}

/// For "wine-10.0" and "wine64-10.0" it is "-10.0".
std::string suffix_of(const fs::path& program) {
    const std::string name = program.filename();
    for (const std::string start : {"wine64", "wine"})
        if (name.starts_with(start)) return name.substr(start.size());
    return "";
}

std::optional<fs::path> server_of(const fs::path& program) {
    for (const fs::path& file : along_links(program)) {
        const fs::path folder = file.parent_path();
        for (const fs::path& candidate :
             {folder / ("wineserver" + suffix_of(file)), folder / "wineserver",
              folder / "wineserver64", folder / "server/wineserver",
              (folder / "../server/wineserver").lexically_normal()}) {
            if (is_program(candidate)) return candidate;
        }
    }
    return std::nullopt;
}

/// What an ELF file is made for, by the number in its header; nothing for a script.
std::optional<unsigned> machine_of(const fs::path& program) {
    constexpr std::size_t place_of_machine = 18;
    std::array<char, place_of_machine + 2> header{};
    std::ifstream{program, std::ios::binary}.read(header.data(), header.size());
    if (!std::string_view{header.data(), 4}.starts_with("\x7f"
                                                        "ELF"))
        return std::nullopt;
    const auto byte = [&header](std::size_t at) { return static_cast<unsigned char>(header[at]); };
    return byte(place_of_machine) + (byte(place_of_machine + 1) << 8U);
}

constexpr unsigned machine_i386 = 3;
constexpr unsigned machine_x86_64 = 62;

/// Our agent is a program for x86_64, so the Wine has to be one.
fs::path for_this_machine(const fs::path& program) {
    const auto machine = machine_of(program);
    if (!machine || *machine == machine_x86_64) return program;
    if (*machine == machine_i386) {
        const fs::path other = program.parent_path() / ("wine64" + suffix_of(program));
        if (program.filename() != other.filename() && is_program(other)) return other;
        refuse(program, "is a 32-bit program, and no wine64 is beside it; take a Wine of 64 bits");
    }
    refuse(program, "is made for another kind of machine than x86_64 (ELF machine " +
                        std::to_string(*machine) + "); take a Wine for x86_64");
}

Wine complete(const fs::path& program, bool has_to_be_there) {
    if (!is_program(program))
        refuse(program, "may not be executed; make it executable, or name another Wine");
    Wine wine{for_this_machine(program)};
    wine.server = server_of(wine.program);
    if (!wine.server && (has_to_be_there || machine_of(wine.program)))
        refuse(wine.program, "there is no wineserver to it; name a Wine that is complete");
    return wine;
}

bool is_versioned(const std::string& name) {
    return name.starts_with("wine-") || name.starts_with("wine64-");
}

/// "wine-10.0", "wine-stable" and the like, the highest version last.
std::vector<fs::path> versioned_programs(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{folder, ignored})
        if (is_versioned(entry.path().filename()) && is_program(entry.path()) &&
            (server_of(entry.path()) || !machine_of(entry.path())))
            found.push_back(entry.path());
    std::sort(found.begin(), found.end(), [](const fs::path& one, const fs::path& other) {
        return precedes(one.filename().string(), other.filename().string());
    });
    return found;
}

Wine in_folder(const fs::path& folder) {
    std::error_code ignored;
    for (const char* const place : places)
        for (const char* const name : names)
            if (fs::is_regular_file(folder / place / name, ignored))
                return complete((folder / place / name).lexically_normal(), true);
    for (const char* const place : {"bin", "."}) {
        const auto versions = versioned_programs(folder / place);
        if (versions.size() == 1) return complete(versions.front().lexically_normal(), true);
        if (!versions.empty())
            refuse(folder, "there is more than one Wine; name a program, such as " +
                               visible(versions.back().string()));
    }
    refuse(folder,
           "is no Wine: neither bin/wine, bin/wine64, wine nor wine64 is in it; name the folder of "
           "a Wine that was installed or built, or its program");
}

std::vector<fs::path> folders_of_path() {
    const char* const variable = std::getenv("PATH");
    std::istringstream path{variable == nullptr ? "" : variable};
    std::vector<fs::path> folders;
    for (std::string folder; std::getline(path, folder, ':');)
        if (!folder.empty()) folders.emplace_back(folder);
    return folders;
}

/// The folders in which the packages and the installers we know of put a Wine.
std::vector<fs::path> usual_folders() {
    std::vector<fs::path> parents{"/opt", "/usr/lib", "/usr/local/lib"};
    if (const char* const home = std::getenv("HOME"); home != nullptr)
        parents.push_back(fs::path{home} / ".local/share/lutris/runners/wine");
    std::vector<fs::path> folders{"/usr/local"};
    std::error_code ignored;
    for (const fs::path& parent : parents)
        for (const auto& entry : fs::directory_iterator{parent, ignored}) {
            const std::string name = entry.path().filename();
            const bool is_named_so = name.starts_with("wine") || parent.filename() == "wine";
            if (is_named_so && entry.is_directory(ignored)) folders.push_back(entry.path());
        }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// A list in which each Wine stands once, whatever names it has.
class Found {
  public:
    void add(const Wine& wine) {
        std::error_code ignored;
        const fs::path file = fs::canonical(wine.server.value_or(wine.program), ignored);
        if (std::find(known_.begin(), known_.end(), file) != known_.end()) return;
        known_.push_back(file);
        wines.push_back(wine);
    }
    void try_program(const fs::path& program) {
        try {
            if (is_program(program)) add(complete(program, false));
        } catch (const InputError&) {
            return;  // Nobody asked for this one.
        }
    }
    void try_folder(const fs::path& folder) {
        try {
            add(in_folder(folder));
        } catch (const InputError&) {
            return;
        }
    }
    std::vector<Wine> wines;

  private:
    std::vector<fs::path> known_;
};

}  // namespace

Wine wine_named(const std::string& words) {
    if (words.find('/') == std::string::npos)
        for (const fs::path& folder : folders_of_path())
            if (is_program(folder / words)) return complete(fs::absolute(folder / words), false);
    const fs::path named = fs::absolute(words).lexically_normal();
    std::error_code ignored;
    if (fs::is_directory(named, ignored)) return in_folder(named);
    if (!fs::exists(named, ignored))
        refuse(words,
               "is missing; name the folder of a Wine, or its program, such as "
               "/usr/bin/wine");
    return complete(named, false);
}

std::vector<Wine> installed_wines() {
    Found found;
    const auto path = folders_of_path();
    for (const fs::path& folder : path)
        for (const char* const name : names)
            found.try_program(folder / name);
    for (const fs::path& folder : path)
        for (const fs::path& program : versioned_programs(folder))
            found.try_program(program);
    for (const fs::path& folder : usual_folders())
        found.try_folder(folder);
    return found.wines;
}

Wine chosen_wine(const std::string& words) {
    if (!words.empty()) return wine_named(words);
    const std::vector<Wine> wines = installed_wines();
    if (wines.empty())
        throw HarnessError{"none is installed; install wine64, or name one with --wine"};
    return wines.front();
}

std::map<std::string, std::optional<std::string>> environment_of(const Wine& wine) {
    std::map<std::string, std::optional<std::string>> environment{{"WINEDEBUG", "-all"}};
    for (const char* const unwanted : {"WINEARCH", "WINEDLLPATH", "WINELOADER", "WINESERVER",
                                       // Debian's Wine 10.0 aborts with it: it frees the variable.
                                       "TMPDIR"})
        environment[unwanted] = std::nullopt;
    if (wine.dlls_of_32_bits) environment["WINEDLLPATH"] = wine.dlls_of_32_bits->string();
    if (wine.server) environment["WINESERVER"] = wine.server->string();
    return environment;
}

std::string version_of(const Wine& wine) {
    const std::string said =
        output_of({{wine.program.string(), "--version"}, environment_of(wine)}, 10s);
    std::istringstream lines{said};
    for (std::string line; std::getline(lines, line);) {
        while (line.ends_with('\r') || line.ends_with(' '))
            line.pop_back();
        if (line.starts_with("wine-")) return visible(line, 200);
    }
    throw HarnessError{wine.program.string() + " is no Wine; asked for its version it says \"" +
                       visible(said, 80) + "\""};
}

}  // namespace wsconform
