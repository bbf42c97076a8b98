// SPDX-License-Identifier: Apache-2.0

#pragma once

// report.json: a Report written down and read back. The same report always gives the same bytes:
// no time, host or path stands in it.

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "reports/report.hpp"

namespace wsconform {

/// Ends in a newline. Valid UTF-8 whatever a provider said.
std::string to_json(const Report& report);

/// Of a file, or of the folder that `run` wrote it into. Throws InputError unless it is a report
/// this version of the suite understands.
Report read_report(const std::filesystem::path& path);
/// The same of a text; `file` is for messages only.
Report parse_report(std::string_view text, const std::filesystem::path& file);

/// The document alone, of whatever version of the suite: its shape is right, and its clauses may be
/// unknown here. Throws InputError.
nlohmann::json read_report_document(const std::filesystem::path& path);

}  // namespace wsconform
