// SPDX-License-Identifier: Apache-2.0

#pragma once

// Reports of many builds of one provider, in their order: when each purpose went bad, and when it
// became good again.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

struct Build {
    std::string name;  ///< Of the file or folder that the report was read from.
    Report report;
};

/// A build in which a purpose is bad after it was good, or good after it was bad. What says nothing
/// (not applicable, inconclusive, not played) lies between without being a turn.
struct Turn {
    std::size_t build{};
    std::size_t before{};  ///< The last build of which the opposite is known.
    bool is_bad{};
};

struct Course {
    std::string id;
    std::vector<std::optional<Finding>> findings;  ///< By build; nothing where it was not played.
    std::vector<Turn> turns;
    std::optional<std::size_t> first_good;
    std::optional<std::size_t> first_bad;
    bool is_bad_now{};  ///< In the last build that says something of it.
};

struct History {
    std::vector<Build> builds;
    std::vector<Course> courses;  ///< By id.
};

/// Its builds by the number in their names: wine-9.0 before wine-10.0.
History history_of(std::vector<Build> builds);

/// The reports in a folder: files that end in .json, and folders with a report.json. Throws
/// InputError if there are fewer than two, or if they are not of one provider.
History read_history(const std::filesystem::path& folder);

/// For the terminal: a line for each build, then one for each purpose that turned.
std::string history_text(const History& history);
std::string history_markdown(const History& history);
/// A page that needs nothing beside it, as that of a report.
std::string history_html(const History& history);

}  // namespace wsconform
