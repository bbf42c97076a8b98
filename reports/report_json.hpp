#pragma once

// report.json: a Report written down and read back. The same report always gives the same bytes:
// no time, host or path stands in it.

#include <filesystem>
#include <string>

#include "reports/report.hpp"

namespace wsconform {

/// Ends in a newline. Valid UTF-8 whatever a provider said.
std::string to_json(const Report& report);

/// Throws InputError unless the file is a report this version of the suite understands.
Report read_report(const std::filesystem::path& file);

}  // namespace wsconform
