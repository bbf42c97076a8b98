// SPDX-License-Identifier: Apache-2.0

#include "harness/station/own_scratch.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

/// Closed if somebody uses the folder, or nobody may know.
Descriptor locked(const fs::path& folder) {
    Descriptor lock{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (lock.is_open() && flock(lock.value(), LOCK_EX | LOCK_NB) != 0) lock.close();
    return lock;
}

/// One that is being made has no lock for a moment, but is empty then.
bool holds_nothing(const fs::path& folder) {
    std::error_code fault;
    return fs::is_empty(folder, fault) || fault;
}

void remove_abandoned(const fs::path& below) {
    std::error_code fault;
    std::vector<fs::path> folders;
    fs::directory_iterator entry{below, fault};
    for (; !fault && entry != fs::directory_iterator{}; entry.increment(fault)) {
        if (entry->path().filename().string().starts_with("scratch-"))
            folders.push_back(entry->path());
    }
    for (const fs::path& folder : folders) {
        const Descriptor lock = locked(folder);
        if (lock.is_open() && !holds_nothing(folder)) fs::remove_all(folder, fault);
    }
}

}  // namespace

OwnScratch::OwnScratch(const fs::path& below) {
    std::error_code fault;
    fs::create_directories(below, fault);
    remove_abandoned(below);
    std::string made = below / "scratch-XXXXXX";
    if (mkdtemp(made.data()) == nullptr) throw HarnessError{because(made, errno)};
    path_ = made;
    lock_ = locked(path_);
}

OwnScratch::~OwnScratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace wsconform
