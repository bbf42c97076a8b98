// SPDX-License-Identifier: Apache-2.0

#pragma once

// The parts of report.json, for the renderings that arrange them in another way.

#include <nlohmann/json_fwd.hpp>

#include "reports/likeness.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// What was asked for, as far as it bears on the verdicts.
nlohmann::ordered_json options_json(const Report& report);
/// All that stands before the purposes.
nlohmann::ordered_json report_head(const Report& report);
nlohmann::ordered_json purpose_json(const PurposeResult& result);
nlohmann::ordered_json profile_json(const Report& report);
nlohmann::ordered_json windows_json(const Likened& likened);

}  // namespace wsconform
