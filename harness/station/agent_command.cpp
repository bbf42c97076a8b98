// SPDX-License-Identifier: Apache-2.0

#include "harness/station/agent_command.hpp"

#include "harness/station/dll_paths.hpp"

namespace wsconform {

std::vector<std::string> AgentCommand::words_for_provider() const {
    const auto seen = [this](const std::string& path) {
        return is_elsewhere() ? path : as_wine_sees(path);
    };
    std::vector<std::string> words;
    if (options_.chain.empty()) words = {"--dll", seen(options_.dll)};
    for (const std::string& path : options_.chain) {
        words.insert(words.end(), {"--spi", seen(path)});
        if (const auto id = options_.provider_ids.find(path); id != options_.provider_ids.end())
            words.insert(words.end(), {"--provider-id", id->second});
    }
    for (const std::string& stamp : stamps_)
        words.insert(words.end(), {"--stamp", stamp});
    return words;
}

Command AgentCommand::with(const std::vector<std::string>& words) const {
    std::vector<std::string> arguments = words_for_provider();
    arguments.insert(arguments.end(), words.begin(), words.end());
    if (is_elsewhere()) {
        std::string command = *options_.agent_command;
        for (const std::string& argument : arguments)
            command.append(" ").append(in_shell_quotes(argument));
        return {{"/bin/sh", "-c", command}};
    }
    Command command{{wine_.string(), options_.agent.string()}, windows_.environment()};
    command.words.insert(command.words.end(), arguments.begin(), arguments.end());
    return command;
}

}  // namespace wsconform
