// SPDX-License-Identifier: Apache-2.0

#include "harness/main/tests/on_windows.hpp"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "harness/station/wine_of_32_bits.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

constexpr const char* writes_it_down = R"(exec "$@" >said 2>complained)";

/// For the program for Linux; that for Windows refuses it.
constexpr const char* names_a_wine = "WSCONFORM_WINE";

Wine wine_of_this_run() {
    const char* const named = std::getenv(names_a_wine);
    return chosen_wine(named == nullptr ? "" : named);
}

}  // namespace

bool has_program_for_windows() {
    return fs::exists(beside_the_program("wsconform.exe"));
}

OnWindows::OnWindows(const fs::path& folder)
    : wine_{wine_of_this_run()}, prefix_{folder / "prefix"}, scratch_{folder / "tmp"} {
    fs::create_directories(scratch_);
    const fs::path known = fs::path{WSCONFORM_PROGRAM}.parent_path() / "station" / "wine";
    find_dlls_of_32_bits(wine_, known / "dlls-32");
    const auto here = [this](const fs::path& /*writable*/, const auto& work) { work(scratch_); };
    copy_prefix(template_prefix(wine_, known, here), prefix_);
    session_.emplace(wine_, prefix_, scratch_);
}

bool OnWindows::plays_32_bits() const {
    return has_32_bits(prefix_);
}

Words OnWindows::started(const Words& words, const fs::path& program) const {
    Words all{wine_.program.string(), program.string()};
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

Command OnWindows::command(const Words& words, const fs::path& program) const {
    Command command{{"/bin/sh", "-c", writes_it_down, "sh"},
                    wine_environment(wine_, prefix_, scratch_)};
    command.environment[names_a_wine] = std::nullopt;
    for (const std::string& word : started(words, program))
        command.words.push_back(word);
    return command;
}

Command OnWindows::on_a_terminal(const Words& words, const fs::path& program) const {
    std::string line = "exec";
    for (const std::string& word : started(words, program))
        line += " " + in_shell_quotes(word);
    Command command{{"script", "--quiet", "--flush", "--return", "--command", line, "said"},
                    wine_environment(wine_, prefix_, scratch_)};
    command.environment["TERM"] = "xterm";
    command.environment[names_a_wine] = std::nullopt;
    return command;
}

Command on_linux(const Words& words) {
    Command command{{"/bin/sh", "-c", writes_it_down, "sh", WSCONFORM_PROGRAM}};
    command.words.insert(command.words.end(), words.begin(), words.end());
    return command;
}

std::optional<int> status_of(const Command& command, const fs::path& folder,
                             std::chrono::seconds bound) {
    const fs::path before = fs::current_path();
    fs::current_path(folder);
    ChildProcess process{command};
    fs::current_path(before);
    const auto status = process.status(ChildProcess::Clock::now() + bound);
    return status ? exit_status_of(*status) : std::nullopt;
}

std::map<std::string, std::string> verdicts_in(const fs::path& report) {
    std::map<std::string, std::string> verdicts;
    const nlohmann::json document = json_of(report);
    for (const auto& [id, purpose] : document.at("purposes").items())
        verdicts[id] = purpose.value("verdict", "not played");
    return verdicts;
}

}  // namespace wsconform
