// SPDX-License-Identifier: Apache-2.0

#pragma once

// Keeps other runs out of a folder that a run writes into. However the process ends, the folder is
// let go.

#include <filesystem>
#include <memory>
#include <string_view>

namespace wsconform {

class FolderLock {
  public:
    /// Throws InputError, with the remedy, if another run has it or if it cannot be read.
    FolderLock(const std::filesystem::path& folder, std::string_view remedy);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

  private:
    struct Held;
    std::unique_ptr<Held> held_;
};

}  // namespace wsconform
