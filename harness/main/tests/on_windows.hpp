// SPDX-License-Identifier: Apache-2.0

#pragma once

// For tests: the program for Windows, in a Windows folder of the test's own in Wine.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/process.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {

using Words = std::vector<std::string>;

constexpr const char* no_program_for_windows =
    "./check builds wsconform.exe, and puts it beside the program";
constexpr const char* beyond_ascii = "Bericht é 漢 😀";

bool has_program_for_windows();

class OnWindows {
  public:
    explicit OnWindows(const std::filesystem::path& folder);
    bool plays_32_bits() const;
    /// What it says goes into the files "said" and "complained".
    Command command(const Words& words, const std::filesystem::path& program =
                                            beside_the_program("wsconform.exe")) const;
    /// The same on a terminal, which is that of the command's standard input.
    Command on_a_terminal(const Words& words, const std::filesystem::path& program) const;

  private:
    Words started(const Words& words, const std::filesystem::path& program) const;

    Wine wine_;
    std::filesystem::path prefix_;
    std::filesystem::path scratch_;
    std::optional<WineSession> session_;
};

Command on_linux(const Words& words);
/// The exit status of a command that runs in that folder; nothing if it takes too long.
std::optional<int> status_of(const Command& command, const std::filesystem::path& folder,
                             std::chrono::seconds bound = std::chrono::seconds{120});
/// The verdict by the purpose.
std::map<std::string, std::string> verdicts_in(const std::filesystem::path& report);

}  // namespace wsconform
