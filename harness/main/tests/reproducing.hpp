// SPDX-License-Identifier: Apache-2.0

#pragma once

// Programs that `wsconform reproduce` writes, built and run in a Wine of the test's own.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/station/wine_prefix.hpp"

namespace wsconform {

/// A Windows folder of the test's own, and what to run in it.
class WineWithFolder {
  public:
    WineWithFolder();

    /// The exit status; the program's output goes to `file`.
    int status_of(const std::string& program, const std::string& file) const;
    /// Runs programs that bring a name server, in a network of their own, as their first lines say:
    /// the exit status of each; the output of "a.exe" goes to "a.out".
    std::vector<int> statuses_with_names(const std::vector<std::string>& names) const;

  private:
    Wine wine_ = chosen_wine("");
    std::filesystem::path scratch_ = std::filesystem::current_path() / "tmp";
    std::filesystem::path prefix_ = std::filesystem::current_path() / "prefix";
    std::filesystem::path original_;
    std::optional<WineSession> session_;
};

/// The file's text, without the returns that Windows ends lines with.
std::string said(const std::string& file);
/// Compiles for Windows, with all warnings.
void compile(const std::string& source, const std::string& program,
             const std::vector<std::string>& more = {});
/// Writes the program and builds it; the name of what can be run.
std::string built(const std::string& id);
/// Whether its program brings a name server.
bool needs_names(const std::string& id);
/// Whether a program can show it; if not, the reason is one line.
bool is_reproducible(const std::string& id);

}  // namespace wsconform
