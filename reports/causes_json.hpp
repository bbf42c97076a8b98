// SPDX-License-Identifier: Apache-2.0

#pragma once

// The causes of a report's deviations, for the page.

#include <nlohmann/json.hpp>

#include "reports/report.hpp"

namespace wsconform {

nlohmann::ordered_json causes_json(const Report& report);

}  // namespace wsconform
