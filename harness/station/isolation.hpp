// SPDX-License-Identifier: Apache-2.0

#pragma once

// Runs work in a child process from which nothing can escape, and tells what the machine forbids.
//
// Two processes stand between the caller and the provider. The *supervisor* is the process that
// calls `run_isolated`: it does nothing but wait. The *inner process* is its child and does the
// work. Isolated, it is the first process of its own mount, pid and network namespaces (and of a
// user namespace, which root can do without); when
// it dies, for whatever reason, the kernel kills every process in there and forgets the mounts, so
// there is nothing to clean up and nobody who has to be alive to do it. It is killed when the
// supervisor dies (PR_SET_PDEATHSIG). Not isolated, the supervisor adopts orphans
// (PR_SET_CHILD_SUBREAPER) and, when the inner process is gone, kills what is left of its
// descendants and removes its scratch directory.
//
// The user's own id is kept inside, because Wine insists on owning its prefix.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace wsconform {

enum class Isolate { fully, not_at_all };

/// Where the inner process finds itself.
struct Surroundings {
    bool isolated = false;
    /// Lookups go to 127.0.0.1 and nowhere else.
    bool own_resolver = false;
    /// What was refused, and by what.
    std::vector<std::string> reasons = {};
    /// Empty, the inner process's own, and gone when it is. In memory when isolated.
    std::filesystem::path scratch = {};
};

using Work = std::function<int(const Surroundings&)>;

/// Returns what `work` returned in the inner process, or 128 and the signal's number. `directory`
/// is where scratch space is mounted or made. Call it from a process with a single thread. Throws
/// HarnessError if there can be no inner process at all.
int run_isolated(Isolate wanted, const std::filesystem::path& directory, const Work& work);

}  // namespace wsconform
