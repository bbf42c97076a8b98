// SPDX-License-Identifier: Apache-2.0

#pragma once

// What changed between two reports: by a new version of the provider or of the suite, or between
// two providers. A report of another suite may name clauses that today's catalogue lacks, so it is
// compared by the words it holds and not as a Report.

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace wsconform {

/// As much of a report as a difference is made of.
struct Snapshot {
    struct Purpose {
        std::string verdict;
        std::set<std::string> violated;
        std::string reason;
    };
    struct ClauseRow {
        std::string strength;
        std::string digest;  ///< Empty if the report has none.
    };
    struct Branches {
        std::map<std::string, std::size_t> seen;
    };
    std::string suite;
    std::string provider;
    /// What was tested, in words: "system", and each DLL by its file.
    std::map<std::string, std::string> tested;
    std::map<std::string, std::string> options;
    std::map<std::string, Purpose> purposes;
    std::map<std::string, ClauseRow> clauses;
    std::map<std::string, Branches> profile;
    std::vector<std::string> lost;
};

/// Throws InputError unless the file is a report, of whatever version of the suite.
Snapshot read_snapshot(const std::filesystem::path& file);

enum class Shift {
    lost,       ///< Registered in the new run, and never played.
    failing,    ///< Fails now, and did not.
    changed,    ///< Fails as before, but with another verdict or other clauses.
    unjudged,   ///< Neither passes nor fails now, and did.
    fixed,      ///< Passes now, and did not.
    excused,    ///< Inconclusive and not applicable, the one for the other.
    added,      ///< A purpose that is new.
    removed,    ///< One that is no more.
    behaviour,  ///< Another branch where the sources leave a choice.
    clause,     ///< Of the catalogue: added, changed or withdrawn.
};

struct DiffEntry {
    Shift shift{};
    std::string what;  ///< The purpose, ambiguity or clause.
    std::string text;
};

struct Diff {
    std::string head;                ///< Which reports these are, in lines.
    std::vector<DiffEntry> entries;  ///< By shift, then by what.
    std::size_t same{};              ///< Purposes with the same verdict and clauses.

    std::size_t count(Shift shift) const;
    /// 3 if purposes of the new run were lost, else 1 if any fails anew or otherwise, else 0.
    int exit_status() const;
};

Diff difference(const Snapshot& before, const Snapshot& after);

/// For the terminal: the head, one line an entry and a last line that counts.
std::string diff_text(const Diff& diff);

}  // namespace wsconform
