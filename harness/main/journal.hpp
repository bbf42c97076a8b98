// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a run writes down as it goes: the trace of each purpose and then, when that is on the disk,
// a line that names the purpose and the trace's digest. A run that was stopped goes on from there
// with --resume, and plays again what is not whole.

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/main/folder_lock.hpp"
#include "harness/main/run_options.hpp"
#include "reports/report.hpp"
#include "reports/writing.hpp"

namespace wsconform {

class Journal {
  public:
    /// Makes the folder and keeps other runs out of it, and reads what an earlier run noted if this
    /// one goes on from it. `head` tells what a run must have in common with that one. Throws
    /// InputError.
    Journal(const RunOptions& options, const Report& head);

    /// Throws InputError if the run that this one goes on from had other DLLs or another system.
    void hold_to(const std::vector<Tested>& tested);
    /// Begins the file anew, or goes on with it; until then what an earlier run left stays as it
    /// is. Throws InputError.
    void open();
    /// Notes that the purpose is done, with the traces recorded of it. Throws InputError.
    void note(const std::string& purpose);

    /// Of the chain from that position on: 1 is the provider itself. Nothing unless an earlier run
    /// noted the trace, and it is whole, so that it need not be played.
    std::optional<std::string> recorded(const std::string& purpose, std::size_t position = 1) const;
    bool is_recorded(const std::string& purpose) const { return recorded(purpose).has_value(); }
    /// Throws InputError.
    void record(const std::string& purpose, std::size_t position, const std::string& trace);
    /// Removes what an earlier run left. Throws InputError.
    void forget(const std::string& purpose, std::size_t position);

    const std::filesystem::path& folder() const { return folder_.path; }

  private:
    using Digests = std::map<std::string, std::string>;  ///< By the trace's file.

    /// Locked by this process, until it ends.
    struct Folder {
        std::filesystem::path path;
        FolderLock lock;
    };
    static Folder made(const std::filesystem::path& path);

    void read(const std::string& text);
    void read_line(const std::string& line);

    Folder folder_;
    std::string header_;
    /// What an earlier run has noted, which this one goes on from.
    bool goes_on_ = false;
    bool is_cut_short_ = false;
    std::string tested_;  ///< The line that tells it; empty if nothing is known.
    bool tells_tested_ = false;
    std::map<std::string, Digests> noted_;
    /// Of this run's traces.
    std::map<std::string, Digests> recorded_;
    std::optional<Lines> lines_;
};

}  // namespace wsconform
