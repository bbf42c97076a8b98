// SPDX-License-Identifier: Apache-2.0

#include "harness/main/folder_lock.hpp"

#include <system_error>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "windows/headers.hpp"

namespace wsconform {

/// A file in the folder that nobody else can open, and that goes with the last handle.
struct FolderLock::Held {
    HANDLE file;
};

FolderLock::FolderLock(const std::filesystem::path& folder, std::string_view remedy)
    : held_{std::make_unique<Held>(
          Held{CreateFileW((folder / ".lock").c_str(), GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                           FILE_ATTRIBUTE_HIDDEN | FILE_FLAG_DELETE_ON_CLOSE, nullptr)})} {
    if (held_->file != INVALID_HANDLE_VALUE) return;
    const DWORD reason = GetLastError();
    if (reason == ERROR_SHARING_VIOLATION)
        throw InputError{input_fault(folder, "folder", "another run is writing into it",
                                     "wait for its end, or " + std::string{remedy})};
    throw InputError{input_fault(
        folder, "folder",
        "cannot be written to: " + std::system_category().message(static_cast<int>(reason)),
        remedy)};
}

FolderLock::FolderLock(FolderLock&& other) noexcept = default;

FolderLock::~FolderLock() {
    if (held_ != nullptr && held_->file != INVALID_HANDLE_VALUE) CloseHandle(held_->file);
}

}  // namespace wsconform
