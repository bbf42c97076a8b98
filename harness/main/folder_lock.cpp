// SPDX-License-Identifier: Apache-2.0

#include "harness/main/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <system_error>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

/// A folder can be locked like a file.
struct FolderLock::Held {
    Descriptor descriptor;
};

FolderLock::FolderLock(const std::filesystem::path& folder, std::string_view remedy)
    : held_{std::make_unique<Held>(
          Held{Descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)}})} {
    if (!held_->descriptor.is_open())
        throw InputError{input_fault(
            folder, "folder", "cannot be read: " + std::generic_category().message(errno), remedy)};
    // Some network file systems have no locks.
    if (::flock(held_->descriptor.value(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw InputError{input_fault(folder, "folder", "another run is writing into it",
                                     "wait for its end, or " + std::string{remedy})};
}

FolderLock::FolderLock(FolderLock&& other) noexcept = default;
FolderLock::~FolderLock() = default;

}  // namespace wsconform
