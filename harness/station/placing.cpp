// SPDX-License-Identifier: Apache-2.0

#include "harness/station/placing.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

void open_to_all(const fs::path& path) {
    if (fs::is_symlink(path)) return;
    const fs::perms now = fs::status(path).permissions();
    const bool is_run = (now & fs::perms::owner_exec) != fs::perms::none;
    constexpr fs::perms read =
        fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    constexpr fs::perms run =
        fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(path, now | read | (is_run ? run : fs::perms::none));
}

bool is_open_to_others(const fs::path& path) {
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) return true;
    const bool is_run = S_ISDIR(facts.st_mode) || (facts.st_mode & S_IXUSR) != 0;
    const mode_t needed = is_run ? S_IROTH | S_IXOTH : S_IROTH;
    return (facts.st_mode & needed) == needed;
}

}  // namespace

void restrict_mount(const fs::path& place, unsigned flags, std::uint64_t attributes) {
    mount_attr attribute{.attr_set = attributes, .attr_clr = 0, .propagation = 0, .userns_fd = 0};
    if (syscall(SYS_mount_setattr, AT_FDCWD, place.c_str(), flags, &attribute, sizeof attribute) !=
        0)
        throw HarnessError{because("restricting " + place.string(), errno)};
}

void bind_to(const fs::path& place, const fs::path& source, std::uint64_t attributes) {
    if (fs::is_directory(source)) {
        fs::create_directories(place);
    } else {
        fs::create_directories(place.parent_path());
        std::ofstream{place, std::ios::app};
    }
    if (mount(source.c_str(), place.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
        throw HarnessError{because("showing " + source.string(), errno)};
    restrict_mount(place, AT_RECURSIVE, attributes);
}

void copy_to(const fs::path& place, const fs::path& source) {
    fs::create_directories(place.parent_path());
    const fs::file_status status = fs::symlink_status(source);
    std::error_code fault;
    if (fs::is_symlink(status)) {
        fs::copy_symlink(source, place, fault);
    } else if (fs::is_directory(status)) {
        fs::create_directory(place, fault);
        for (const auto& entry : fs::directory_iterator{source})
            copy_to(place / entry.path().filename(), entry.path());
    } else if (fs::is_regular_file(status)) {
        fs::copy_file(source, place, fs::copy_options::overwrite_existing, fault);
    } else {
        return;  // A socket, a device.
    }
    if (fault) throw HarnessError{"showing a copy of " + source.string() + ": " + fault.message()};
    open_to_all(place);
}

bool may_be_read_by_others(const fs::path& path) {
    if (!is_open_to_others(path)) return false;
    std::error_code fault;
    if (!fs::is_directory(path)) return true;
    for (fs::recursive_directory_iterator entry{path, fault}; entry != fs::end(entry) && !fault;
         entry.increment(fault))
        if (!entry->is_symlink() && !is_open_to_others(entry->path())) return false;
    return true;
}

}  // namespace wsconform
