// SPDX-License-Identifier: Apache-2.0

#pragma once

// The output folder of a run.

#include <filesystem>
#include <string>

#include "reports/gate.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// Writes report.json, junit.xml and index.html. Each appears whole or not at all; an older one
/// stays until all are on disk. `gated` decides what fails in junit.xml; null for what the
/// report itself expects. `circumstances` are the text of run.json, which is left out if they are
/// empty. Throws InputError if the folder cannot be written.
void write_outputs(const std::filesystem::path& folder, const Report& report,
                   const GateResult* gated = nullptr, const std::string& circumstances = "");

/// Throws InputError if something is there that those files cannot take the place of.
void require_place_for_outputs(const std::filesystem::path& folder);

/// A picture if its name ends in .svg, the document of a shields.io endpoint if in .json. Throws
/// InputError for another name, or if it cannot be written.
void write_badge(const std::filesystem::path& file, const Report& report, const GateResult* gated);

}  // namespace wsconform
