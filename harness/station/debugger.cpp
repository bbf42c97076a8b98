// SPDX-License-Identifier: Apache-2.0

#include "harness/station/debugger.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wsconform {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(pid_t process) {
    return fs::path{"/proc"} / std::to_string(process);
}

/// What /proc/PID/status says of a key, such as PPid; empty if there is none.
std::string status_of(pid_t process, const std::string& key) {
    std::ifstream file{folder_of(process) / "status"};
    for (std::string line; std::getline(file, line);) {
        std::istringstream words{line};
        std::string name;
        std::string value;
        if (words >> name >> value && name == key + ":") return value;
    }
    return {};
}

pid_t parent_of(pid_t process) {
    const std::string parent = status_of(process, "PPid");
    return parent.empty() ? 0 : static_cast<pid_t>(std::stol(parent));
}

bool is_below(pid_t process, pid_t ancestor) {
    while (process > 1 && process != ancestor)
        process = parent_of(process);
    return process == ancestor;
}

bool was_started_with(pid_t process, const std::string& word) {
    std::ifstream file{folder_of(process) / "cmdline"};
    for (std::string argument; std::getline(file, argument, '\0');) {
        if (argument == word) return true;
    }
    return false;
}

}  // namespace

bool is_traced(pid_t process) {
    // A tracer outside our process namespace has no number here, but stops the process all the
    // same.
    const std::string tracer = status_of(process, "TracerPid");
    return (!tracer.empty() && tracer != "0") || status_of(process, "State") == "t";
}

std::optional<pid_t> descendant_started_with(pid_t ancestor, const std::string& word) {
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator{"/proc", fault}) {
        const std::string name = entry.path().filename();
        const bool is_process =
            std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; });
        if (!is_process) continue;
        const auto process = static_cast<pid_t>(std::stol(name));
        if (was_started_with(process, word) && is_below(process, ancestor)) return process;
    }
    return std::nullopt;
}

}  // namespace wsconform
