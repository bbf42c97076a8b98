// SPDX-License-Identifier: Apache-2.0

#pragma once

// A DLL as a file: what its headers say before anything of it is run, and whether what lies in
// memory was made of it. Nothing here believes a file: every offset is held to its bounds.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// What was read of a file: its headers, to which everything else is compared.
class DllFile {
  public:
    /// Empty for what cannot be read.
    explicit DllFile(const std::wstring& path);

    /// For which machine it is made; 0 if it is no DLL.
    WORD machine() const;
    /// Made by Wine to be found in Wine's own folders, where Wine puts its own in its place.
    bool is_of_wine() const;
    /// Whether the loader made this module of the file. The loader may change the address only.
    bool is_mapped_at(HMODULE module) const;

  private:
    std::vector<std::byte> head_;
};

/// The same of a module in memory.
bool is_built_by_wine(HMODULE module);

/// "x86_64", "i386", "aarch64", or a number; empty for 0.
std::string word_for_machine(WORD machine);

/// A function that a DLL wants of another one, by name or by ordinal.
using Wanted = std::variant<std::string, WORD>;

struct Import {
    std::string dll;
    std::vector<Wanted> functions;
};

/// What a module in memory imports, run or not; what it loads when it needs it is not among these.
std::vector<Import> imports_of(HMODULE module);

}  // namespace wsconform::agent
