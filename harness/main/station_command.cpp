// SPDX-License-Identifier: Apache-2.0

#include "harness/main/station_command.hpp"

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/preparation.hpp"
#include "harness/main/provider_ids.hpp"
#include "harness/main/this_machine.hpp"
#include "harness/station/dll_paths.hpp"
#include "harness/station/far_end.hpp"
#include "harness/station/machine_of_dll.hpp"
#include "harness/station/wine.hpp"

namespace wsconform {

namespace fs = std::filesystem;

fs::path beside_this_program(const char* name) {
    return this_program().parent_path() / name;
}

namespace {

/// Of as many bits as the DLLs have, which all have to be of one kind: a process has no room for
/// both. What is no DLL of either kind is left to the agent, which says what it is.
fs::path agent_for(const ProviderSpec& provider) {
    const auto dlls = provider.chain.empty() ? std::vector{provider.dll} : provider.chain;
    unsigned bits = 0;
    for (const std::string& dll : dlls) {
        const unsigned own = bits_of(as_this_machine_sees(dll));
        if (own != 0 && bits != 0 && own != bits)
            throw InputError{"--provider: " + visible(file_of(dll), 80) + " is a DLL of " +
                             std::to_string(own) + " bits and the one above it of " +
                             std::to_string(bits) + "; name DLLs of one kind"};
        if (own != 0) bits = own;
    }
    return beside_this_program(bits == 32 ? agent_of_32_bits : "wsconform-agent.exe");
}

void refuse_what_is_for_linux(const RunOptions& options, const ProviderSpec& provider) {
    if (provider.name.starts_with("wine"))
        throw InputError{"--provider: " + provider.name +
                         " is for Linux; the ws2_32.dll of this Windows is --provider windows"};
    for (const auto& [name, given] :
         {std::pair{"--agent", options.agent_command}, std::pair{"--far-end", options.far_end},
          std::pair{"--wine", options.wine}, std::pair{"--prepare", options.prepare},
          std::pair{"--prefix", options.prefix}}) {
        if (given.empty()) continue;
        throw InputError{std::string{name} +
                         ": is for wsconform on Linux; this program plays on the Windows that it "
                         "runs on, and is the far end there by itself"};
    }
}

}  // namespace

std::vector<std::string> station_command(const RunOptions& options, const ProviderSpec& provider) {
    std::vector<std::string> command{
        word_for_this_program(),       "station",      "--directory",
        folder_of_stations().string(), "--quiescence", std::to_string(options.quiescence.count())};
    if (provider.chain.empty()) command.insert(command.end(), {"--dll", provider.dll});
    const auto ids = provider_ids(options);
    for (const std::string& path : provider.chain) {
        command.insert(command.end(), {"--spi", path});
        if (const auto id = ids.find(path); id != ids.end())
            command.insert(command.end(), {"--provider-id", path + "=" + id->second});
    }
    if (is_windows()) refuse_what_is_for_linux(options, provider);
    if (provider.name == "windows" && options.agent_command.empty() && !is_windows()) {
        throw InputError{
            "--provider: windows needs --agent, such as --agent 'ssh box "
            "wsconform-agent.exe'; here Wine is --provider wine"};
    }
    if (!options.far_end.empty() && options.agent_command.empty()) {
        throw InputError{
            "--far-end: is for an agent on another machine (--agent); beside an agent in Wine the "
            "far end is there anyway"};
    }
    const bool is_file_here = provider.dll.starts_with("./");
    if (options.agent_command.empty() && is_file_here) require_library(provider.dll);
    if (!options.agent_command.empty()) {
        refuse_preparation(options);
        command.insert(command.end(), {"--agent", options.agent_command});
        if (!options.far_end.empty()) {
            [[maybe_unused]] const in_addr address = far_end_named(options.far_end);
            command.insert(command.end(), {"--far-end", options.far_end});
        }
    } else {
        const fs::path agent =
            options.agent_program.empty() ? agent_for(provider) : fs::path{options.agent_program};
        if (!is_file(agent)) {
            throw InputError{
                input_fault(agent, "file", "the agent is missing",
                            "copy it from the package, build it with ./conform, or name it with "
                            "--agent-program")};
        }
        // Wine that runs a program of 32 bits takes no path with ".." in it.
        command.insert(command.end(),
                       {"--agent-program", fs::absolute(agent).lexically_normal().string()});
        add_preparation(command, options);
        if (!options.wine.empty())
            command.insert(command.end(), {"--wine", wine_named(options.wine).program.string()});
    }
    if (options.pauses) command.emplace_back("--pause");
    for (const std::string& path : options.shown) {
        if (!fs::exists(path))
            throw InputError{
                input_fault(path, "--show", "is missing", "name a file or folder to be shown")};
        command.insert(command.end(), {"--show", fs::absolute(path).string()});
    }
    command.insert(command.end(), {"--hide", fs::absolute(options.out).string()});
    if (!options.is_isolated) command.insert(command.end(), {"--isolation", "none"});
    return command;
}

}  // namespace wsconform
