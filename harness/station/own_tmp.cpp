// SPDX-License-Identifier: Apache-2.0

#include "harness/station/own_tmp.hpp"

#include <sys/mount.h>

#include <cerrno>
#include <fstream>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

bool is_bound(const fs::path& from, const fs::path& to) {
    return mount(from.c_str(), to.c_str(), nullptr, MS_BIND | MS_REC, nullptr) == 0;
}

/// Somebody else's entry may be gone or forbidden at any moment; then we do without it.
void show_again(const fs::directory_entry& entry, const fs::path& folder) {
    std::error_code ignored;
    const fs::path place = folder / entry.path().filename();
    if (entry.is_symlink(ignored)) {
        fs::copy_symlink(entry.path(), place, ignored);
        return;
    }
    if (entry.is_directory(ignored)) {
        fs::create_directory(place, ignored);
    } else {
        std::ofstream{place};
    }
    if (!is_bound(entry.path(), place)) fs::remove(place, ignored);
}

}  // namespace

void mount_own_tmp(const fs::path& scratch) {
    const fs::path system = "/tmp";
    const fs::path ours = scratch / "system-tmp";
    std::error_code error;
    fs::create_directory(ours, error);
    for (const auto& entry : fs::directory_iterator{system, error})
        show_again(entry, ours);
    if (error) throw HarnessError{system.string() + ": " + error.message()};
    if (!is_bound(ours, system)) throw HarnessError{because("mounting over /tmp", errno)};
}

}  // namespace wsconform
