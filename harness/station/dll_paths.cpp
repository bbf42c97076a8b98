// SPDX-License-Identifier: Apache-2.0

#include "harness/station/dll_paths.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

/// What Windows takes from its system folder whatever is beside a program (its "KnownDLLs", and
/// what no process is without). Those of Winsock are not here: they are what is tested.
constexpr auto parts_of_windows = std::to_array<std::string_view>(
    {"advapi32", "clbcatq", "combase",  "comdlg32",   "coml2",  "difxapi", "gdi32",    "gdiplus",
     "imagehlp", "imm32",   "kernel32", "kernelbase", "msctf",  "msvcrt",  "normaliz", "nsi",
     "ntdll",    "ole32",   "oleaut32", "psapi",      "rpcrt4", "sechost", "setupapi", "shcore",
     "shell32",  "shlwapi", "ucrtbase", "user32",     "win32u", "wldap32"});

std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// A DLL built by Wine says so, and Wine refuses to load it as somebody else's.
bool is_of_wine(const fs::path& file) {
    constexpr std::size_t place = 0x40;
    std::array<char, place + 32> head{};
    std::ifstream{file, std::ios::binary}.read(head.data(), head.size());
    const std::string_view mark{head.data() + place, head.size() - place};
    return mark.starts_with("Wine builtin DLL") || mark.starts_with("Wine placeholder DLL");
}

bool is_left_to_the_system(const fs::path& dll, Interface interface) {
    const std::string stem = in_lower_case(dll.stem());
    if (interface == Interface::spi && (stem == "ws2_32" || stem == "wsock32")) return true;
    return std::ranges::find(parts_of_windows, stem) != parts_of_windows.end();
}

/// The files that are to be loaded as they are.
std::set<fs::path> files_for(const std::vector<std::string>& dlls, Interface interface) {
    std::set<fs::path> files;
    for (const std::string& dll : dlls) {
        const fs::path path = as_this_machine_sees(dll);
        std::error_code fault;
        if (!path.has_parent_path() || !fs::is_regular_file(path, fault)) continue;
        const fs::path folder = fs::canonical(path.parent_path());
        files.insert(folder / path.filename());
        for (const auto& entry : fs::directory_iterator{folder, fault}) {
            if (is_dll(entry.path()) && !is_left_to_the_system(entry.path(), interface))
                files.insert(entry.path());
        }
    }
    std::erase_if(files, is_of_wine);
    return files;
}

/// As a registry file has it: what is not ASCII by its UTF-16, in four digits. JSON has the same
/// escapes, but for the letter.
std::string in_registry_quotes(const std::string& text) {
    using nlohmann::json;
    std::string quoted = json(text).dump(-1, ' ', true, json::error_handler_t::replace);
    for (std::size_t i = 0; i + 1 < quoted.size(); ++i) {
        if (quoted[i] != '\\') continue;
        ++i;
        if (quoted[i] == 'u') quoted[i] = 'x';
    }
    return quoted;
}

}  // namespace

bool is_dll(const fs::path& file) {
    return in_lower_case(file.extension()) == ".dll";
}

fs::path as_this_machine_sees(const std::string& dll) {
    std::string path = dll;
    std::ranges::replace(path, '\\', '/');
    return in_lower_case(path).starts_with("z:/") ? path.substr(2) : dll;
}

std::string as_wine_sees(const std::string& dll) {
    if (dll.find('/') == std::string::npos || dll.find('\\') != std::string::npos) return dll;
    const fs::path given = fs::absolute(dll);
    std::error_code fault;
    const fs::path folder = fs::canonical(given.parent_path(), fault);
    std::string path = fault ? given : folder / given.filename();
    std::ranges::replace(path, '/', '\\');
    return std::string{"Z:"}.append(path);
}

void load_from_files(const fs::path& prefix, const std::vector<std::string>& dlls,
                     Interface interface) {
    const std::set<fs::path> files = files_for(dlls, interface);
    if (files.empty()) return;
    std::ofstream registry{prefix / "user.reg", std::ios::app};
    registry << "\n[Software\\\\Wine\\\\DllOverrides]\n";
    for (const fs::path& file : files) {
        const fs::path name = is_dll(file) ? file.parent_path() / file.stem() : file;
        registry << in_registry_quotes(as_wine_sees(name)) << "=\"native\"\n";
    }
    if (!registry.flush()) throw HarnessError{"the Wine prefix's registry cannot be written"};
}

}  // namespace wsconform
