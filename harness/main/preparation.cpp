// SPDX-License-Identifier: Apache-2.0

#include "harness/main/preparation.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/provider_spec.hpp"

namespace wsconform {

namespace fs = std::filesystem;

namespace {

/// Changes when the file does; empty if there is none.
std::string version_of_file(const fs::path& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) return {};
    return fs::absolute(file).string() + " " + std::to_string(fs::file_size(file, ignored)) + " " +
           std::to_string(fs::last_write_time(file, ignored).time_since_epoch().count()) + "\n";
}

/// The files that the command names, as far as they stand there as words.
std::string versions_of_words(const std::string& command) {
    std::string versions;
    std::istringstream words{command};
    for (std::string word; words >> word;) {
        std::erase_if(word, [](char c) { return c == '\'' || c == '"'; });
        versions += version_of_file(word);
    }
    return versions;
}

/// The command is run again when it, the DLLs, a file that it names or the vendor's prefix changes.
std::string key_of(const RunOptions& options) {
    const ProviderSpec provider = parse_provider(options.provider);
    std::string facts = options.prepare + "\n" + fs::current_path().string() + "\n" +
                        versions_of_words(options.prepare) + version_of_file(provider.dll);
    for (const std::string& path : provider.chain)
        facts += version_of_file(path);
    for (const char* const file : {"system.reg", "user.reg", "userdef.reg"})
        facts += options.prefix.empty() ? "" : version_of_file(fs::path{options.prefix} / file);
    std::ostringstream key;
    key << std::hex << std::hash<std::string>{}(facts);
    return key.str();
}

void require_prefix(const fs::path& prefix) {
    const auto fault = [&](const char* what, const char* help) {
        return InputError{input_fault(prefix, "--prefix", what, help)};
    };
    std::ifstream registry{prefix / "system.reg"};
    std::string line;
    std::string head;
    for (int i = 0; i < 10 && std::getline(registry, line); ++i)
        head += line + "\n";
    if (!head.starts_with("WINE REGISTRY") || !is_folder(prefix / "drive_c"))
        throw fault("is no Windows folder of Wine",
                    "give the folder that WINEPREFIX named when it was made");
    if (head.find("#arch=win32") != std::string::npos)
        throw fault("is a 32-bit one", "make one with WINEARCH=win64");
}

}  // namespace

void add_preparation(std::vector<std::string>& command, const RunOptions& options) {
    if (!options.prefix.empty()) {
        require_prefix(options.prefix);
        command.insert(command.end(), {"--prefix", fs::absolute(options.prefix).string()});
    }
    if (!options.prepare.empty()) {
        command.insert(command.end(),
                       {"--prepare", options.prepare, "--prepared-as", key_of(options)});
    }
}

void refuse_preparation(const RunOptions& options) {
    for (const auto& [name, given] :
         {std::pair{"--prepare", options.prepare}, std::pair{"--prefix", options.prefix}}) {
        if (!given.empty()) {
            throw InputError{std::string{name} +
                             ": is for Wine here; with --agent, prepare the other machine itself"};
        }
    }
}

}  // namespace wsconform
