// SPDX-License-Identifier: Apache-2.0

#pragma once

// The Windows that Wine pretends to be: a template made once for each build of Wine, private
// copies of it, and the environment in which programs are run on a copy.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/station/process.hpp"
#include "harness/station/wine.hpp"

namespace wsconform {

/// Does something in a contained process that can write to one folder and to the scratch space that
/// the work is given. Throws what went wrong there as a HarnessError.
using Contained =
    std::function<void(const std::filesystem::path& writable,
                       const std::function<void(const std::filesystem::path& scratch)>& work)>;

/// The template below `directory`, made if it is not there yet. Of two processes that want it at
/// once, one makes it and the other waits. Throws HarnessError.
std::filesystem::path template_prefix(const Wine& wine, const std::filesystem::path& directory,
                                      const Contained& contained);

/// What a provider needs to find in its Windows folder.
struct Preparation {
    /// A prefix of the vendor's, which is not changed; empty for the template.
    std::filesystem::path original = {};
    /// For /bin/sh, with WINEPREFIX set; empty if there is nothing to do.
    std::string command = {};
    /// Another one for each prefix that the command is to make.
    std::string key = {};
};

/// The prefix that stations copy: the template, the vendor's, or one below `directory` on which the
/// command was run, once. Throws HarnessError.
std::filesystem::path prepared_prefix(const Wine& wine, const std::filesystem::path& directory,
                                      const Contained& contained, const Preparation& preparation);

/// A private copy: whatever may be written to is copied, the programs and libraries are links
/// into the template.
void copy_prefix(const std::filesystem::path& original, const std::filesystem::path& copy);

/// What a program needs around it to run on a prefix: no display, no debugger, no hints of the
/// user's.
std::map<std::string, std::optional<std::string>> wine_environment(
    const Wine& wine, const std::filesystem::path& prefix, const std::filesystem::path& scratch);

/// Keeps the wineserver of a prefix there for as long as the object lives, by a program that waits:
/// without it each program would start a server and pay for it. Only Wine itself has to find the
/// server so. It belongs to the namespaces of whoever makes this.
class WineSession {
  public:
    /// Throws HarnessError if this Wine does not run a program.
    WineSession(const Wine& wine, const std::filesystem::path& prefix,
                const std::filesystem::path& scratch);

  private:
    ChildProcess waiting_program_;
};

/// Files of a prefix that a scenario may hide.
class Databases {
  public:
    explicit Databases(const std::filesystem::path& prefix);
    Databases(const Databases&) = delete;
    Databases& operator=(const Databases&) = delete;
    ~Databases() = default;

    /// "services" or "protocol". Throws HarnessError for any other, or one that is not there.
    void hides(const std::string& name);
    /// Throws HarnessError if one cannot be put back.
    void restore();

  private:
    std::filesystem::path directory_;
    std::vector<std::string> hidden_;
};

}  // namespace wsconform
