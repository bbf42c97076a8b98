// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a run writes down as it goes: the trace of each purpose, and then a line that names the
// purpose. A run that was stopped goes on from there with --resume.

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/main/run_options.hpp"

namespace wsconform {

class Journal {
  public:
    /// Makes the folder, and reads what an earlier run noted if this one goes on from it.
    /// `provider` is what reports call it. Throws InputError.
    Journal(const RunOptions& options, const std::string& provider);

    /// Throws InputError if the run that this one goes on from had other DLLs.
    void hold_to(const std::vector<std::string>& fingerprints);
    /// Begins the file anew, or goes on with it; until then what an earlier run left stays as it
    /// is. Throws InputError.
    void open();
    /// Notes that the purpose is done.
    void note(const std::string& purpose);

    /// Of the chain from that position on: 1 is the provider itself.
    std::filesystem::path trace_file(const std::string& purpose, std::size_t position = 1) const;
    /// Whether an earlier run has its trace and noted it, so that it need not be played.
    bool is_recorded(const std::string& purpose, std::size_t position = 1) const;
    std::string recorded(const std::string& purpose, std::size_t position = 1) const;
    void record(const std::string& purpose, std::size_t position, const std::string& trace) const;

    const std::filesystem::path& folder() const { return folder_; }

  private:
    /// Whether this run goes on with another one's journal.
    bool goes_on() const;
    void read();

    std::filesystem::path folder_;
    bool resume_;
    std::string header_;
    /// Of the DLLs that are tested; nothing if an earlier run did not tell.
    std::optional<std::vector<std::string>> fingerprints_;
    std::set<std::string> noted_;
    std::ofstream file_;
};

}  // namespace wsconform
