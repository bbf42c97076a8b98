// SPDX-License-Identifier: Apache-2.0

#pragma once

// How often each end of a race was seen by generated properties. It is different each time, so it
// stands in run.json and in no report.json; the page shows it where it is there.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace wsconform {

/// By property, call and reply.
using Races = std::map<std::string, std::map<std::string, std::map<std::string, std::size_t>>>;

/// Those that the text of a run.json tells of; none if it is no such thing.
Races races_in(const std::string& text);
/// Those of the run.json in the folder of a report, if there is one. `report` may be the folder.
Races races_beside(const std::filesystem::path& report);

}  // namespace wsconform
