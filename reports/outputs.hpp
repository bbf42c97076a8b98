#pragma once

// The output folder of a run.

#include <filesystem>

#include "reports/report.hpp"

namespace wsconform {

/// Writes report.json, junit.xml and index.html. Each appears whole or not at all; an older one
/// stays until all three are on disk. Throws InputError if the folder cannot be written.
void write_outputs(const std::filesystem::path& folder, const Report& report);

}  // namespace wsconform
