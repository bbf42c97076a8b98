// SPDX-License-Identifier: Apache-2.0

#pragma once

// Runs work in a child process from which nothing can escape, and tells what the machine forbids.
//
// Two processes stand between the caller and the provider. The *supervisor* is the process that
// calls `run_isolated`: it does nothing but wait. The *inner process* is its child and does the
// work. Isolated, it is the first process of its own mount, pid, network and IPC namespaces (and of
// a user namespace, which root can do without); when
// it dies, for whatever reason, the kernel kills every process in there and forgets the mounts, so
// there is nothing to clean up and nobody who has to be alive to do it. It is killed when the
// supervisor dies (PR_SET_PDEATHSIG). Not isolated, the supervisor adopts orphans
// (PR_SET_CHILD_SUBREAPER) and, when the inner process is gone, kills what is left of its
// descendants and removes its scratch directory.
//
// Isolated, the inner process begins with all rights in its namespaces, to furnish them, and gives
// them up before it starts anybody else's code (rights.hpp).

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/station/isolate.hpp"
#include "harness/station/view.hpp"

namespace wsconform {

/// Where the inner process finds itself.
struct Surroundings {
    bool isolated = false;
    /// Lookups go to 127.0.0.1 and nowhere else.
    bool own_resolver = false;
    /// What was refused, and by what.
    std::vector<std::string> reasons = {};
    /// Empty, the inner process's own, and gone when it is. In memory when isolated.
    std::filesystem::path scratch = {};
    /// Whose the files are that are written to after the rights are given up.
    Ids ids = {};

    /// Gives a folder, with all that is in it, to whom this process will be then. Throws
    /// HarnessError.
    void give_away(const std::filesystem::path& path) const;

    /// Isolated, leaves this process and all that it starts from then on without a right that is
    /// not in containment.hpp. Throws HarnessError.
    void give_up_rights(Code code) const;
};

using Work = std::function<int(const Surroundings&)>;

/// Returns what `work` returned in the inner process, or 128 and the signal's number. `directory`
/// is where scratch space is mounted or made; isolated, the inner process sees what `view` shows,
/// and has the environment of containment.hpp. Call it from a process with a single thread. Throws
/// HarnessError if there can be no inner process at all.
int run_isolated(Isolate wanted, const std::filesystem::path& directory, const View& view,
                 const Work& work);

}  // namespace wsconform
